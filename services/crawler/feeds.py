"""RSS, Atom, RDF and JSON feeds to listings."""

import calendar
import re
from datetime import UTC, datetime
from typing import Any

import feedparser

from services.crawler.json_feeds import looks_like_json, read_json_feed
from services.crawler.listing import Found, Listing, Unreadable, each_once, found
from services.crawler.stated import stated_in

# Of a longer feed the start, where its news stand, is read: feedparser takes seconds for each million elements.
FEED_LIMIT = 10_485_760
_TAGS = re.compile(r"<[^>]*>")


def read_feed(body: bytes, url: str, content_type: str | None) -> Listing:
    """The entries of a feed; broken feeds as far as they go. Raises Unreadable where it is no feed at all."""
    if looks_like_json(body):
        return read_json_feed(body, url)
    headers = {"content-type": content_type} if content_type else {}
    # A file-like object, never a text: feedparser would take a text for an address and fetch it.
    feed = feedparser.parse(_NamelessFile(body[:FEED_LIMIT]), response_headers=headers, sanitize_html=False)
    if not feed.entries and not feed.get("version"):
        raise Unreadable(f"no feed: {feed.get('bozo_exception') or 'no entries, no known format'}")
    pages = each_once(_page(entry, url) for entry in feed.entries)
    return Listing(pages=pages, stated=stated_in(feed.feed, body))


class _NamelessFile:
    def __init__(self, body: bytes) -> None:
        self._body = body

    def read(self) -> bytes:
        return self._body


def _page(entry: dict[str, Any], source: str) -> Found | None:
    # dict.get: feedparser's own get answers `updated` with `published`, and warns.
    said = {name: dict.get(entry, name) for name in ("link", "title", "published", "updated", "summary")}
    return found(
        source,
        said["link"] or _guid(entry),
        title=_text(said["title"]),
        date=said["published"] or said["updated"],
        summary=_text(said["summary"]),
        announced_at=_moment(dict.get(entry, "updated_parsed")),
    )


def _guid(entry: dict[str, Any]) -> str | None:
    guid = str(dict.get(entry, "id") or "")
    return guid if guid.startswith(("http://", "https://")) else None


def _text(html: str | None) -> str | None:
    return _TAGS.sub(" ", html) if html else None


def _moment(parsed: Any) -> datetime | None:
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
