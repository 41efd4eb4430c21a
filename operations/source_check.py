"""Trying one source of an outlet, as the crawler would poll it."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urljoin

from msgspec import Struct
from msgspec.structs import replace

from contracts.addresses import site_of
from contracts.outlet import Source
from operations.hosts import Hosts
from operations.robots_said import RobotsSaid, robots_said
from services.crawler.ask import Asking
from services.crawler.discover import discover
from services.crawler.fetch import Answer, FetchFailed
from services.crawler.listing import Found, Listing, Unreadable
from services.crawler.named import lists_named
from services.crawler.refusal import refusal_in
from services.crawler.settings import CrawlerSettings
from services.crawler.sitemaps import SITEMAP_LIMIT
from services.crawler.sources import polled, source_visit
from services.crawler.verdict import MOST_HOPS

SourceVerdict = Literal[
    "works", "refuses", "empty", "not a feed", "moved", "missing", "unreachable", "not tried", "left alone"
]

_EXAMPLES = 3
_GONE = (404, 410)
_REFUSED = (401, 403, 451)
_REDIRECTS = range(300, 400)


class SourceChecked(Struct, frozen=True, kw_only=True):
    """How a source is. `newest` is the time of its newest entry, null where it states none; `entries` counts the pages
    that it lists (of a sitemap index those of its newest sitemap, of a home the lists that it names); `answered` is the
    address that answered last, `robots` and `headers` are what was said there, `examples` the first pages listed;
    `verified` is the day on which a person saw the outlet's addresses work."""

    outlet: str
    url: str
    kind: str
    verdict: SourceVerdict
    reason: str | None = None
    status: int | None = None
    answered: str | None = None
    entries: int = 0
    newest: datetime | None = None
    mend: str | None = None
    verified: str | None = None
    robots: RobotsSaid | None = None
    headers: tuple[tuple[str, str], ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether somebody must mend it: the crawler gets nothing from it, or will not for long."""
        return self.verdict not in ("works", "not tried", "left alone")


class _Refused(Exception):
    """robots.txt, by this rule, keeps us from an address on the way."""


async def check_source(
    outlet: str, source: Source, asking: Asking, hosts: Hosts, settings: CrawlerSettings, phrases: Sequence[str] = ()
) -> SourceChecked:
    """Ask a source once, politely; of a sitemap index its newest sitemap too, of a search the first of the phrases.

    Redirects are followed to other hosts, each at its pace and under its rules. Never raises for what a server does.
    """
    told = SourceChecked(outlet=outlet, url=source.url, kind=source.kind, verdict="not tried")
    asked = polled(source, phrases[:1], settings.search_every)
    if not asked:
        return replace(told, reason="a search, and the dossiers have no phrase to look for")
    try:
        return await _tried(told, asked[0], asking, hosts, settings)
    except FetchFailed as failure:
        return replace(told, verdict="unreachable", reason=f"{failure.name}: {failure}")
    except _Refused as refused:
        return replace(told, verdict="refuses", reason=f"robots.txt: {refused}")


async def _tried(
    told: SourceChecked, source: Source, asking: Asking, hosts: Hosts, settings: CrawlerSettings
) -> SourceChecked:
    answer, said = await _answer(source.url, told.outlet, asking, hosts, settings)
    told = replace(told, status=answer.status, answered=answer.url, robots=said, headers=answer.headers)
    if judged := _without_a_list(answer):
        return replace(told, verdict=judged[0], reason=judged[1])
    if source.kind == "home":
        return await _names_lists(told, answer, asking, hosts)
    try:
        listing = await asyncio.to_thread(_list, source, answer, settings)
        if listing.further:
            inner, _ = await _answer(listing.further[0].url, told.outlet, asking, hosts, settings)
            listing = await asyncio.to_thread(_list, source, inner, settings)
    except Unreadable as error:
        return replace(told, verdict="not a feed", reason=str(error))
    return _with_a_list(told, source, listing)


async def _answer(
    url: str, outlet: str, asking: Asking, hosts: Hosts, settings: CrawlerSettings
) -> tuple[Answer, RobotsSaid]:
    limits = replace(settings.limits, body=SITEMAP_LIMIT)
    for _ in range(MOST_HOPS + 1):
        host = hosts.host(url)
        robots = await asking.robots_of(host, url)
        said = robots_said(robots, url, settings.agent)
        if said.unreachable:
            raise FetchFailed("unreachable", said.unreachable)
        if not said.allowed:
            raise _Refused(f"{said.rule}")
        answer = await asking.follow(host, source_visit(url, outlet, datetime.now(UTC)), limits, same=lambda _: True)
        target = _elsewhere(answer)
        if target is None:
            break
        url = target
    return answer, said


def _elsewhere(answer: Answer) -> str | None:
    if answer.status not in _REDIRECTS:
        return None
    try:
        target = urljoin(answer.url, answer.header("location") or "")
        return target if target.startswith(("http://", "https://")) and site_of(target) != site_of(answer.url) else None
    except ValueError:
        return None


async def _names_lists(told: SourceChecked, answer: Answer, asking: Asking, hosts: Hosts) -> SourceChecked:
    named = lists_named(answer, await asking.robots_of(hosts.host(answer.url), answer.url))
    if not named:
        return replace(told, verdict="empty", reason="it names no feed, and robots.txt no sitemap")
    told = replace(told, verdict="works", entries=len(named))
    return replace(told, reason=f"names {', '.join(each.url for each in named[:3])}")


def _list(source: Source, answer: Answer, settings: CrawlerSettings) -> Listing:
    try:
        return discover(source, answer, settings.newest, settings.newest_lists)
    except Unreadable:
        raise
    except Exception as error:  # whatever a list does to its parser, the others are tried
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def _without_a_list(answer: Answer) -> tuple[SourceVerdict, str] | None:
    if refusal := refusal_in(answer):
        return "refuses", refusal
    if answer.status in _REDIRECTS:
        return "missing", f"status {answer.status} to {answer.header('location')}, which leads nowhere"
    if answer.status in _GONE:
        return "missing", f"status {answer.status}"
    if answer.status in _REFUSED:
        return "refuses", f"status {answer.status}"
    return None if answer.status == 200 else ("unreachable", f"status {answer.status}")


def _with_a_list(told: SourceChecked, source: Source, listing: Listing) -> SourceChecked:
    moments = [moment for page in listing.pages if (moment := _moment(page))]
    examples = tuple(page.url for page in listing.pages[:_EXAMPLES])
    told = replace(told, entries=len(listing.pages), newest=max(moments, default=None), examples=examples)
    if not listing.pages:
        return replace(told, verdict="empty", reason="it lists no page")
    if told.answered and told.answered != source.url:
        return replace(told, verdict="moved", reason=f"it answers at {told.answered}")
    return replace(told, verdict="works")


def _moment(page: Found) -> datetime | None:
    if page.announced_at or page.entry is None or not page.entry.date:
        return page.announced_at
    return _rfc_822(page.entry.date) or _iso_8601(page.entry.date)


def _rfc_822(text: str) -> datetime | None:
    try:
        return _zoned(parsedate_to_datetime(text))
    except ValueError:
        return None


def _iso_8601(text: str) -> datetime | None:
    try:
        return _zoned(datetime.fromisoformat(text.strip()))
    except ValueError:
        return None


def _zoned(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
