"""Clients of Kafka and Elasticsearch as the indexer needs them, and whether the two can be reached."""

from collections.abc import Sequence

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch
from kafka import KafkaConsumer, KafkaProducer
from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor
from kafka.errors import KafkaError

from contracts import topics
from contracts.indexes import LEDGER, VERSIONS, writer_of
from runtime.reach import reachable
from services.indexer.settings import IndexerSettings

# A record's key, headers and frame come on top of the value that a topic's limit is about.
_OVERHEAD = 1_048_576
_LARGEST = max(topic.max_message_bytes for topic in topics.all_topics()) + _OVERHEAD
PROBE_TIME = 2.0


class NotReady(Exception):
    """Something that the indexer needs is not there yet."""


def open_consumer(settings: IndexerSettings) -> KafkaConsumer:
    """A consumer that commits nothing by itself. Raises KafkaError where no broker answers."""
    return KafkaConsumer(
        bootstrap_servers=settings.kafka.split(","),
        **settings.kafka_login,
        client_id="masar-indexer",
        group_id=settings.group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        allow_auto_create_topics=False,
        partition_assignment_strategy=(CooperativeStickyAssignor,),
        session_timeout_ms=int(settings.session * 1000),
        heartbeat_interval_ms=int(settings.session * 1000 / 5),
        # Partitions that a Kafka which has just started does not show yet, and new ones, are seen this soon.
        metadata_max_age_ms=30_000,
        max_partition_fetch_bytes=_LARGEST,
        max_poll_records=500,
        bootstrap_timeout_ms=int(PROBE_TIME * 2000),
    )


def open_producer(settings: IndexerSettings) -> KafkaProducer:
    """A producer whose messages count when every replica has them. Raises KafkaError where no broker answers."""
    return KafkaProducer(
        bootstrap_servers=settings.kafka.split(","),
        **settings.kafka_login,
        client_id="masar-indexer",
        acks="all",
        enable_idempotence=True,
        linger_ms=20,
        compression_type="lz4",
        max_request_size=_LARGEST,
        max_block_ms=5_000,
        allow_auto_create_topics=False,
        bootstrap_timeout_ms=int(PROBE_TIME * 2000),
    )


def open_elasticsearch(settings: IndexerSettings) -> Elasticsearch:
    """A client that tries once: trying again is the flow's business."""
    return Elasticsearch(
        settings.elasticsearch,
        api_key=settings.elasticsearch_key,
        **settings.elasticsearch_trust,
        request_timeout=settings.request_time,
        max_retries=0,
        retry_on_timeout=False,
        connections_per_node=settings.requests_at_once + 1,
    )


def reach_topics(consumer: KafkaConsumer, names: Sequence[str]) -> None:
    """Raises NotReady where a topic is not there."""
    missing = [name for name in names if not consumer.partitions_for_topic(name)]
    if missing:
        raise NotReady(f"no topic {', '.join(missing)}")


def reach_aliases(client: Elasticsearch, dossiers: Sequence[str]) -> None:
    """Raises NotReady where an alias that is written through is not there, or Elasticsearch refuses to tell."""
    for alias in (LEDGER, VERSIONS, *(writer_of(dossier) for dossier in dossiers)):
        try:
            if not client.indices.exists_alias(name=alias):
                raise NotReady(f"no alias {alias}: `masar setup` makes it")
        except ApiError as error:
            raise NotReady(str(error)) from error


def unreachable(settings: IndexerSettings, client: Elasticsearch) -> str | None:
    """Which of the two brokers does not answer now, null when both do. Takes PROBE_TIME for each at most."""
    if not reachable(settings.kafka, PROBE_TIME):
        return f"Kafka at {settings.kafka}"
    try:
        client.options(request_timeout=PROBE_TIME).perform_request("HEAD", "/")
    except TransportError:
        return f"Elasticsearch at {settings.elasticsearch}"
    except ApiError as error:
        return f"Elasticsearch at {settings.elasticsearch}, which answers {error.status_code}"
    return None


CONNECTION_FAILURES = (OSError, KafkaError, TransportError, NotReady)
