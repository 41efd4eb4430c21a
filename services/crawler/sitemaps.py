"""Sitemaps, news sitemaps and sitemap indexes to listings."""

import re
import zlib
from datetime import UTC, datetime

from lxml import etree

from services.crawler.listing import Found, Listing, Unreadable, each_once, found

# sitemaps.org: a sitemap has at most 50 MB, uncompressed.
SITEMAP_LIMIT = 52_428_800
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP = 31
# W3C datetime, as sitemaps.org asks for: a date, or a date and time with its zone.
_W3C = re.compile(r"^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$")


def read_sitemap(body: bytes, url: str, newest: int) -> Listing:
    """The pages of a sitemap or the sitemaps of an index, at most `newest` of them, the newest first.

    Gzip is undone; entities are not expanded and nothing is loaded. Raises Unreadable where it is no sitemap.
    """
    root = _root(_unzipped(body))
    kind = etree.QName(root).localname
    if kind == "sitemapindex":
        children = [_Entry(node) for node in root if _name(node) == "sitemap"]
        locations = [entry.location for entry in _newest_first(children, newest) if entry.location]
        return Listing(further=tuple(dict.fromkeys(locations)))
    if kind != "urlset":
        raise Unreadable(f"no sitemap: its root is <{kind}>")
    entries = [_Entry(node) for node in root if _name(node) == "url"]
    return Listing(pages=each_once(_page(entry, url) for entry in _newest_first(entries, newest)))


class _Entry:
    """An url or sitemap element: what its children say, whatever prefix their namespaces have."""

    def __init__(self, node: etree._Element) -> None:
        said = {_name(child): (child.text or "").strip() for child in node.iter() if _name(child)}
        self.location: str | None = said.get("loc") or None
        self.title: str | None = said.get("title") or None
        self.published: str | None = said.get("publication_date") or None
        self.changed: str | None = said.get("lastmod") or None


def _page(entry: _Entry, source: str) -> Found | None:
    return found(
        source,
        entry.location,
        title=entry.title,
        date=entry.published or entry.changed,
        announced_at=_moment(entry.changed),
    )


def _newest_first(entries: list[_Entry], most: int) -> list[_Entry]:
    oldest = datetime.min.replace(tzinfo=UTC)
    by_time = sorted(entries, key=lambda entry: _moment(entry.changed or entry.published) or oldest, reverse=True)
    return by_time[:most]


def _moment(text: str | None) -> datetime | None:
    if not text or not _W3C.match(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _root(body: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"no sitemap: {error}") from error
    if root is None:
        raise Unreadable("no sitemap: no element in it")
    return root


def _unzipped(body: bytes) -> bytes:
    if not body.startswith(_GZIP_MAGIC):
        return body
    try:
        return zlib.decompressobj(_GZIP).decompress(body, SITEMAP_LIMIT)
    except zlib.error as error:
        raise Unreadable(f"no sitemap: {error}") from error


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
