"""Records of masar.urls: unknown addresses become due, known ones too when something new is announced."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from contracts.addresses import page_id, site_of
from contracts.codec import MessageNotReadable, MessageRejected, decode
from contracts.dead_letter import DeadLetter
from contracts.outcome import Outcome
from contracts.urls import UrlDiscovered, Visit
from services.crawler import metrics
from services.crawler.further import taken_up
from services.crawler.partition import partition_of
from services.crawler.publish import Publisher
from services.crawler.territory import Territory

# What is remembered of an address must fit a record of masar.visits, several times over.
LONGEST_RECORD = 100_000


async def receive(territory: Territory, records: Sequence[Any], publisher: Publisher) -> None:
    """Take in records (kafka-python's) of one partition; returns when all that follows from them is safe."""
    letters: list[DeadLetter] = []
    fresh: dict[str, Visit] = {}
    awakened: dict[str, Visit] = {}
    lists: dict[str, Visit] = {}
    for record in records:
        try:
            url = _read(record, publisher.partitions)
        except MessageRejected as error:
            letters.append(_dead_letter(record, error.reason, error))
            continue
        except Exception as error:  # whatever one record does, the next one is handled
            letters.append(_dead_letter(record, "unexpected_error", error))
            continue
        if url.lists is not None:
            if (taken := taken_up(territory, url, datetime.now(UTC))) and taken.url not in lists:
                lists[taken.url] = taken
            continue
        known = territory.memory.get(url.page_id)
        if known is None:
            fresh.setdefault(url.page_id, _first_visit(url))
        elif _has_news(known, url):
            awakened[known.page_id] = replace(known, next_visit=datetime.now(UTC), entry=url.entry or known.entry)
    await asyncio.gather(
        *(publisher.dead(letter) for letter in letters),
        *(publisher.outcome(_discovered(visit)) for visit in fresh.values()),
    )
    visits = [*fresh.values(), *awakened.values(), *lists.values()]
    await asyncio.gather(*(publisher.visit(visit) for visit in visits))
    for visit in visits:
        territory.remember(visit)
    metrics.discovered.inc(len(fresh))
    metrics.dead.inc(len(letters))


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
    if partition_of(site_of(url.url), partitions) != record.partition:
        raise MessageNotReadable(f"{site_of(url.url)} does not belong to partition {record.partition}: key it by site")
    return url


def _first_visit(url: UrlDiscovered) -> Visit:
    return Visit(
        page_id=url.page_id,
        url=url.url,
        outlet=url.outlet,
        discovered_by=url.discovered_by,
        discovered_at=url.discovered_at,
        entry=url.entry,
        next_visit=datetime.now(UTC),
        hops=url.hops,
    )


def _has_news(known: Visit, url: UrlDiscovered) -> bool:
    # A page whose last visit failed keeps to its retries.
    if known.visited_at is None or url.announced_at is None or known.outcome == "retrying":
        return False
    return known.visited_at < url.announced_at <= datetime.now(UTC)


def _discovered(visit: Visit) -> Outcome:
    return Outcome(
        page_id=visit.page_id,
        url=visit.url,
        outlet=visit.outlet,
        step="discover",
        name="discovered",
        at=visit.discovered_at,
    )


def _dead_letter(record: Any, reason: str, error: Exception) -> DeadLetter:
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
