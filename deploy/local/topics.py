"""Creating Masar's topics on a Kafka, or bringing those that exist up to date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient
from kafka.errors import NoError, TopicAlreadyExistsError, for_code

from contracts.topics import Topic, all_topics

# No login, for a Kafka that asks for none.
OPEN: Mapping[str, Any] = {}


@dataclass(frozen=True)
class TopicsMade:
    """What `make_topics` did, as topic names; `otherwise_partitioned` were left as they are.

    Other partitions would send a host's pages to another crawler in mid-work, so that is for an operator to do.
    """

    created: tuple[str, ...]
    reconfigured: tuple[str, ...]
    otherwise_partitioned: tuple[str, ...]


def make_topics(
    bootstrap: str, replication: int = 1, topics: Sequence[Topic] | None = None, login: Mapping[str, Any] = OPEN
) -> TopicsMade:
    """Create the topics that are missing and set configurations that differ; all are usable on return.

    `replication` is the number of brokers that hold each record, `login` the settings' kafka_login. Safe to
    repeat, and for several to do at once. Raises kafka.errors.KafkaError.
    """
    topics = all_topics() if topics is None else topics
    admin = KafkaAdminClient(bootstrap_servers=bootstrap.split(","), **login)
    try:
        there = set(admin.list_topics())
        present = [topic for topic in topics if topic.name in there]
        return TopicsMade(
            _create(admin, [topic for topic in topics if topic.name not in there], replication),
            _reconfigure(admin, present),
            _otherwise_partitioned(admin, present),
        )
    finally:
        admin.close()


def _create(admin: KafkaAdminClient, topics: Sequence[Topic], replication: int) -> tuple[str, ...]:
    if not topics:
        return ()
    wanted = {
        topic.name: {
            "num_partitions": topic.partitions,
            "replication_factor": replication,
            "configs": topic.config(),
        }
        for topic in topics
    }
    for made in admin.create_topics(wanted, raise_errors=False)["topics"]:
        error = for_code(made["error_code"])
        # Another set-up may have made it since we looked.
        if error not in (NoError, TopicAlreadyExistsError):
            raise error(f"{made['name']}: {made.get('error_message')}")
    admin.wait_for_topics(list(wanted))
    return tuple(wanted)


def _reconfigure(admin: KafkaAdminClient, topics: Sequence[Topic]) -> tuple[str, ...]:
    if not topics:
        return ()
    asked = [ConfigResource(ConfigResourceType.TOPIC, topic.name, list(topic.config())) for topic in topics]
    described = admin.describe_configs(asked, config_filter="all")["topic"]
    differing = [topic for topic in topics if _values(described[topic.name]) != topic.config()]
    if differing:
        admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, each.name, each.config()) for each in differing])
    return tuple(topic.name for topic in differing)


def _values(described: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {name: config["value"] for name, config in described.items()}


def _otherwise_partitioned(admin: KafkaAdminClient, topics: Sequence[Topic]) -> tuple[str, ...]:
    if not topics:
        return ()
    counts = {each["name"]: len(each["partitions"]) for each in admin.describe_topics([topic.name for topic in topics])}
    return tuple(topic.name for topic in topics if counts[topic.name] != topic.partitions)
