"""What a source lists, by the source's kind."""

import re
from datetime import datetime

from msgspec.structs import replace

from contracts.outlet import Source
from services.crawler.feeds import read_feed
from services.crawler.fetch import Answer
from services.crawler.listing import Listing
from services.crawler.sections import read_section
from services.crawler.sitemaps import read_sitemap


def discover(source: Source, answer: Answer, newest: int, lists: int = 50, since: datetime | None = None) -> Listing:
    """The pages and further lists in a source's answer: of a sitemap `newest` pages, of an index `lists` sitemaps.

    `since` keeps to what a sitemap says is newer. Raises Unreadable where the answer is not what the source says.
    """
    if source.kind == "section" or source.kind == "search":
        return read_section(answer.body, answer.url, source.links)
    if source.kind == "home":
        return Listing()
    if source.kind == "feed":
        return _by_rule(read_feed(answer.body, answer.url, answer.header("content-type")), source.links)
    return _by_rule(read_sitemap(answer.body, answer.url, newest, lists, since), source.links)


def _by_rule(listing: Listing, links: str | None) -> Listing:
    if links is None:
        return listing
    rule = re.compile(links)
    return replace(listing, pages=tuple(page for page in listing.pages if rule.search(page.url)))
