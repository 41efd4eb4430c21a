"""What Kafka tells of the topics: how far each service is behind, and what lies in the dead-letter topics."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.errors import KafkaError
from msgspec import Struct

from contracts import codec, topics
from contracts.dead_letter import DeadLetter
from queues.knock import knock
from queues.offsets import READERS, Place, places


class TopicState(Struct, frozen=True):
    """One topic: records still kept, and `lag`, records that its reader has not finished (null: no reader)."""

    topic: str
    records: int
    lag: int | None


# No login at all, for brokers that ask for none.
OPEN: Mapping[str, Any] = {}


def reader(brokers: str, login: Mapping[str, Any] = OPEN) -> KafkaConsumer:
    """A consumer outside all groups, for looking only. Never commits. `login` is the settings' kafka_login.

    Raises KafkaError where Kafka is away.
    """
    knock(brokers)
    return KafkaConsumer(
        bootstrap_servers=brokers.split(","),
        **login,
        group_id=None,
        enable_auto_commit=False,
        client_id=f"masar-look-{uuid.uuid4().hex[:8]}",
    )


class TopicsLook:
    """Looks at the topics again and again over the same connection, over a new one after an error.

    kafka-python 3.0.12's admin client asks the coordinator that it once found for ever, also when the group has
    another one since.
    """

    def __init__(self, brokers: str, login: Mapping[str, Any] = OPEN) -> None:
        """Connect. Raises KafkaError when Kafka is away."""
        self._connect = partial(KafkaAdminClient, bootstrap_servers=brokers.split(","), **login)
        self._admin: KafkaAdminClient | None = self._connect()

    def states(self) -> list[TopicState]:
        """The state of every topic, in the order of topics.toml. Raises KafkaError when Kafka is away."""
        self._admin = self._admin or self._connect()
        try:
            found = places(self._admin)
        except KafkaError:
            self.close()
            raise
        return [
            _state(topic.name, [each for each in found if each.topic == topic.name]) for topic in topics.all_topics()
        ]

    def close(self) -> None:
        """Leave."""
        if self._admin:
            self._admin.close()
        self._admin = None


def _state(topic: str, partitions: Sequence[Place]) -> TopicState:
    lag = sum(each.lag or 0 for each in partitions) if topic in READERS else None
    return TopicState(topic, sum(each.end - each.first for each in partitions), lag)


def read_to_end(brokers: str, topic: str, login: Mapping[str, Any] = OPEN) -> Iterator[bytes]:
    """The values of all records in a topic up to its present end."""
    looker = reader(brokers, login)
    try:
        partitions = [TopicPartition(topic, number) for number in looker.partitions_for_topic(topic) or ()]
        looker.assign(partitions)
        looker.seek_to_beginning(*partitions)
        ends = looker.end_offsets(partitions)
        while any(looker.position(each) < ends[each] for each in partitions):
            for records in looker.poll(timeout_ms=500).values():
                yield from (record.value for record in records if record.value is not None)
    finally:
        looker.close()


def dead_letters(
    brokers: str, login: Mapping[str, Any] = OPEN, of: Collection[str] | None = None
) -> Iterator[DeadLetter]:
    """Every dead letter that is kept, topic by topic; only those of the topics in `of`, where it is given."""
    wanted = None if of is None else {topics.dead(topic) for topic in of}
    for topic in topics.all_topics():
        if topic.message == "DeadLetter" and (wanted is None or topic.name in wanted):
            for value in read_to_end(brokers, topic.name, login):
                yield codec.decode(value, DeadLetter)
