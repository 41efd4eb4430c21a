"""Polling a source: what it lists goes to masar.urls, what is remembered of the poll to masar.visits."""

import asyncio
import random
from collections import OrderedDict
from datetime import UTC, datetime
from urllib.parse import urlsplit

import structlog
from msgspec.structs import replace

from contracts.addresses import host_of, normalised
from contracts.outlet import Source
from contracts.urls import UrlDiscovered, Visit
from services.crawler import metrics, schedule
from services.crawler.ask import Asking
from services.crawler.discover import discover
from services.crawler.fetch import Answer, FetchFailed
from services.crawler.host import Host
from services.crawler.listing import Found, Listing, Unreadable
from services.crawler.publish import Publisher
from services.crawler.refusal import refusal_in
from services.crawler.settings import CrawlerSettings
from services.crawler.sitemaps import SITEMAP_LIMIT
from services.crawler.sources import source_visit
from services.crawler.territory import Territory
from services.crawler.verdict import retry_after

log = structlog.get_logger()

# Pages of other crawlers' hosts that were passed on: enough for a day of a large press.
PASSED_ON = 100_000


class Polling:
    """Polls sources; one for the whole crawler."""

    def __init__(self, asking: Asking, publisher: Publisher, settings: CrawlerSettings) -> None:
        self._asking = asking
        self._publisher = publisher
        self._settings = settings
        self._passed_on: OrderedDict[tuple[str, datetime | None], None] = OrderedDict()

    async def poll(self, territory: Territory, host: Host, visit: Visit, source: Source) -> None:
        """Poll a source once and remember that. Raises Closed."""
        try:
            answer, listing = await self._read(host, visit, source)
        except FetchFailed as failure:
            host.went_wrong()
            await self._failed(territory, visit, source, failure.name, str(failure))
            return
        except Unreadable as error:
            await self._failed(territory, visit, source, "unreadable", str(error))
            return
        host.went_well()
        await self._pass_on(territory, visit, listing)
        await self._remember(territory, visit, source, answer, listing)

    async def _read(self, host: Host, visit: Visit, source: Source) -> tuple[Answer, Listing]:
        robots = await self._asking.robots_of(host, urlsplit(visit.url).scheme)
        if robots.unreachable:
            raise FetchFailed("unreachable", robots.unreachable)
        if not self._asking.allowed(robots, visit.url):
            raise Unreadable("robots.txt keeps us from it")
        limits = replace(self._settings.limits, body=SITEMAP_LIMIT)
        answer = await self._asking.follow(host, visit, limits, same=lambda _: True)
        if answer.status == 304:
            return answer, Listing()
        if refusal := refusal_in(answer):
            raise Unreadable(refusal)
        if answer.status != 200:
            if answer.status in (429, 503):
                host.went_wrong(retry_after(answer.header("retry-after"), datetime.now(UTC)))
            raise Unreadable(f"status {answer.status} {answer.header('location') or ''}".strip())
        # Large feeds take a second to read: other hosts' answers wait for nobody's feed.
        return answer, await asyncio.to_thread(self._list, source, answer)

    def _list(self, source: Source, answer: Answer) -> Listing:
        try:
            return discover(source, answer, self._settings.newest)
        except Unreadable:
            raise
        except Exception as error:
            # Feeds are written by everybody: what one of them does to a parser stays its own affair.
            log.exception("source breaks its parser", source=answer.url)
            raise Unreadable(f"{type(error).__name__}: {error}") from error

    async def _pass_on(self, territory: Territory, visit: Visit, listing: Listing) -> None:
        now = datetime.now(UTC)
        news = [page for page in listing.pages if self._is_news(territory, page)]
        urls = [
            UrlDiscovered(
                page_id=page.page_id,
                url=page.url,
                outlet=visit.outlet,
                discovered_by=visit.url,
                discovered_at=now,
                announced_at=page.announced_at,
                entry=page.entry,
            )
            for page in news
        ]
        await asyncio.gather(*(self._publisher.discovered(url) for url in urls))
        metrics.announced.inc(len(urls))
        for page in news:
            self._passed_on[page.page_id, page.announced_at] = None
        while len(self._passed_on) > PASSED_ON:
            self._passed_on.popitem(last=False)
        for address in listing.further:
            await self._take_further(territory, visit, address, now)

    def _is_news(self, territory: Territory, page: Found) -> bool:
        if (page.page_id, page.announced_at) in self._passed_on:
            return False
        known = territory.memory.get(page.page_id)
        if known is None:
            return True
        return bool(page.announced_at and known.visited_at and page.announced_at > known.visited_at)

    async def _take_further(self, territory: Territory, parent: Visit, address: str, now: datetime) -> None:
        try:
            url = normalised(address)
        except ValueError:
            return
        if host_of(url) != host_of(parent.url):
            log.warning("a source points to a list on another host: declare it", source=parent.url, list=url)
            return
        if url not in territory.sources:
            child = source_visit(url, parent.outlet, now, discovered_by=parent.discovered_by or parent.url)
            await self._publisher.visit(child)
            territory.remember(child)

    async def _remember(
        self, territory: Territory, visit: Visit, source: Source, answer: Answer, listing: Listing
    ) -> None:
        unchanged = answer.status == 304
        metrics.polls.labels("unchanged" if unchanged else "read").inc()
        now = datetime.now(UTC)
        done = replace(
            visit,
            visited_at=now,
            visits=visit.visits + 1,
            status=answer.status,
            failures=0,
            outcome="unchanged" if unchanged else "fetched",
            next_visit=schedule.after_poll(source.every, 0, now, self._settings.rhythm, random.random()),  # noqa: S311  # spreads, hides nothing
        )
        if not unchanged:
            done = replace(
                done,
                # A 304 is only understood where there is a signature; a source's is how much it listed.
                signature=f"{len(listing.pages)}",
                etag=answer.header("etag"),
                last_modified=answer.header("last-modified"),
            )
        await self._publisher.visit(done)
        territory.remember(done)

    async def _failed(self, territory: Territory, visit: Visit, source: Source, name: str, reason: str) -> None:
        log.warning("source not read", source=visit.url, outlet=visit.outlet, outcome=name, reason=reason)
        metrics.polls.labels("failed").inc()
        now, failures = datetime.now(UTC), visit.failures + 1
        chance = random.random()  # noqa: S311  # spreads, hides nothing
        again = schedule.after_poll(source.every, failures, now, self._settings.rhythm, chance)
        done = replace(
            visit, visited_at=now, visits=visit.visits + 1, failures=failures, outcome=name, next_visit=again
        )
        await self._publisher.visit(done)
        territory.remember(done)
