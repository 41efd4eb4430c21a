"""The frontier's messages: an address that was discovered, and what the crawler remembers of it."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from contracts.outlet import SourceKind


class FeedEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a feed, a news sitemap or a section page said of a page before it was fetched.

    `date` is the text as given there, never interpreted; the parser weighs it as evidence.
    """

    title: str | None = None
    date: str | None = None
    summary: str | None = None


class Alias(Struct, frozen=True, kw_only=True):
    """An address whose page names another as canonical, and what it said: 32-bit hashes of its headings and of its
    longest lines, and its `signature`. By them the owner of the canonical address tells whether both say the same."""

    url: str
    signature: str
    headings: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()


class Visit(Struct, frozen=True, kw_only=True):
    """All that the crawler remembers of one address. Topic masar.visits (compacted), key page_id.

    Written to the partition of the address's site, so that the owner of the site reads it back.
    `content_at` is when the content now in force was fetched (null: never), `signature` a hash of
    that content, `next_visit` when the address is due (null: never again). `failures` counts
    failed visits since the last good one. Of a source `content_at` is when it last had news, `lists`
    its kind where no outlet declares it.

    A page that only leads to another has its address in `canonical`; one that must not, because what it leads to
    says something else, is `own`. `aliases` wait for the next visit, to be compared with what it brings.

    A visit of kind host tells of a site: `delay` is its Crawl-delay in seconds, `next_visit` when it may be asked
    again after it failed or refused (`outcome`).
    """

    version: int = 1
    page_id: str
    url: str
    outlet: str
    kind: Literal["page", "source", "host"] = "page"
    discovered_by: str = ""
    discovered_at: datetime
    entry: FeedEntry | None = None
    visited_at: datetime | None = None
    next_visit: datetime | None = None
    content_at: datetime | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    signature: str | None = None
    outcome: str | None = None
    changes: int = 0
    visits: int = 0
    failures: int = 0
    hops: int = 0
    lists: SourceKind | None = None
    canonical: str | None = None
    own: bool = False
    aliases: tuple[Alias, ...] = ()
    delay: float | None = None


class UrlDiscovered(Struct, frozen=True, kw_only=True):
    """An address that an outlet showed. Topic masar.urls, key: the site of `url` (its host without www or m).

    `announced_at` is the time of change that the outlet announced (a feed's updated, a sitemap's
    lastmod): newer than the last visit, it makes a known page due again. `hops` counts the
    redirects that led here. `lists` says that the address is no page but a list of that kind, which
    a source pointed to; `discovered_by` is then the declared source.

    `aliases` are addresses whose pages name this one as canonical. `own` tells the owner of such a page
    that the canonical address does not say the same: the page is an article of its own. `known` is a visit
    that somebody else has made, from an archive.
    """

    version: int = 1
    page_id: str
    url: str
    outlet: str
    discovered_by: str
    discovered_at: datetime
    announced_at: datetime | None = None
    entry: FeedEntry | None = None
    hops: int = 0
    lists: SourceKind | None = None
    aliases: tuple[Alias, ...] = ()
    own: bool = False
    known: Visit | None = None
