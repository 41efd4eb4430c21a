"""Everything about one address: what the crawler would do with it, hop by hop, and what the parser would."""

import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from contracts.addresses import normalised, page_id
from contracts.outlet import Source
from contracts.urls import Visit
from operations.hosts import Hosts, outlet_of, source_of
from operations.reading import Charset, Reading, canonical_of, charset_of, read
from operations.robots_said import RobotsSaid, robots_said
from operations.source_check import SourceChecked, check_source
from services.crawler.ask import Asking
from services.crawler.content import looks_like_html, may_be_html
from services.crawler.fetch import Answer, FetchFailed
from services.crawler.settings import CrawlerSettings
from services.crawler.signature import signature_of
from services.crawler.verdict import MOST_HOPS, Verdict, judge, judge_failure, judge_robots
from services.parser.knowledge import Knowledge


class Hop(Struct, frozen=True, kw_only=True):
    """One request. `outcome` is the crawler's name for it; `location` where the server sent us on to;
    `headers` in order; `pace` and `seconds` in seconds."""

    url: str
    page_id: str
    robots: RobotsSaid | None = None
    pace: float
    status: int | None = None
    location: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    outcome: str
    reason: str | None = None
    seconds: float


class UrlChecked(Struct, frozen=True, kw_only=True):
    """What is known of an address after asking for it. `outcome` and `reason` are the crawler's, `parsed` the parser's.

    `source` is set where an outlet declares the address as a source: then nothing was parsed.
    """

    asked: str
    url: str
    page_id: str
    outlet: str | None
    pace: float
    hops: tuple[Hop, ...] = ()
    outcome: str
    reason: str | None = None
    next_visit: datetime | None = None
    bytes: int = 0
    charset: Charset | None = None
    canonical_url: str | None = None
    signature: str | None = None
    parsed: Reading | None = None
    source: SourceChecked | None = None


async def check_url(
    asked: str, asking: Asking, hosts: Hosts, knowledge: Knowledge, settings: CrawlerSettings
) -> UrlChecked:
    """Ask for an address as the crawler would, redirects included, and read it. Raises ValueError for no address."""
    url = normalised(asked)
    outlet = outlet_of(url, knowledge.outlets)
    about = UrlChecked(
        asked=asked,
        url=url,
        page_id=page_id(url),
        outlet=outlet.id if outlet else None,
        pace=hosts.host(url).gate.pace,
        outcome="fetched",
    )
    declared = source_of(asked, outlet) or source_of(url, outlet)
    if outlet and declared:
        return await _as_source(about, declared, asking, hosts, settings)
    visit = Visit(
        page_id=about.page_id,
        url=url,
        outlet=about.outlet or urlsplit(url).netloc,
        discovered_by="masar check-url",
        discovered_at=datetime.now(UTC),
    )
    return await _as_page(about, visit, _Walk(asking, hosts, settings), knowledge)


async def _as_source(
    about: UrlChecked, source: Source, asking: Asking, hosts: Hosts, settings: CrawlerSettings
) -> UrlChecked:
    checked = await check_source(about.outlet or "", source, asking, hosts, settings)
    return replace(about, outcome=checked.verdict, reason=checked.reason, source=checked)


async def _as_page(about: UrlChecked, visit: Visit, walk: "_Walk", knowledge: Knowledge) -> UrlChecked:
    last = await walk.through(visit)
    about = replace(
        about,
        hops=tuple(walk.hops),
        outcome=last.outcome.name,
        reason=last.outcome.reason,
        next_visit=last.visit.next_visit,
    )
    page = last.page
    if page is None:
        return about
    return replace(
        about,
        bytes=len(page.body),
        charset=charset_of(page),
        canonical_url=canonical_of(page),
        signature=signature_of(page.body),
        parsed=read(page, knowledge),
    )


class _Walk:
    """From redirect to redirect, as visits of the crawler would go."""

    def __init__(self, asking: Asking, hosts: Hosts, settings: CrawlerSettings) -> None:
        self.hops: list[Hop] = []
        self._asking = asking
        self._hosts = hosts
        self._settings = settings

    async def through(self, visit: Visit) -> Verdict:
        """The verdict on the last address that redirects lead to."""
        verdict = await self._hop(visit)
        while verdict.moved is not None and len(self.hops) <= MOST_HOPS:
            moved = verdict.moved
            visit = replace(visit, page_id=moved.page_id, url=moved.url, hops=moved.hops)
            verdict = await self._hop(visit)
        return verdict

    async def _hop(self, visit: Visit) -> Verdict:
        host = self._hosts.host(visit.url)
        rhythm, started = self._settings.rhythm, time.monotonic()
        said: RobotsSaid | None = None
        heads: list[Answer] = []
        try:
            robots = await self._asking.robots_of(host, visit.url)
            said = robots_said(robots, visit.url, self._settings.agent)
            if robots.unreachable:
                raise FetchFailed("unreachable", robots.unreachable)
            if not said.allowed:
                verdict = judge_robots(visit, datetime.now(UTC), rhythm)
            else:
                answer = await self._asked(visit, heads)
                verdict = judge(visit, answer, datetime.now(UTC), rhythm, 1.0)
        except FetchFailed as failure:
            verdict = judge_failure(visit, failure, datetime.now(UTC), rhythm, 1.0)
        self.hops.append(_hop(visit, said, host.gate.pace, heads, verdict, time.monotonic() - started))
        return verdict

    async def _asked(self, visit: Visit, heads: list[Answer]) -> Answer:
        def wanted(head: Answer) -> bool:
            heads.append(head)
            return may_be_html(head)

        # Every redirect is shown, also those within a page, which the crawler follows in one visit.
        answer = await self._asking.follow(
            self._hosts.host(visit.url), visit, self._settings.limits, same=lambda _: False, wanted=wanted
        )
        heads.append(answer)
        if answer.status == 200 and not looks_like_html(answer):
            raise FetchFailed("not_html", "no content type, and it does not look like HTML")
        return answer


def _hop(
    visit: Visit, said: RobotsSaid | None, pace: float, heads: list[Answer], verdict: Verdict, seconds: float
) -> Hop:
    head = heads[-1] if heads else None
    return Hop(
        url=visit.url,
        page_id=visit.page_id,
        robots=said,
        pace=pace,
        status=head.status if head else None,
        location=head.header("location") if head else None,
        headers=head.headers if head else (),
        outcome=verdict.outcome.name,
        reason=verdict.outcome.reason,
        seconds=round(seconds, 3),
    )
