"""The control room's pages: how far each topic is, and the dead letters, which may be sent again."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from kafka.errors import KafkaError
from msgspec import Struct

from contracts.dead_letter import DeadLetter
from queues.pace import Pace
from services.desk.control.audit import Audit

# How long a look at the topics stands, in seconds: pages may be loaded oftener.
_FRESH = 2.0


class Group(Struct, frozen=True, order=True):
    """Dead letters of one topic, step and reason."""

    topic: str
    step: str
    reason: str
    count: int


class Chosen(Struct, frozen=True):
    """The letters of a topic and reason. `mark` changes whenever they do: what was tried out is what is sent."""

    letters: tuple[DeadLetter, ...]
    mark: str


class Room:
    """What operators see and do. `paces`, `letters` and `replay` are Kafka's side, and raise KafkaError."""

    def __init__(
        self,
        paces: Callable[[], list[Pace]],
        letters: Callable[[], Iterator[DeadLetter]],
        replay: Callable[[Sequence[DeadLetter], str], object],
        audit: Audit,
    ) -> None:
        self._paces = paces
        self._letters = letters
        self._replay = replay
        self.audit = audit
        self._lock = threading.Lock()
        self._looked: tuple[float, list[Pace]] | None = None

    def topics(self) -> list[Pace]:
        """How far each topic is, as of now or a moment ago."""
        with self._lock:
            if self._looked is None or time.monotonic() - self._looked[0] > _FRESH:
                self._looked = (time.monotonic(), self._paces())
            return self._looked[1]

    def groups(self) -> list[Group]:
        """The dead letters by topic, step and reason."""
        counted = Counter((each.topic, each.step, each.reason) for each in self._letters())
        return sorted(Group(*key, count) for key, count in counted.items())

    def choose(self, topic: str, reason: str) -> Chosen:
        """The letters of a topic and reason."""
        letters = tuple(each for each in self._letters() if (each.topic, each.reason) == (topic, reason))
        return Chosen(letters, sha256("\n".join(each.id for each in letters).encode()).hexdigest())

    def try_out(self, user: str, letters: Sequence[DeadLetter]) -> None:
        """Note that these were tried out. Raises OSError."""
        self.audit.note(user, "dry_run", letters)

    def send(self, user: str, letters: Sequence[DeadLetter]) -> tuple[int, str | None]:
        """Send the letters' records again; how many went, and the error at which it ended. Raises OSError.

        What is begun is noted before the first goes, so that no record is ever sent without a line of who sent it.
        """
        self.audit.note(user, "asked", letters)
        for sent, letter in enumerate(letters):
            try:
                self._replay([letter], user)
            except KafkaError as error:
                self.audit.note(user, "failed", letters[sent:])
                return sent, str(error)
            self.audit.note(user, "replayed", [letter])
        return len(letters), None
