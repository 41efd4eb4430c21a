"""Visiting a page: ask for it, judge the answer, publish what follows, then remember."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime

import structlog

from contracts.addresses import page_id, site_of
from contracts.urls import Visit
from services.crawler import metrics
from services.crawler.archive import Archive
from services.crawler.ask import Asking
from services.crawler.canonical import Canonicals
from services.crawler.content import looks_like_html, may_be_html
from services.crawler.fetch import FetchFailed
from services.crawler.gate import Closed
from services.crawler.host import Host
from services.crawler.publish import Publisher
from services.crawler.settings import CrawlerSettings
from services.crawler.territory import Territory
from services.crawler.verdict import Verdict, answer_late, judge, judge_failure, judge_refusal, judge_robots, settled

log = structlog.get_logger()


class Visiting:
    """Visits pages; one for the whole crawler."""

    def __init__(
        self,
        asking: Asking,
        publisher: Publisher,
        settings: CrawlerSettings,
        archive: Archive | None = None,
        canonicals: Canonicals | None = None,
    ) -> None:
        """Pages are kept in `archive` before anybody hears of them; null keeps none. Null `canonicals` are ignored."""
        self._asking = asking
        self._publisher = publisher
        self._archive = archive
        self._canonicals = canonicals
        self._rhythm = settings.rhythm
        self._limits = settings.limits

    async def visit(self, territory: Territory, host: Host, visit: Visit) -> None:
        """Visit a page once. Raises Closed where the host was taken away before it was asked."""
        if reason := host.refuses:
            await self._settle(territory, judge_refusal(visit, reason, datetime.now(UTC), self._rhythm), {})
            return
        believed = self._canonicals if territory.believes_canonicals(host.name) else None
        verdict = await self._verdict(host, visit, believed)
        if verdict.failed:
            host.went_wrong(verdict.rest)
        elif verdict.outcome.name == "refused":
            host.refused(self._rhythm.confirm_after)
        elif verdict.outcome.name != "refused_by_robots":
            host.went_well()
        await self._settle(territory, verdict, self._asking.headers(visit))

    async def _verdict(self, host: Host, visit: Visit, canonicals: Canonicals | None) -> Verdict:
        chance = random.random()  # noqa: S311  # spreads retries, hides nothing
        try:
            robots = await self._asking.robots_of(host, visit.url)
            if robots.unreachable:
                raise FetchFailed("unreachable", robots.unreachable)
            if not self._asking.allowed(robots, visit.url):
                return judge_robots(visit, datetime.now(UTC), self._rhythm)
            answer = await self._asking.follow(
                host, visit, self._limits, same=lambda target: page_id(target) == visit.page_id, wanted=may_be_html
            )
            if answer.status == 200 and not looks_like_html(answer):
                raise FetchFailed("not_html", "no content type, and it does not look like HTML")
            return judge(visit, answer, datetime.now(UTC), self._rhythm, chance, canonicals)
        except FetchFailed as failure:
            return judge_failure(visit, failure, datetime.now(UTC), self._rhythm, chance)
        except Closed:
            raise
        except Exception as error:
            # A page that breaks this code is tried again like one that breaks off, and has an outcome in the end.
            log.exception("page breaks the crawler", page_id=visit.page_id, outlet=visit.outlet, url=visit.url)
            broken = FetchFailed("unreachable", f"unexpected {type(error).__name__}: {error}")
            return judge_failure(visit, broken, datetime.now(UTC), self._rhythm, chance)

    async def _settle(self, territory: Territory, verdict: Verdict, asked: Mapping[str, str]) -> None:
        handled = {alias.url for alias in verdict.visit.aliases}
        verdict = settled(verdict, datetime.now(UTC))
        # In this order: whatever a crash leaves undone is done again, nothing that is remembered was not told.
        if verdict.page is not None:
            if self._archive is not None:
                with metrics.archive_seconds.time():
                    await self._archive.keep(verdict.page, asked)
            await self._publisher.page(verdict.page)
        if verdict.moved is not None:
            await self._publisher.discovered(verdict.moved)
        for url in verdict.disowned:
            await self._publisher.discovered(url)
        await self._publisher.outcome(verdict.outcome)
        await self._remember(territory, verdict, handled)
        metrics.outcomes.labels(verdict.outcome.name).inc()
        metrics.disowned.inc(len(verdict.disowned))
        metrics.retries.inc(verdict.outcome.name == "retrying")
        if verdict.outcome.name == "canonical":
            territory.followed[site_of(verdict.visit.url)] += 1
        # What goes well is a line for each of a million pages.
        tell = log.debug if verdict.outcome.name in ("fetched", "unchanged") else log.info
        tell(
            "visited",
            page_id=verdict.visit.page_id,
            outlet=verdict.visit.outlet,
            url=verdict.visit.url,
            outcome=verdict.outcome.name,
            reason=verdict.outcome.reason,
        )

    async def _remember(self, territory: Territory, verdict: Verdict, handled: set[str]) -> None:
        """Remember a visit; addresses that began to wait for its page while it was made get their answer too."""
        visit = verdict.visit
        while True:
            await self._publisher.visit(visit)
            known = territory.memory.get(visit.page_id)
            late = tuple(alias for alias in (known.aliases if known else ()) if alias.url not in handled)
            if not late:
                return territory.remember(visit)
            handled |= {alias.url for alias in late}
            visit, disowned = answer_late(verdict, visit, late, datetime.now(UTC))
            for url in disowned:
                await self._publisher.discovered(url)
