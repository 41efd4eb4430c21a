"""From masar.pages to searchable: pages a second, processor time of every process, bytes on disk."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from elasticsearch import Elasticsearch
from kafka import KafkaProducer
from kafka.errors import KafkaError
from msgspec import Struct

from contracts import codec, topics
from contracts.indexes import articles_of
from deploy.local.ports import free_port
from evaluation.crawl.places import until
from evaluation.faults.disturb import DOSSIER
from evaluation.faults.places import Brokers, brokers_for
from evaluation.throughput.material import pages
from evaluation.throughput.spent import bytes_below, cpu_of
from operations.processes import Child
from queues.look import TopicsLook
from services.indexer.setup_index import install

DOSSIERS = Path(__file__).parents[2] / "dossiers"
PATIENCE = 3_600.0


class Whole(Struct, frozen=True, kw_only=True):
    """One run. `cpu` is seconds of processor by process, `kafka_bytes` and `disk_bytes` are of masar.pages."""

    compression: str
    workers: int
    pages: int
    relevant: int
    seconds: float
    cpu: dict[str, float]
    kafka_bytes: int
    disk_bytes: int
    indexed: int

    @property
    def pages_a_second(self) -> float:
        """Pages through the whole in a second."""
        return self.pages / self.seconds


def whole(ordinary: int, relevant: int, workers: int, compression: str | None, say: Callable[[str], None]) -> Whole:
    """Fill masar.pages, start parser(s) and indexer, and wait until all is searchable. Raises StackTrouble."""
    with brokers_for(1, quick=False) as brokers, tempfile.TemporaryDirectory(prefix="masar-bench-") as folder:
        say(f"filling masar.pages with {ordinary + relevant} pages, compression {compression or 'none'}")
        sent = _fill(brokers, ordinary, relevant, compression)
        client = Elasticsearch(brokers.elasticsearch, request_timeout=60)
        look = TopicsLook(brokers.kafka)
        install(client, [DOSSIERS / DOSSIER])
        before = {name: cpu_of(pid) for name, pid in brokers.processes().items()}
        say(f"{workers} parser(s) and the indexer at work")
        began = time.monotonic()
        try:
            with started_services(brokers, Path(folder), workers) as children:
                until("all pages", lambda: _done(client, look, relevant), PATIENCE)
                seconds = time.monotonic() - began
                cpu = {name: cpu_of(pid) - before[name] for name, pid in brokers.processes().items()}
                cpu |= {child.name: cpu_of(child.pid or 0) for child in children}
            disk = bytes_below(brokers.kafka_data, topics.PAGES)
            indexed = _indexed(client)
        finally:
            look.close()
            client.close()
    return Whole(
        compression=compression or "none",
        workers=workers,
        pages=ordinary + relevant,
        relevant=relevant,
        seconds=seconds,
        cpu=cpu,
        kafka_bytes=sent,
        disk_bytes=disk,
        indexed=indexed,
    )


@contextmanager
def indexer_alone(brokers: Brokers, folder: Path) -> Iterator[None]:
    """Only the indexer, until the block ends."""
    with started_services(brokers, folder, 0):
        yield


def _fill(brokers: Brokers, ordinary: int, relevant: int, compression: str | None) -> int:
    producer = KafkaProducer(
        bootstrap_servers=brokers.kafka,
        acks="all",
        compression_type=compression,
        linger_ms=20,
        batch_size=500_000,
        max_request_size=16_777_216,
    )
    sent = 0
    for page in pages(ordinary, relevant):
        value = codec.encode(page)
        sent += len(value)
        producer.send(topics.PAGES, key=page.page_id.encode(), value=value)
    producer.flush()
    producer.close()
    return sent


@contextmanager
def started_services(brokers: Brokers, folder: Path, workers: int) -> Iterator[list[Child]]:
    """So many parsers, and the indexer, until the block ends."""
    children = _children(brokers, folder, workers)
    try:
        for child in children:
            child.start()
        yield children
    finally:
        for child in children:
            child.stop()


def _children(brokers: Brokers, folder: Path, workers: int) -> list[Child]:
    shared = {
        "MASAR_KAFKA": brokers.kafka,
        "MASAR_ELASTICSEARCH": brokers.elasticsearch,
        "MASAR_DOSSIER": DOSSIER,
        "MASAR_LOG_LEVEL": "warning",
    }
    parsers = [
        Child(
            f"parser {number}",
            ["services.parser"],
            {
                **shared,
                "MASAR_PARSER_DATA": str(folder / f"parser{number}"),
                "MASAR_PARSER_HEALTH_PORT": str(free_port()),
            },
            folder / f"parser{number}.log",
        )
        for number in range(1, workers + 1)
    ]
    indexer = {**shared, "MASAR_INDEXER_HEALTH_PORT": str(free_port())}
    return [*parsers, Child("indexer", ["services.indexer"], indexer, folder / "indexer.log")]


def _done(client: Elasticsearch, look: TopicsLook, relevant: int) -> bool:
    try:
        lags = {state.topic: state.lag or 0 for state in look.states()}
    except KafkaError:
        return False  # a Kafka that has just started looks for its groups' coordinators
    return not any(lags[topic] for topic in (topics.PAGES, topics.RELEVANT, topics.ARTICLES)) and (
        _indexed(client) >= relevant
    )


def _indexed(client: Elasticsearch) -> int:
    return int(client.count(index=articles_of(DOSSIER))["count"])
