"""How far each topic's reader is behind, in records and in seconds, when the last record came, and how many come."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from msgspec import Struct

from contracts import topics
from queues.look import OPEN, READERS, committed_by, reader

# Longest wait for the records that are looked at, in seconds.
_PATIENCE = 3.0


class Pace(Struct, frozen=True, kw_only=True):
    """One topic. Null: no reader (`lag`), nothing unread (`behind`), no record kept (`last`), first look (`rate`).

    `behind` is the age in seconds of the oldest record that its reader has not finished, `last` the time of the newest
    one in seconds since 1970, `rate` records a second since the look before.
    """

    topic: str
    records: int
    lag: int | None
    behind: float | None
    last: float | None
    rate: float | None


class PaceLook:
    """Looks at all topics over one connection, again and again. Not for two threads at once."""

    def __init__(self, brokers: str, login: Mapping[str, Any] = OPEN) -> None:
        """Connect. Raises KafkaError where Kafka is away."""
        self._admin = KafkaAdminClient(bootstrap_servers=brokers.split(","), **login)
        self._looker = reader(brokers, login)
        self._before: dict[str, tuple[float, int]] = {}

    def paces(self) -> list[Pace]:
        """Every topic that is no dead-letter topic, in the order of topics.toml. Raises KafkaError."""
        names = [topic.name for topic in topics.all_topics() if topic.message != "DeadLetter"]
        places = {name: _places(self._looker, name) for name in names}
        every = [place for of_topic in places.values() for place in of_topic]
        first, end = self._looker.beginning_offsets(every), self._looker.end_offsets(every)
        done = {topic: committed_by(self._admin, group) for topic, group in READERS.items()}
        unread = {
            place: max(done[name].get(place, 0), first[place])
            for name, of_topic in places.items()
            if name in READERS
            for place in of_topic
        }
        newest = _times(self._looker, {place: end[place] - 1 for place in every if end[place] > first[place]})
        oldest = _times(self._looker, {place: at for place, at in unread.items() if at < end[place]})
        now = time.time()
        return [
            Pace(
                topic=name,
                records=sum(end[place] - first[place] for place in of_topic),
                lag=sum(end[place] - unread[place] for place in of_topic) if name in READERS else None,
                behind=max((now - oldest[place] for place in of_topic if place in oldest), default=None),
                last=max((newest[place] for place in of_topic if place in newest), default=None),
                rate=self._rate(name, now, sum(end[place] for place in of_topic)),
            )
            for name, of_topic in places.items()
        ]

    def close(self) -> None:
        """Leave."""
        self._looker.close()
        self._admin.close()

    def _rate(self, name: str, now: float, ends: int) -> float | None:
        before = self._before.get(name)
        self._before[name] = (now, ends)
        return (ends - before[1]) / (now - before[0]) if before and now > before[0] else None


def _places(looker: KafkaConsumer, topic: str) -> Sequence[TopicPartition]:
    return [TopicPartition(topic, number) for number in looker.partitions_for_topic(topic) or ()]


def _times(looker: KafkaConsumer, wanted: Mapping[TopicPartition, int]) -> dict[TopicPartition, float]:
    """The time of the record at, or after, each offset; compaction may have taken the very one, or all to the end."""
    if not wanted:
        return {}
    looker.assign(list(wanted))
    # What the look before paused stays paused over an assignment.
    looker.resume(*wanted)
    for place, offset in wanted.items():
        looker.seek(place, offset)
    found: dict[TopicPartition, float] = {}
    end = time.monotonic() + _PATIENCE
    while len(found) < len(wanted) and time.monotonic() < end:
        for place, records in looker.poll(timeout_ms=200, max_records=500).items():
            found.setdefault(place, records[0].timestamp / 1000)
            looker.pause(place)
    return found
