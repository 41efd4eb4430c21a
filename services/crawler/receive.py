"""Records of masar.urls: unknown addresses become due, known ones too when something new is announced."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import structlog

from contracts.addresses import page_id, site_of
from contracts.codec import MessageNotReadable, MessageRejected, decode
from contracts.dead_letter import DeadLetter
from contracts.outcome import Outcome
from contracts.urls import UrlDiscovered, Visit
from runtime.place import place_of
from services.crawler import metrics
from services.crawler.partition import partition_of
from services.crawler.publish import Publisher
from services.crawler.taken import Taken
from services.crawler.territory import Territory

log = structlog.get_logger()

# What is remembered of an address must fit a record of masar.visits, several times over.
LONGEST_RECORD = 100_000


async def receive(territory: Territory, records: Sequence[Any], publisher: Publisher) -> None:
    """Take in records (kafka-python's) of one partition; returns when all that follows from them is safe."""
    letters: list[DeadLetter] = []
    taken = Taken(territory)
    for record in records:
        try:
            url = _read(record, publisher.partitions)
            taken.take(url, datetime.now(UTC))
            log.debug("received", **_place(record, url), url=url.url)
        except MessageRejected as error:
            letters.append(_dead_letter(record, error.reason, error))
        except Exception as error:  # whatever one record does, the next one is handled
            letters.append(_dead_letter(record, "unexpected_error", error))
    await asyncio.gather(*(publisher.dead(letter) for letter in letters))
    metrics.dead.inc(len(letters))
    left: Taken | None = taken
    while left is not None:
        await _publish(left, publisher)
        left = left.remember()


async def _publish(taken: Taken, publisher: Publisher) -> None:
    await asyncio.gather(
        *(publisher.outcome(_discovered(visit)) for visit in taken.fresh.values()),
        *(publisher.discovered(url) for url in taken.disowned),
    )
    await asyncio.gather(*(publisher.visit(visit) for visit in taken.visits()))
    metrics.discovered.inc(len(taken.fresh))
    metrics.disowned.inc(len(taken.disowned))


def _read(record: Any, partitions: int) -> UrlDiscovered:
    if record.value and len(record.value) > LONGEST_RECORD:
        raise MessageNotReadable(f"{len(record.value)} bytes, longer than an address with its entry can be")
    url = decode(record.value, UrlDiscovered)
    try:
        right_id = page_id(url.url)
    except ValueError as error:
        raise MessageNotReadable(str(error)) from error
    if url.page_id != right_id:
        raise MessageNotReadable(f"page_id {url.page_id} is not that of {url.url}: {right_id}")
    if url.known is not None and url.known.page_id != right_id:
        raise MessageNotReadable(f"the visit that is told of is one of {url.known.url}, not of {url.url}")
    if partition_of(site_of(url.url), partitions) != record.partition:
        raise MessageNotReadable(f"{site_of(url.url)} does not belong to partition {record.partition}: key it by site")
    return url


def _discovered(visit: Visit) -> Outcome:
    return Outcome(
        page_id=visit.page_id,
        url=visit.url,
        outlet=visit.outlet,
        step="discover",
        name="discovered",
        at=visit.discovered_at,
    )


def _place(record: Any, url: UrlDiscovered | None = None) -> dict[str, Any]:
    told = (url.page_id, url.outlet) if url else ()
    return place_of(record.topic, record.partition, record.offset, *told)


def _dead_letter(record: Any, reason: str, error: Exception) -> DeadLetter:
    log.warning("dead letter", **_place(record), step="discover", reason=reason, error=str(error))
    return DeadLetter(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        key=record.key,
        value=record.value,
        headers=tuple(record.headers),
        step="discover",
        reason=reason,
        error=f"{type(error).__name__}: {error}",
        at=datetime.now(UTC),
    )
