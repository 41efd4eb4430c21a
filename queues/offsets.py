"""How far each partition reaches and how far its reader is: Kafka's offsets, asked for with few requests."""

from collections.abc import Mapping, Sequence
from typing import Any

from kafka import KafkaAdminClient, TopicPartition
from kafka.errors import CoordinatorNotAvailableError
from kafka.protocol.consumer.offsets import OffsetSpec
from msgspec import Struct

from contracts import topics

# Which consumer group works off which topic.
READERS = {
    topics.URLS: "masar-crawler",
    topics.PAGES: "masar-parser",
    topics.RELEVANT: "masar-parser",
    topics.ARTICLES: "masar-indexer",
    topics.OUTCOMES: "masar-indexer",
}
GROUPS = tuple(dict.fromkeys(READERS.values()))


class Place(Struct, frozen=True, kw_only=True):
    """One partition. `done` is the offset up to which its reader has finished, null where no group reads it.

    `oldest` is when the oldest record was written that the reader has not finished, in Unix seconds; null at the end.
    """

    topic: str
    partition: int
    first: int
    end: int
    done: int | None = None
    oldest: float | None = None

    @property
    def lag(self) -> int | None:
        """Records not finished; null where no group reads the topic."""
        return None if self.done is None else max(0, self.end - max(self.done, self.first))


def places(admin: KafkaAdminClient) -> tuple[Place, ...]:
    """Every partition of our topics, in the order of topics.toml, without `oldest`. Raises KafkaError."""
    # How far readers are is asked first: what comes meanwhile counts as unread, never the other way round.
    done, partitions = _done(admin), _partitions(admin)
    first, end = (offsets(admin, partitions, spec) for spec in (OffsetSpec.EARLIEST, OffsetSpec.LATEST))
    return tuple(_place(each, first[each].offset, end[each].offset, done) for each in partitions)


def offsets(admin: KafkaAdminClient, partitions: Sequence[TopicPartition], spec: int) -> dict[TopicPartition, Any]:
    """The offset of each partition that OffsetSpec's `spec` means, as kafka-python tells it. Raises KafkaError."""
    found: dict[TopicPartition, Any] = admin.list_partition_offsets(dict.fromkeys(partitions, spec))
    return found


def _partitions(admin: KafkaAdminClient) -> list[TopicPartition]:
    there = set(admin.list_topics())
    names = [topic.name for topic in topics.all_topics() if topic.name in there]
    described = {each["name"]: each["partitions"] for each in admin.describe_topics(names)} if names else {}
    return [
        TopicPartition(name, number)
        for name in names
        for number in sorted(each["partition_index"] for each in described[name])
    ]


def _done(admin: KafkaAdminClient) -> dict[TopicPartition, int]:
    try:
        committed = admin.list_group_offsets(dict.fromkeys(GROUPS))
    except CoordinatorNotAvailableError:
        return {}  # the broker makes the topic of offsets when the first group asks: nothing is committed yet
    return {
        place: found.offset
        for group, offsets in committed.items()
        for place, found in offsets.items()
        if found.offset >= 0 and READERS.get(place.topic) == group
    }


def _place(each: TopicPartition, first: int, end: int, done: Mapping[TopicPartition, int]) -> Place:
    reached = max(done.get(each, 0), first) if each.topic in READERS else None
    return Place(topic=each.topic, partition=each.partition, first=first, end=end, done=reached)
