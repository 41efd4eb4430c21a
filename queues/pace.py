"""How far each topic's reader is behind, in records and in seconds, when the last record came, and how many come."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from contracts import topics
from queues.kafka_look import KafkaLook, Look
from queues.look import OPEN
from queues.offsets import READERS


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
        self._look = KafkaLook(brokers, login)
        self._before: dict[str, tuple[float, int]] = {}

    def paces(self) -> list[Pace]:
        """Every topic that is no dead-letter topic, in the order of topics.toml. Raises KafkaError."""
        look = self._look.look()
        return [self._pace(look, topic.name) for topic in topics.all_topics() if topic.message != "DeadLetter"]

    def close(self) -> None:
        """Leave."""
        self._look.close()

    def _pace(self, look: Look, name: str) -> Pace:
        places = look.of(name)
        return Pace(
            topic=name,
            records=sum(place.end - place.first for place in places),
            lag=sum(place.lag or 0 for place in places) if name in READERS else None,
            behind=max((look.at - place.oldest for place in places if place.oldest), default=None),
            last=look.last.get(name),
            rate=self._rate(name, look.at, sum(place.end for place in places)),
        )

    def _rate(self, name: str, now: float, ends: int) -> float | None:
        before = self._before.get(name)
        self._before[name] = (now, ends)
        return (ends - before[1]) / (now - before[0]) if before and now > before[0] else None
