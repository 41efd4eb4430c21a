"""What a source lists: the shape that feeds, sitemaps and section pages are read into."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urljoin

from msgspec import Struct

from contracts.addresses import normalised, page_id
from contracts.outlet import SourceKind
from contracts.urls import FeedEntry

# RFC 9110, 4.1, asks for at least 8000 octets; what is longer is no article's address.
LONGEST_URL = 8_000
# Feeds carry whole articles in their summaries; as evidence of a date or a title the start is enough.
LONGEST_TITLE = 300
LONGEST_DATE = 100
LONGEST_SUMMARY = 600


class Found(Struct, frozen=True, kw_only=True):
    """A page that a source lists. `announced_at` is the time of change that it states, null where it states none."""

    page_id: str
    url: str
    announced_at: datetime | None = None
    entry: FeedEntry | None = None


class Further(Struct, frozen=True, kw_only=True):
    """A list that a source points to: a sitemap of an index, a feed that a page names in its head."""

    url: str
    kind: SourceKind
    announced_at: datetime | None = None


class Stated(Struct, frozen=True, kw_only=True):
    """What a feed says of its own rhythm. `least` is how long it may be kept, `usual` how often it changes, in
    seconds; `hours` (of UTC) and `days` (0 is Monday) are those in which it asks not to be read."""

    least: float = 0.0
    usual: float = 0.0
    hours: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()


class Listing(Struct, frozen=True, kw_only=True):
    """The pages that a source lists, each once, and the further lists that it points to."""

    pages: tuple[Found, ...] = ()
    further: tuple[Further, ...] = ()
    stated: Stated = Stated()


class Unreadable(ValueError):
    """A source that gives no list. `name` says how that is remembered; by itself its bytes are not what they should."""

    def __init__(self, reason: str, name: str = "unreadable") -> None:
        super().__init__(reason)
        self.name = name


def found(
    source: str,
    link: str | None,
    *,
    title: str | None = None,
    date: str | None = None,
    summary: str | None = None,
    announced_at: datetime | None = None,
) -> Found | None:
    """The page behind a link of a source; null where the link leads to no page (mailto, javascript, nothing)."""
    try:
        url = normalised(urljoin(source, (link or "").strip()))
    except ValueError:
        return None
    if not link or len(url) > LONGEST_URL:
        return None
    said = FeedEntry(
        title=_line(title, LONGEST_TITLE), date=_line(date, LONGEST_DATE), summary=_line(summary, LONGEST_SUMMARY)
    )
    entry = said if said != FeedEntry() else None
    return Found(page_id=page_id(url), url=url, announced_at=announced_at, entry=entry)


def joined(base: str, link: str | None) -> str | None:
    """The whole address that a link means on a page; null where it means none."""
    try:
        return urljoin(base, (link or "").strip()) if link else None
    except ValueError:  # urljoin's word for what is no host, as in http://[
        return None


def each_once(pages: Iterable[Found | None]) -> tuple[Found, ...]:
    """The pages in order, twins left out: of two entries for a page the first that says something of it counts."""
    by_id: dict[str, Found] = {}
    for page in pages:
        if page and (page.page_id not in by_id or by_id[page.page_id].entry is None):
            by_id[page.page_id] = page
    return tuple(by_id.values())


def _line(text: str | None, most: int) -> str | None:
    return " ".join(text.split())[:most] or None if text else None
