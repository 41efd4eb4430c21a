"""Asking for a source, and reading what it lists or why it lists nothing."""

import asyncio
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import structlog
from msgspec.structs import replace

from contracts.addresses import normalised, site_of
from contracts.urls import Visit
from services.crawler.ask import Asking
from services.crawler.discover import discover
from services.crawler.fetch import Answer, FetchFailed
from services.crawler.host import Host
from services.crawler.listing import Listing, Unreadable
from services.crawler.named import lists_named
from services.crawler.poll_times import DAY
from services.crawler.refusal import refusal_in
from services.crawler.settings import CrawlerSettings
from services.crawler.sitemaps import SITEMAP_LIMIT
from services.crawler.sources import Followed
from services.crawler.verdict import MOST_HOPS, retry_after

log = structlog.get_logger()

# Of sitemaps that nobody declared only what is so young, in seconds, counts: the archive is not news.
RECENT = 7 * DAY


class Elsewhere(Exception):
    """A source that redirects to another host, which only that host's owner may ask. `target` is normalised."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target


async def read_source(
    asking: Asking, settings: CrawlerSettings, host: Host, visit: Visit, followed: Followed
) -> tuple[Answer, Listing]:
    """A source's answer and what it lists. Raises FetchFailed, Unreadable, Elsewhere, Closed."""
    try:
        answer = await _answer(asking, settings, host, visit)
    except ValueError as error:  # urlsplit's word for a Location that is no address
        raise error if isinstance(error, Unreadable) else Unreadable(f"redirects nowhere: {error}") from error
    if answer.status == 304:
        return answer, Listing()
    _require_a_list(host, visit, answer)
    # Large feeds take a second to read: other hosts' answers wait for nobody's feed.
    listing = await asyncio.to_thread(_list, followed, answer, settings)
    if followed.take_named:
        named = lists_named(answer, await asking.robots_of(host, answer.url))
        listing = replace(listing, further=(*listing.further, *named))
    return answer, listing


async def _answer(asking: Asking, settings: CrawlerSettings, host: Host, visit: Visit) -> Answer:
    robots = await asking.robots_of(host, visit.url)
    if robots.unreachable:
        raise FetchFailed("unreachable", robots.unreachable)
    if not asking.allowed(robots, visit.url):
        raise Unreadable("robots.txt keeps us from it", "refused")
    limits = replace(settings.limits, body=SITEMAP_LIMIT)
    return await asking.follow(host, visit, limits, same=lambda _: True)


def _require_a_list(host: Host, visit: Visit, answer: Answer) -> None:
    if refusal := refusal_in(answer):
        raise Unreadable(refusal, "refused")
    status = answer.status
    if status == 200:
        return
    if status in (429, 503):
        host.went_wrong(retry_after(answer.header("retry-after"), datetime.now(UTC)))
    if 300 <= status < 400:
        _follow_elsewhere(host, visit, answer)
    reason = f"status {status} {answer.header('location') or ''}".strip()
    raise Unreadable(reason, "missing" if status in (404, 410) else "refused" if status in (401, 403, 451) else "error")


def _follow_elsewhere(host: Host, visit: Visit, answer: Answer) -> None:
    try:
        target = normalised(urljoin(answer.url, answer.header("location") or ""))
    except ValueError:
        return
    if site_of(target) == host.name:
        # On its own host a redirect is followed at once, unless robots.txt forbids the target or it leads in a circle.
        raise Unreadable(f"redirects to {target}, which is forbidden or leads back", "refused")
    if visit.hops >= MOST_HOPS:
        raise Unreadable(f"redirects without end, last to {target}", "missing")
    raise Elsewhere(target)


def _list(followed: Followed, answer: Answer, settings: CrawlerSettings) -> Listing:
    since = datetime.now(UTC) - timedelta(seconds=RECENT) if followed.recent else None
    try:
        return discover(followed.source, answer, settings.newest, settings.newest_lists, since)
    except Unreadable:
        raise
    except Exception as error:
        # Feeds are written by everybody: what one of them does to a parser stays its own affair.
        log.exception("source breaks its parser", source=answer.url)
        raise Unreadable(f"{type(error).__name__}: {error}") from error
