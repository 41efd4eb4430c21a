"""The control room's pages: how far each topic is, and the dead letters, which may be sent again."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

import structlog
from kafka.errors import KafkaError
from msgspec import Struct

from contracts.audit import Audit
from contracts.dead_letter import DeadLetter
from queues.dead import Sent
from queues.letters import Brief
from queues.pace import Pace

log = structlog.get_logger()

# How long a look at the topics stands, in seconds: pages may be loaded oftener.
_FRESH = 2.0


class Group(Struct, frozen=True, order=True):
    """Dead letters of one topic, step and reason that wait; `again`: those whose record had been sent again before."""

    topic: str
    step: str
    reason: str
    count: int
    again: int


class Chosen(Struct, frozen=True):
    """The letters of a topic and reason. `mark` changes whenever they do: what was tried out is what is sent."""

    letters: tuple[Brief, ...]
    mark: str


class Kafka(Struct, frozen=True):
    """Kafka's side; every one of these raises KafkaError.

    `waiting` are the letters that nobody has replayed or purged, `whole` these with their records, `replay` sends them
    again for somebody and writes the audit, and `acts` is that audit, the newest act first.
    """

    paces: Callable[[], list[Pace]]
    waiting: Callable[[], list[Brief]]
    whole: Callable[[Sequence[Brief]], Iterator[DeadLetter]]
    replay: Callable[[Sequence[Brief], str], Iterator[Sent]]
    acts: Callable[[], list[Audit]]


class Room:
    """What operators see and do."""

    def __init__(self, kafka: Kafka) -> None:
        self._kafka = kafka
        self._lock = threading.Lock()
        self._looked: tuple[float, list[Pace]] | None = None

    def topics(self) -> list[Pace]:
        """How far each topic is, as of now or a moment ago."""
        with self._lock:
            if self._looked is None or time.monotonic() - self._looked[0] > _FRESH:
                self._looked = (time.monotonic(), self._kafka.paces())
            return self._looked[1]

    def groups(self) -> list[Group]:
        """The dead letters by topic, step and reason."""
        waiting = self._kafka.waiting()
        counted = Counter((each.topic, each.step, each.reason) for each in waiting)
        again = Counter((each.topic, each.step, each.reason) for each in waiting if each.again)
        return sorted(Group(*key, count, again[key]) for key, count in counted.items())

    def choose(self, topic: str, reason: str) -> Chosen:
        """The letters of a topic and reason."""
        letters = tuple(each for each in self._kafka.waiting() if (each.topic, each.reason) == (topic, reason))
        told = "\n".join(f"{each.id} {each.at.isoformat()}" for each in letters)
        return Chosen(letters, sha256(told.encode()).hexdigest())

    def first(self, letters: Sequence[Brief]) -> DeadLetter | None:
        """The first of them with its record, null where there is none."""
        return next(iter(self._kafka.whole(letters[:1])), None) if letters else None

    def send(self, user: str, letters: Sequence[Brief]) -> tuple[int, str | None]:
        """Send the letters' records again; how many went, and the error at which it ended.

        Each leaves a record in masar.audit, as `masar dead replay` writes it.
        """
        log.info("asked to send dead letters again", user=user, letters=len(letters))
        sent = 0
        try:
            for _ in self._kafka.replay(letters, f"{user}@control"):
                sent += 1
        except KafkaError as error:
            log.warning("not all dead letters were sent again", user=user, sent=sent, error=str(error))
            return sent, str(error) or type(error).__name__
        log.info("dead letters were sent again", user=user, letters=sent)
        return sent, None

    def acts(self, most: int) -> list[Audit]:
        """What was done with dead letters, here and with `masar dead`, the newest first."""
        return self._kafka.acts()[:most]
