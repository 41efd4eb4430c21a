"""What Kafka tells of the topics: how far each service is behind, and what lies in the dead-letter topics."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.errors import CoordinatorNotAvailableError, KafkaError
from msgspec import Struct

from contracts import codec, topics
from contracts.dead_letter import DeadLetter
from queues.kafka_look import READERS


class TopicState(Struct, frozen=True):
    """One topic: records still kept, and `lag`, records that its reader has not finished (null: no reader)."""

    topic: str
    records: int
    lag: int | None


# No login at all, for brokers that ask for none.
OPEN: Mapping[str, Any] = {}


def reader(brokers: str, login: Mapping[str, Any] = OPEN) -> KafkaConsumer:
    """A consumer outside all groups, for looking only. Never commits. `login` is the settings' kafka_login."""
    return KafkaConsumer(
        bootstrap_servers=brokers.split(","),
        **login,
        group_id=None,
        enable_auto_commit=False,
        client_id=f"masar-look-{uuid.uuid4().hex[:8]}",
    )


class TopicsLook:
    """Looks at the topics again and again over the same connections, over new ones after an error.

    kafka-python 3.0.12's admin client asks the coordinator that it once found for ever, also when the group has
    another one since.
    """

    def __init__(self, brokers: str, login: Mapping[str, Any] = OPEN) -> None:
        """Connect. Raises KafkaError when Kafka is away."""
        self._brokers = brokers
        self._login = login
        self._open: tuple[KafkaAdminClient, KafkaConsumer] | None = self._connected()

    def states(self) -> list[TopicState]:
        """The state of every topic, in the order of topics.toml. Raises KafkaError when Kafka is away."""
        self._open = self._open or self._connected()
        try:
            return _states(*self._open)
        except KafkaError:
            self.close()
            raise

    def close(self) -> None:
        """Leave."""
        for client in self._open or ():
            client.close()
        self._open = None

    def _connected(self) -> tuple[KafkaAdminClient, KafkaConsumer]:
        admin = KafkaAdminClient(bootstrap_servers=self._brokers.split(","), **self._login)
        try:
            return admin, reader(self._brokers, self._login)
        except KafkaError:
            admin.close()
            raise


def _states(admin: KafkaAdminClient, looker: KafkaConsumer) -> list[TopicState]:
    committed = {group: _committed(admin, group) for group in set(READERS.values())}
    return [_state(looker, topic.name, committed.get(READERS.get(topic.name, ""))) for topic in topics.all_topics()]


def _committed(admin: KafkaAdminClient, group: str) -> dict[TopicPartition, int]:
    """The offsets that a group has committed. Raises KafkaError."""
    try:
        offsets = admin.list_group_offsets({group: None})[group]
    except CoordinatorNotAvailableError:
        return {}  # the broker makes the topic of offsets when the first group asks: nothing is committed yet
    return {partition: found.offset for partition, found in offsets.items() if found.offset >= 0}


def _state(looker: KafkaConsumer, topic: str, committed: dict[TopicPartition, int] | None) -> TopicState:
    partitions = [TopicPartition(topic, number) for number in looker.partitions_for_topic(topic) or ()]
    first, last = looker.beginning_offsets(partitions), looker.end_offsets(partitions)
    records = sum(last[each] - first[each] for each in partitions)
    if committed is None:
        return TopicState(topic, records, None)
    return TopicState(topic, records, sum(last[each] - max(committed.get(each, 0), first[each]) for each in partitions))


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
