"""Lists that a source points to: sent to the owner of their host, who alone may ask it, and taken up there."""

from datetime import datetime

import structlog
from msgspec.structs import replace

from contracts.addresses import page_id
from contracts.outlet import SourceKind
from contracts.urls import UrlDiscovered, Visit
from services.crawler.sources import source_visit
from services.crawler.territory import Territory

log = structlog.get_logger()

# Lists may lead to lists that lead to lists, made up without end. No outlet has so many that bring news.
MOST_FOUND = 200


def pointed_to(
    parent: Visit, url: str, kind: SourceKind, now: datetime, announced_at: datetime | None = None, hops: int = 0
) -> UrlDiscovered:
    """The message that hands on the list at a normalised address; it stays tied to the source that is declared."""
    return UrlDiscovered(
        page_id=page_id(url),
        url=url,
        outlet=parent.outlet,
        discovered_by=declared_by(parent),
        discovered_at=now,
        announced_at=announced_at,
        hops=hops,
        lists=kind,
    )


def declared_by(visit: Visit) -> str:
    """The address of the declared source that led to a source, or its own where it is declared itself."""
    return visit.discovered_by or visit.url


def taken_up(territory: Territory, told: UrlDiscovered, now: datetime) -> Visit | None:
    """The visit by which a list is polled; null where nothing is new about it, or one source leads to too many."""
    known = territory.sources.get(told.url)
    if known is None:
        if sum(each.discovered_by == told.discovered_by for each in territory.sources.values()) >= MOST_FOUND:
            log.warning("a source leads to too many lists", source=told.discovered_by, list=told.url)
            return None
        first = source_visit(told.url, told.outlet, now, discovered_by=told.discovered_by)
        return replace(first, lists=told.lists, hops=told.hops)
    if known.visited_at is None or told.announced_at is None or (known.failures and known.next_visit):
        return None
    if known.visited_at < told.announced_at <= now:
        return replace(known, next_visit=now)
    return None
