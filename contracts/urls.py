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


class UrlDiscovered(Struct, frozen=True, kw_only=True):
    """An address that an outlet showed. Topic masar.urls, key: the host of `url`.

    `announced_at` is the time of change that the outlet announced (a feed's updated, a sitemap's
    lastmod): newer than the last visit, it makes a known page due again. `hops` counts the
    redirects that led here. `lists` says that the address is no page but a list of that kind, which
    a source pointed to; `discovered_by` is then the declared source.
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


class Visit(Struct, frozen=True, kw_only=True):
    """All that the crawler remembers of one address. Topic masar.visits (compacted), key page_id.

    Written to the partition of the address's host, so that the owner of the host reads it back.
    `content_at` is when the content now in force was fetched (null: never), `signature` a hash of
    that content, `next_visit` when the address is due (null: never again). `failures` counts
    failed visits since the last good one. `lists` is the kind of a source that no outlet declares.
    """

    version: int = 1
    page_id: str
    url: str
    outlet: str
    kind: Literal["page", "source"] = "page"
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
