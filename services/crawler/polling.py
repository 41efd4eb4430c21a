"""Polling a source: what it lists goes to masar.urls, what is remembered of the poll to masar.visits."""

import asyncio
import random
from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, datetime

import structlog
from msgspec.structs import replace

from contracts.addresses import normalised
from contracts.urls import UrlDiscovered, Visit
from services.crawler import metrics
from services.crawler.ask import Asking
from services.crawler.fetch import Answer, FetchFailed
from services.crawler.further import pointed_to
from services.crawler.host import Host
from services.crawler.listing import LONGEST_URL, Found, Further, Listing, Stated, Unreadable
from services.crawler.poll_times import after_failed_poll, after_poll, after_refusal
from services.crawler.publish import Publisher
from services.crawler.settings import CrawlerSettings
from services.crawler.source_answer import Elsewhere, read_source
from services.crawler.sources import Followed
from services.crawler.territory import Territory

log = structlog.get_logger()

# Pages of other crawlers' hosts that were passed on: enough for a day of a large press.
PASSED_ON = 100_000
# A source that is missing or unreadable so many times in a row is dead: its outlet may name another.
DEAD_AFTER = 3
# A list that nobody declared and that fails so often in a row is asked for no more.
GIVE_UP_AFTER = 8
_DEAD = frozenset({"missing", "unreadable"})


class Polling:
    """Polls sources; one for the whole crawler."""

    def __init__(self, asking: Asking, publisher: Publisher, settings: CrawlerSettings) -> None:
        self._asking = asking
        self._publisher = publisher
        self._settings = settings
        self._passed_on: OrderedDict[tuple[str, datetime | None], None] = OrderedDict()
        # What feeds said of their rhythm: an answer that nothing changed does not say it again.
        self._stated: dict[str, Stated] = {}

    async def poll(self, territory: Territory, host: Host, visit: Visit, followed: Followed) -> None:
        """Poll a source once and remember that. Raises Closed."""
        try:
            answer, listing = await read_source(self._asking, self._settings, host, visit, followed)
        except FetchFailed as failure:
            host.went_wrong()
            await self._failed(territory, visit, followed, failure.name, str(failure))
        except Elsewhere as elsewhere:
            host.went_well()
            await self._moved(territory, visit, followed, elsewhere.target)
        except Unreadable as error:
            await self._failed(territory, visit, followed, error.name, str(error))
        else:
            host.went_well()
            news = await self._pass_on(territory, visit, listing)
            await self._remember(territory, visit, followed, answer, listing, news)

    async def _pass_on(self, territory: Territory, visit: Visit, listing: Listing) -> bool:
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
        self._note((page.page_id, page.announced_at) for page in news)
        await self._point_to(territory, visit, listing.further)
        return bool(news)

    async def _point_to(self, territory: Territory, visit: Visit, further: Iterable[Further]) -> None:
        for each in further:
            try:
                url = normalised(each.url)
            except ValueError:
                continue
            # As a source it has a life of its own beside a page of the same address.
            noted = (f"source:{url}", each.announced_at)
            known = territory.sources.get(url)
            settled = known is not None and not (
                each.announced_at and known.visited_at and each.announced_at > known.visited_at
            )
            if settled or noted in self._passed_on or len(url) > LONGEST_URL:
                continue
            now = datetime.now(UTC)
            await self._publisher.discovered(pointed_to(visit, url, each.kind, now, each.announced_at))
            self._note([noted])
            log.info("source points to a list", source=visit.url, outlet=visit.outlet, list=url, kind=each.kind)

    def _note(self, passed_on: Iterable[tuple[str, datetime | None]]) -> None:
        for each in passed_on:
            self._passed_on[each] = None
        while len(self._passed_on) > PASSED_ON:
            self._passed_on.popitem(last=False)

    def _is_news(self, territory: Territory, page: Found) -> bool:
        if (page.page_id, page.announced_at) in self._passed_on:
            return False
        known = territory.memory.get(page.page_id)
        if known is None:
            return True
        return bool(page.announced_at and known.visited_at and page.announced_at > known.visited_at)

    async def _remember(
        self, territory: Territory, visit: Visit, followed: Followed, answer: Answer, listing: Listing, news: bool
    ) -> None:
        unchanged = answer.status == 304
        metrics.polls.labels("unchanged" if unchanged else "read").inc()
        if not unchanged:
            self._stated[visit.url] = listing.stated
        now = datetime.now(UTC)
        stated = self._stated.get(visit.url, Stated())
        done = replace(visit, status=answer.status, failures=0, outcome="unchanged" if unchanged else "fetched")
        done = replace(done, content_at=now if news else visit.content_at)
        quiet = (now - (done.content_at or visit.discovered_at)).total_seconds() if visit.visited_at else None
        again = after_poll(now, followed.source.every, quiet, stated, followed.slowest)
        if not unchanged:
            done = replace(
                done,
                # A 304 is only understood where there is a signature; a source's is how much it listed.
                signature=f"{len(listing.pages)}",
                etag=answer.header("etag"),
                last_modified=answer.header("last-modified"),
            )
        await self._settle(territory, done, now, again)

    async def _moved(self, territory: Territory, visit: Visit, followed: Followed, target: str) -> None:
        metrics.polls.labels("moved").inc()
        log.warning("source moved to another host: declare it there", source=visit.url, outlet=visit.outlet, to=target)
        now = datetime.now(UTC)
        kind = followed.source.kind
        await self._publisher.discovered(pointed_to(visit, target, kind, now, hops=visit.hops + 1))
        again = after_refusal(now, 1, self._settings.rhythm)
        await self._settle(territory, replace(visit, failures=0, outcome="redirected"), now, again)

    async def _failed(self, territory: Territory, visit: Visit, followed: Followed, name: str, reason: str) -> None:
        log.warning("source not read", source=visit.url, outlet=visit.outlet, outcome=name, reason=reason)
        metrics.polls.labels("failed").inc()
        now, rhythm = datetime.now(UTC), self._settings.rhythm
        failures = visit.failures + 1
        if name == "refused":
            again = after_refusal(now, failures, rhythm)
        else:
            chance = random.random()  # noqa: S311  # spreads, hides nothing
            again = after_failed_poll(now, followed.source.every, failures, rhythm, chance)
        if name in _DEAD and failures >= DEAD_AFTER and followed.home and not _others_live(territory, visit):
            await self._point_to(territory, visit, [Further(url=followed.home, kind="home")])
        given_up = visit.lists is not None and not visit.hops and failures >= GIVE_UP_AFTER
        failed = replace(visit, failures=failures, outcome=name)
        await self._settle(territory, failed, now, None if given_up else again)

    async def _settle(self, territory: Territory, done: Visit, now: datetime, again: datetime | None) -> None:
        done = replace(done, visited_at=now, visits=done.visits + 1, next_visit=again)
        await self._publisher.visit(done)
        territory.remember(done)


def _others_live(territory: Territory, visit: Visit) -> bool:
    others = (each for each in territory.sources.values() if each.outlet == visit.outlet and each.url != visit.url)
    return any(each.visited_at and not each.failures for each in others)
