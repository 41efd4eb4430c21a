"""Dead letters: chosen, and sent into the flow again after a mend."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from msgspec import Struct

from contracts import codec, topics
from contracts.audit import Audit
from contracts.dead_letter import REPLAYED_AT, REPLAYED_FROM, DeadLetter
from queues.letters import Brief
from queues.look import OPEN, dead_letters, read_to_end
from queues.producing import Send, producing


class Chosen(Struct, frozen=True, kw_only=True):
    """Which letters are meant: of a topic, of a reason, with one of the ids, died again; all where nothing is asked."""

    topic: str | None = None
    reason: str | None = None
    ids: frozenset[str] = frozenset()
    again: bool = False

    @property
    def all(self) -> bool:
        """Whether nothing was asked for."""
        return self == Chosen()

    def has(self, letter: Brief) -> bool:
        """Whether a letter is meant."""
        asked = self.topic in (None, letter.topic) and self.reason in (None, letter.reason)
        return asked and (not self.ids or letter.id in self.ids) and (not self.again or letter.again is not None)


def whole(brokers: str, briefs: Iterable[Brief], login: Mapping[str, Any] = OPEN) -> Iterator[DeadLetter]:
    """These letters with the records that they hold. Raises KafkaError."""
    wanted = {brief.id: brief.topic for brief in briefs}
    for letter in dead_letters(brokers, login, set(wanted.values())):
        if wanted.pop(letter.id, None):
            yield letter


class Sent(Struct, frozen=True):
    """A letter's record on its way again: `offset` in the topic and partition that it came to."""

    letter: str
    topic: str
    partition: int
    offset: int


def replay(brokers: str, letters: Iterable[DeadLetter], by: str, login: Mapping[str, Any] = OPEN) -> Iterator[Sent]:
    """Send each letter's record, untouched, to the topic that it came from, and write an audit record.

    The letters stay where they are. Cut off in between, a letter counts as waiting and is sent twice at worst, which
    changes nothing. Raises KafkaError when a record is not acknowledged.
    """
    with producing(brokers, login) as send:
        for letter in letters:
            now = datetime.now(UTC)
            marks = [(REPLAYED_AT, now.isoformat().encode()), (REPLAYED_FROM, letter.id.encode())]
            place = send(letter.topic, key=letter.key, value=letter.value, headers=[*_unmarked(letter), *marks])
            sent = Sent(letter.id, letter.topic, place.partition, place.offset)
            note(send, letter, "replayed", by, f"{sent.topic}/{sent.partition}/{sent.offset}")
            yield sent


def acts(brokers: str, login: Mapping[str, Any] = OPEN) -> list[Audit]:
    """What was done with dead letters, the oldest act first. Raises KafkaError."""
    return [codec.decode(value, Audit) for value in read_to_end(brokers, topics.AUDIT, login)]


def note(
    send: Send, letter: DeadLetter | Brief, act: Literal["replayed", "purged"], by: str, sent: str | None = None
) -> None:
    """Write the audit record of an act."""
    audit = Audit(
        letter=letter.id,
        act=act,
        reason=letter.reason,
        by=by,
        at=datetime.now(UTC),
        sent=sent,
        page_id=letter.page_id,
        outlet=letter.outlet,
    )
    send(topics.AUDIT, key=letter.id.encode(), value=codec.encode(audit))


def _unmarked(letter: DeadLetter) -> list[tuple[str, bytes]]:
    # The marks of an earlier replay make room: the last death is what counts, the audit has them all.
    return [(name, held) for name, held in letter.headers if name not in (REPLAYED_AT, REPLAYED_FROM)]
