"""JSON Feed (jsonfeed.org, versions 1 and 1.1) to listings."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from services.crawler.listing import Found, Listing, Unreadable, each_once, found

_BOM = b"\xef\xbb\xbf"
_VERSION = "https://jsonfeed.org/version/"


def looks_like_json(body: bytes) -> bool:
    """Whether bytes start as a JSON object does; no feed in XML can."""
    return body[:1_024].removeprefix(_BOM).lstrip().startswith(b"{")


def read_json_feed(body: bytes, url: str) -> Listing:
    """The items of a JSON Feed; an item that breaks the specification gives what it has. Raises Unreadable."""
    try:
        feed = msgspec.json.decode(body.removeprefix(_BOM))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(f"no feed: {error}") from error
    items = feed.get("items")
    if not str(feed.get("version")).startswith(_VERSION) or not isinstance(items, list):
        raise Unreadable("no feed: JSON, but no JSON Feed")
    return Listing(pages=each_once(_page(item, url) for item in items if isinstance(item, dict)))


def _page(item: dict[str, Any], source: str) -> Found | None:
    said = {name: value for name, value in item.items() if isinstance(value, str)}
    named = said.get("id", "")
    return found(
        source,
        said.get("url") or said.get("external_url") or (named if named.startswith(("http://", "https://")) else None),
        title=said.get("title"),
        date=said.get("date_published") or said.get("date_modified"),
        summary=said.get("summary") or said.get("content_text"),
        announced_at=_moment(said.get("date_modified")),
    )


def _moment(text: str | None) -> datetime | None:
    # RFC 3339, as the specification asks for. A time without its zone is no announcement: it may lie hours off.
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None
