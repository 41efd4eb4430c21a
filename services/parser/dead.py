"""A record that broke a step becomes a dead letter, whole."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol

from contracts.article import Article
from contracts.dead_letter import DeadLetter
from contracts.page import Page


class Record(Protocol):
    """What a Kafka record shows of itself."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Iterable[tuple[str, bytes]] | None


def dead_letter(
    record: Record, *, step: str, reason: str, error: str, page: Page | Article | None = None
) -> DeadLetter:
    """The letter for a record; `page` where the record could be read that far."""
    return DeadLetter(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        key=record.key,
        value=record.value,
        # By them a record that was sent again after a death is known when it dies once more.
        headers=tuple((name, bytes(held)) for name, held in record.headers or ()),
        step=step,
        reason=reason,
        error=error,
        at=datetime.now(UTC),
        page_id=page.page_id if page else None,
        url=page.url if page else None,
        outlet=page.outlet if page else None,
    )
