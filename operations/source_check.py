"""Trying one source of an outlet, as the crawler would poll it."""

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from contracts.outlet import Source
from operations.hosts import Hosts
from operations.robots_said import robots_said
from services.crawler.ask import Asking
from services.crawler.discover import discover
from services.crawler.fetch import Answer, FetchFailed
from services.crawler.host import Host
from services.crawler.listing import Found, Listing, Unreadable
from services.crawler.refusal import refusal_in
from services.crawler.settings import CrawlerSettings
from services.crawler.sitemaps import SITEMAP_LIMIT
from services.crawler.sources import source_visit

SourceVerdict = Literal["works", "refuses", "empty", "not a feed", "moved", "missing", "unreachable", "not tried"]

_GONE = (404, 410)
_REFUSED = (401, 403, 451)
_REDIRECTS = range(300, 400)


class SourceChecked(Struct, frozen=True, kw_only=True):
    """How a source is. `newest` is the time of its newest entry, null where it states none; `entries` counts the pages
    that it lists, of a sitemap index those of its newest sitemap; `answered` is the address that answered last."""

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

    @property
    def broken(self) -> bool:
        """Whether somebody must mend it: the crawler gets nothing from it, or will not for long."""
        return self.verdict not in ("works", "not tried")


async def check_source(
    outlet: str, source: Source, asking: Asking, hosts: Hosts, settings: CrawlerSettings
) -> SourceChecked:
    """Ask a source once, politely; of a sitemap index its newest sitemap too. Never raises for what a server does."""
    told = SourceChecked(outlet=outlet, url=source.url, kind=source.kind, verdict="not tried")
    if "{" in source.url:
        return replace(told, reason="a pattern: it is filled in with the dossier's terms")
    try:
        return await _tried(told, source, asking, hosts, settings)
    except FetchFailed as failure:
        return replace(told, verdict="unreachable", reason=f"{failure.name}: {failure}")


async def _tried(
    told: SourceChecked, source: Source, asking: Asking, hosts: Hosts, settings: CrawlerSettings
) -> SourceChecked:
    host = hosts.host(source.url)
    robots = await asking.robots_of(host, source.url)
    said = robots_said(robots, source.url, settings.agent)
    if said.unreachable:
        return replace(told, verdict="unreachable", reason=said.unreachable, status=said.status)
    if not said.allowed:
        return replace(told, verdict="refuses", reason=f"robots.txt: {said.rule}")
    answer = await _answer(host, source.url, told.outlet, asking, settings)
    told = replace(told, status=answer.status, answered=answer.url)
    if judged := _without_a_list(answer):
        return replace(told, verdict=judged[0], reason=judged[1])
    try:
        listing = await asyncio.to_thread(_list, source, answer, settings.newest)
        if listing.further:
            inner = await _answer(host, listing.further[0].url, told.outlet, asking, settings)
            listing = await asyncio.to_thread(_list, source, inner, settings.newest)
    except Unreadable as error:
        return replace(told, verdict="not a feed", reason=str(error))
    return _with_a_list(told, listing)


def _list(source: Source, answer: Answer, newest: int) -> Listing:
    try:
        return discover(source, answer, newest)
    except Unreadable:
        raise
    except Exception as error:  # whatever a list does to its parser, the others are tried
        raise Unreadable(f"{type(error).__name__}: {error}") from error


async def _answer(host: Host, url: str, outlet: str, asking: Asking, settings: CrawlerSettings) -> Answer:
    limits = replace(settings.limits, body=SITEMAP_LIMIT)
    return await asking.follow(host, source_visit(url, outlet, datetime.now(UTC)), limits, same=lambda _: True)


def _without_a_list(answer: Answer) -> tuple[SourceVerdict, str] | None:
    if refusal := refusal_in(answer):
        return "refuses", refusal
    if answer.status in _REDIRECTS:
        return "moved", f"status {answer.status} to {answer.header('location')}"
    if answer.status in _GONE:
        return "missing", f"status {answer.status}"
    if answer.status in _REFUSED:
        return "refuses", f"status {answer.status}"
    return None if answer.status == 200 else ("unreachable", f"status {answer.status}")


def _with_a_list(told: SourceChecked, listing: Listing) -> SourceChecked:
    moments = [moment for page in listing.pages if (moment := _moment(page))]
    told = replace(told, entries=len(listing.pages), newest=max(moments, default=None))
    if not listing.pages:
        return replace(told, verdict="empty", reason="it lists no page")
    if told.answered and told.answered != told.url:
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
