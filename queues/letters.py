"""The dead letters that wait for somebody: read once each, without their bodies."""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec
from kafka import KafkaConsumer, TopicPartition
from kafka.errors import UnknownTopicOrPartitionError
from msgspec import Struct

from contracts import codec, topics
from contracts.audit import Audit
from contracts.dead_letter import REPLAYED_FROM
from queues.knock import knock

# A letter may hold a page of 10 MiB twice encoded; a broker gives the first batch whole whatever is asked.
_FETCH = 1_048_576
# Reasons are names that code gives; should one ever hold what a page says, it must not become a label each time.
MOST_REASONS = 50
OTHER = "other"


class Brief(Struct, frozen=True):
    """A dead letter without the record that it holds."""

    topic: str
    partition: int
    offset: int
    step: str
    reason: str
    at: datetime
    headers: tuple[tuple[str, bytes], ...] = ()
    page_id: str | None = None
    outlet: str | None = None

    @property
    def id(self) -> str:
        """As contracts.dead_letter has it."""
        return f"{self.topic}/{self.partition}/{self.offset}"

    @property
    def again(self) -> str | None:
        """The letter that its record had been replayed from, null where it died for the first time."""
        return next((held.decode() for name, held in reversed(self.headers) if name == REPLAYED_FROM), None)


class Letters:
    """Reads dead-letter topics and the audit from their beginning and goes on from call to call."""

    def __init__(self, brokers: str, login: Mapping[str, Any]) -> None:
        """Connect. Raises KafkaError when Kafka is away."""
        knock(brokers)
        self._consumer = KafkaConsumer(
            bootstrap_servers=brokers.split(","),
            **login,
            group_id=None,
            enable_auto_commit=False,
            client_id=f"masar-letters-{uuid.uuid4().hex[:8]}",
            max_partition_fetch_bytes=_FETCH,
        )
        self._held: dict[str, tuple[int, Brief]] = {}
        self._settled: dict[str, datetime] = {}
        self._begin()

    def waiting(self) -> list[Brief]:
        """Those that nobody has replayed or purged, as of now. Raises KafkaError."""
        return [one for one in self.kept() if not self.settled(one)]

    def kept(self) -> list[Brief]:
        """Those that the topics hold, as of now. Raises KafkaError."""
        firsts = self._consumer.beginning_offsets(self._places)
        for place, record in self._new(firsts):
            self._take(place.topic, record)
        begins = {place.topic: first for place, first in firsts.items()}
        self._held = {id_: (at, one) for id_, (at, one) in self._held.items() if at >= begins[topics.dead(one.topic)]}
        return [one for _, one in self._held.values()]

    def settled(self, letter: Brief) -> bool:
        """Whether somebody has replayed or purged it."""
        act = self._settled.get(letter.id)
        return act is not None and act >= letter.at

    def close(self) -> None:
        """Leave."""
        self._consumer.close()

    def _begin(self) -> None:
        names = [topic.name for topic in topics.all_topics() if topic.message in ("DeadLetter", "Audit")]
        self._places = [
            TopicPartition(name, n) for name in names for n in self._consumer.partitions_for_topic(name) or ()
        ]
        if not self._places:
            raise UnknownTopicOrPartitionError("no dead-letter topics: `masar setup` makes them")
        self._consumer.assign(self._places)
        self._consumer.seek_to_beginning(*self._places)

    def _new(self, firsts: Mapping[TopicPartition, int]) -> Iterator[tuple[TopicPartition, Any]]:
        ends = self._consumer.end_offsets(self._places)
        for place in self._places:
            if self._consumer.position(place) < firsts[place]:
                self._consumer.seek(place, firsts[place])
        while any(self._consumer.position(place) < ends[place] for place in self._places):
            for place, records in self._consumer.poll(timeout_ms=500).items():
                for record in records:
                    yield place, record

    def _take(self, topic: str, record: Any) -> None:
        try:
            if topic == topics.AUDIT:
                audit = codec.decode(record.value, Audit)
                self._settled[audit.letter] = max(audit.at, self._settled.get(audit.letter, audit.at))
            else:
                brief = msgspec.json.decode(record.value or b"", type=Brief)
                self._held[brief.id] = record.offset, brief
        except (codec.MessageRejected, msgspec.DecodeError):
            return  # only services and `masar dead` write there; what else does cannot be counted


def by_reason(letters: list[Brief]) -> Counter[tuple[str, str, str]]:
    """How many by topic, step and reason."""
    counted: Counter[tuple[str, str, str]] = Counter()
    reasons: Counter[str] = Counter()
    for (topic, step, reason), count in Counter((one.topic, one.step, one.reason) for one in letters).most_common():
        reasons[topic] += 1
        counted[topic, step, reason if reasons[topic] <= MOST_REASONS else OTHER] += count
    return counted
