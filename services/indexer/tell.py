"""What is told of a finished record: its outcome, its dead letter."""

from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

from contracts import codec, topics
from contracts.dead_letter import DeadLetter
from contracts.outcome import Outcome
from services.indexer.work import Rejected, Subject

Name = Literal["indexed", "unchanged", "superseded", "dead"]


class Message(Struct, frozen=True):
    """One record to be produced."""

    topic: str
    key: bytes | None
    value: bytes


def outcome_of(subject: Subject, name: Name, reason: str | None = None) -> Message:
    """The outcome of an article at this step."""
    outcome = Outcome(
        page_id=subject.page_id,
        url=subject.url,
        outlet=subject.outlet,
        step="index",
        name=name,
        reason=reason,
        at=datetime.now(UTC),
        visit=subject.visit,
        dossiers=(subject.dossier,) if subject.dossier else (),
    )
    return Message(topics.OUTCOMES, subject.page_id.encode(), codec.encode(outcome))


def death_of(rejected: Rejected) -> list[Message]:
    """The dead letter of a record and, where an article could be made out in it, its outcome."""
    letter = Message(topics.dead(rejected.position.topic), rejected.record.key, codec.encode(letter_of(rejected)))
    subject = rejected.subject
    if subject is None or rejected.position.topic != topics.ARTICLES:
        return [letter]
    return [letter, outcome_of(subject, "dead", rejected.reason)]


def letter_of(rejected: Rejected) -> DeadLetter:
    """The record whole, with the reason why it is dead."""
    place, subject = rejected.position, rejected.subject
    return DeadLetter(
        topic=place.topic,
        partition=place.partition,
        offset=place.offset,
        key=rejected.record.key,
        value=rejected.record.value,
        headers=rejected.record.headers,
        step="index",
        reason=rejected.reason,
        error=rejected.error,
        at=datetime.now(UTC),
        page_id=subject.page_id if subject else None,
        url=subject.url if subject else None,
        outlet=subject.outlet if subject else None,
    )
