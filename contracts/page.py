"""The page message: what was fetched, untouched."""

from datetime import datetime

from msgspec import Struct

from contracts.urls import FeedEntry


class Page(Struct, frozen=True, kw_only=True):
    """A page as its server sent it. Topic masar.pages, key page_id.

    `headers` are the response's, in order, names in lower case. `body` holds the bytes after
    content-encoding was undone, at most `topics.PAGE_BODY_LIMIT` bytes, base64 in JSON.
    `previous_at` is when the content it replaces was fetched (null: first content).
    """

    version: int = 1
    page_id: str
    url: str
    final_url: str
    outlet: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    discovered_by: str
    entry: FeedEntry | None = None
    previous_at: datetime | None = None
