"""Pages from WARC files into Kafka as if they had been fetched then."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from contracts.addresses import host_of, page_id
from contracts.outcome import Outcome
from contracts.outlet import Outlet
from contracts.page import Page
from contracts.urls import UrlDiscovered, Visit
from operations.hosts import outlet_of
from operations.warc import Damaged, Kept, Passed, Record
from services.crawler import schedule
from services.crawler.memory import Memory
from services.crawler.schedule import Rhythm
from services.crawler.signature import signature_of
from services.crawler.verdict import outcome_of

# Pages sent at once: enough to fill Kafka's batches, few enough to hold in memory.
TOGETHER = 64


class Sends(Protocol):
    """The crawler's Publisher, as far as it is needed here."""

    async def page(self, page: Page) -> None: ...
    async def outcome(self, outcome: Outcome) -> None: ...
    async def visit(self, visit: Visit) -> None: ...
    async def discovered(self, url: UrlDiscovered) -> None: ...


class Taken(Struct, frozen=True, kw_only=True):
    """What follows from a page of a file: `new` says whether the crawler has never heard of it."""

    visit: Visit
    new: bool
    page: Page


class Backfill:
    """Takes records in; `counts` and `damaged` tell what became of them."""

    def __init__(
        self, outlets: Mapping[str, Outlet], memory: Memory, rhythm: Rhythm, *, declared_only: bool = False
    ) -> None:
        """`memory` is what the crawlers know; it is kept up to date."""
        self.counts: Counter[str] = Counter()
        self.damaged: list[Damaged] = []
        self._outlets = outlets
        self._memory = memory
        self._rhythm = rhythm
        self._declared_only = declared_only

    async def send(self, records: Iterable[Record], publisher: Sends) -> None:
        """Send what follows from the records; returns when all of it is safe. The same records again send nothing."""
        for bunch in _bunches(records):
            pages: dict[str, Taken] = {}
            for kept in bunch:
                taken = self._take(kept)
                if taken is None:
                    continue
                if taken.visit.page_id in pages:
                    # Two fetches of one page: the later one is told after the earlier one is safe.
                    await _publish(pages.values(), publisher)
                    pages = {}
                pages[taken.visit.page_id] = taken
                self._memory.put(taken.visit)
            await _publish(pages.values(), publisher)

    def _take(self, record: Record) -> Taken | None:
        if isinstance(record, Damaged):
            self.damaged.append(record)
            self.counts["damaged"] += 1
            return None
        if isinstance(record, Passed):
            self.counts[f"passed over: {record.why}"] += 1
            return None
        outlet = outlet_of(record.answer.url, self._outlets)
        if outlet is None and self._declared_only:
            self.counts["passed over: no outlet declares it"] += 1
            return None
        known = self._memory.get(page_id(record.answer.url))
        if known and known.content_at and known.content_at >= record.fetched_at:
            self.counts["known"] += 1
            return None
        return self._page(record, known, outlet)

    def _page(self, kept: Kept, known: Visit | None, outlet: Outlet | None) -> Taken | None:
        answer, moment = kept.answer, kept.fetched_at
        before = known or _first(kept, outlet)
        signature = signature_of(answer.body)
        if signature == before.signature:
            self.counts["unchanged"] += 1
            return None
        self.counts["pages"] += 1
        visit = replace(
            before,
            visited_at=max(moment, before.visited_at or moment),
            visits=before.visits + 1,
            changes=before.changes + (before.content_at is not None),
            content_at=moment,
            signature=signature,
            status=answer.status,
            etag=answer.header("etag"),
            last_modified=answer.header("last-modified"),
            outcome="fetched",
            failures=0,
        )
        # What nobody declares is read once and never asked for: a file of the whole web names a million hosts.
        due = schedule.after_success(visit, datetime.now(UTC), self._rhythm) if outlet else before.next_visit
        visit = replace(visit, next_visit=due)
        page = Page(
            page_id=visit.page_id,
            url=visit.url,
            final_url=answer.url,
            outlet=visit.outlet,
            fetched_at=moment,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            discovered_by=visit.discovered_by,
            entry=visit.entry,
            previous_at=before.content_at,
        )
        return Taken(visit=visit, new=known is None, page=page)


def _first(kept: Kept, outlet: Outlet | None) -> Visit:
    url = kept.answer.url
    return Visit(
        page_id=page_id(url),
        url=url,
        outlet=outlet.id if outlet else host_of(url),
        discovered_by=f"warc:{kept.place.rpartition(':')[0]}",
        discovered_at=kept.fetched_at,
    )


async def _publish(pages: Iterable[Taken], publisher: Sends) -> None:
    await asyncio.gather(*(_publish_one(taken, publisher) for taken in pages))


async def _publish_one(taken: Taken, publisher: Sends) -> None:
    # In the crawler's order: what a crash leaves undone is done again, nothing that is remembered was not told.
    visit = taken.visit
    if taken.new:
        await publisher.outcome(_discovered(visit))
    await publisher.page(taken.page)
    await publisher.outcome(outcome_of(visit, "fetched", None, taken.page.fetched_at))
    await publisher.visit(visit)
    # The owner of the site may be running: it reads masar.visits only when it starts.
    await publisher.discovered(_told(visit))


def _told(visit: Visit) -> UrlDiscovered:
    return UrlDiscovered(
        page_id=visit.page_id,
        url=visit.url,
        outlet=visit.outlet,
        discovered_by=visit.discovered_by,
        discovered_at=visit.discovered_at,
        known=visit,
    )


def _discovered(visit: Visit) -> Outcome:
    return Outcome(
        page_id=visit.page_id,
        url=visit.url,
        outlet=visit.outlet,
        step="discover",
        name="discovered",
        at=visit.discovered_at,
    )


def _bunches(records: Iterable[Record]) -> Iterator[list[Record]]:
    rest = iter(records)
    while bunch := list(itertools.islice(rest, TOGETHER)):
        yield bunch
