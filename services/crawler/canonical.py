"""Canonical links: when an address only leads to another, and when the other says something else after all. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from msgspec.structs import replace

from contracts.addresses import normalised, page_id, site_of
from contracts.outlet import Outlet
from contracts.urls import Alias, UrlDiscovered, Visit
from services.crawler.listing import LONGEST_URL
from services.crawler.signature import Read, hashed

# Of a page's lines the longest are its article; so many are carried to be compared.
LINES = 12
# Two pages are one article when they share a heading and at least this share of the carried lines: a mobile page may
# leave something out, and what two different articles of an outlet share is shorter than their texts.
ALIKE = 0.5
# As many addresses wait for one page at most; more are taken for a mistake of the site's.
MOST_ALIASES = 16
_NUMBER = re.compile(r"\d")


class Canonicals:
    """What canonical links may lead to: pages of the same outlet, never its front or its lists."""

    def __init__(self, outlets: Mapping[str, Outlet]) -> None:
        self._sites = {
            outlet.id: {site_of(normalised(url)) for url in (outlet.home, *(source.url for source in outlet.sources))}
            for outlet in outlets.values()
        }
        self._lists = {
            page_id(url) for outlet in outlets.values() for url in (outlet.home, *(each.url for each in outlet.sources))
        }

    def target(self, visit: Visit, answered_at: str, read: Read) -> str | None:
        """The address that the page of a visit leads to; null where the visited address is the page's own.

        A page that has been read before, that others name as canonical, or whose canonical address was found to
        say something else stays what it is.
        """
        if not read.canonical or visit.own or visit.aliases or visit.content_at is not None:
            return None
        try:
            target = normalised(urljoin(answered_at, read.canonical.strip()))
        except ValueError:
            return None
        if len(target) > LONGEST_URL or page_id(target) in {visit.page_id, page_id(answered_at)}:
            return None
        own = {site_of(visit.url)} | self._sites.get(visit.outlet, set())
        return target if site_of(target) in own and not self._is_list(target, visit.url) else None

    def _is_list(self, target: str, url: str) -> bool:
        parts = urlsplit(target)
        if page_id(target) in self._lists or (parts.path == "/" and not parts.query):
            return True
        # A folder above the page is a section, unless it has an article's number: /news/17/title leads to /news/17.
        folder = parts.path.rstrip("/")
        return urlsplit(url).path.startswith(f"{folder}/") and not _NUMBER.search(folder.rpartition("/")[2])


def alias_of(visit: Visit, read: Read) -> Alias:
    """What the owner of the canonical address needs to tell whether both say the same."""
    longest = sorted(set(read.lines), key=len, reverse=True)[:LINES]
    return Alias(
        url=visit.url,
        signature=read.signature,
        headings=tuple(hashed(heading) for heading in read.headings),
        lines=tuple(hashed(line) for line in longest),
    )


def leads_to(visit: Visit, target: str, read: Read, now: datetime) -> UrlDiscovered:
    """The message that hands a page on to the owner of its canonical address."""
    return UrlDiscovered(
        page_id=page_id(target),
        url=target,
        outlet=visit.outlet,
        discovered_by=visit.discovered_by,
        discovered_at=now,
        entry=visit.entry,
        hops=visit.hops + 1,
        aliases=(alias_of(visit, read),),
    )


def says_the_same(alias: Alias, read: Read) -> bool:
    """Whether a page is the article that its alias is."""
    if alias.signature == read.signature:
        return True
    if not alias.lines or not {hashed(heading) for heading in read.headings} & set(alias.headings):
        return False
    lines = {hashed(line) for line in read.lines}
    return sum(line in lines for line in alias.lines) >= ALIKE * len(alias.lines)


def disowned(alias: Alias, outlet: str, by: str, now: datetime) -> UrlDiscovered:
    """The message that tells the owner of an alias that it is an article of its own; `by` is what it named."""
    return UrlDiscovered(
        page_id=page_id(alias.url), url=alias.url, outlet=outlet, discovered_by=by, discovered_at=now, own=True
    )


def settle_aliases(
    visit: Visit, moved: UrlDiscovered | None, read: Read | None, now: datetime
) -> tuple[Visit, UrlDiscovered | None, Sequence[UrlDiscovered]]:
    """A page's final word to the addresses that wait for it: those that say the same are one with it, those of a page
    that moved on go with it, and all others are told to be articles of their own."""
    if moved is not None:
        moved = replace(moved, aliases=tuple(each for each in visit.aliases if page_id(each.url) != moved.page_id))
        others = [each for each in visit.aliases if page_id(each.url) == moved.page_id]
    else:
        others = [each for each in visit.aliases if read is None or not says_the_same(each, read)]
    return replace(visit, aliases=()), moved, [disowned(each, visit.outlet, visit.url, now) for each in others]
