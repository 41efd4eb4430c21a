"""Sitemaps, news sitemaps and sitemap indexes to listings."""

import codecs
import re
import zlib
from datetime import UTC, datetime
from typing import TypeVar

from lxml import etree

from services.crawler.feeds import read_feed
from services.crawler.listing import Found, Further, Listing, Unreadable, each_once, found, joined

_T = TypeVar("_T")

# sitemaps.org: a sitemap has at most 50 MB, uncompressed.
SITEMAP_LIMIT = 52_428_800
_NEVER = datetime.min.replace(tzinfo=UTC)
_TEXT_HEAD = 1_024
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP = 31
# W3C datetime, as sitemaps.org asks for: a date, or a date and time with its zone.
_W3C = re.compile(r"^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$")


def read_sitemap(body: bytes, url: str, newest: int, lists: int = 50, since: datetime | None = None) -> Listing:
    """The pages of a sitemap or the sitemaps of an index: at most `newest` pages or `lists` sitemaps, the newest first.

    With `since` pages count only that state a later time, and no sitemap that states an earlier one. Gzip is undone;
    entities are not expanded and nothing is loaded. A feed or a text file of addresses will do, as sitemaps.org has it.
    Raises Unreadable where it is no sitemap.
    """
    body = _unzipped(body)
    if addresses := _lines(body):
        return Listing(pages=each_once(found(url, line) for line in _ends(addresses, newest)) if since is None else ())
    root = _root(body)
    kind = _name(root)
    if kind == "sitemapindex":
        children = [entry for node in root if _name(node) == "sitemap" and (entry := _Entry(node)).location]
        return Listing(further=_further(_newest_first(children, lists, since), url))
    if kind in ("rss", "feed", "RDF"):
        return read_feed(body, url, None)
    if kind != "urlset":
        raise Unreadable(f"no sitemap: its root is <{kind}>")
    entries = [_Entry(node) for node in root if _name(node) == "url"]
    if since is not None:
        entries = [entry for entry in entries if entry.moment]
    return Listing(pages=each_once(_page(entry, url) for entry in _newest_first(entries, newest, since)))


class _Entry:
    """An url or sitemap element: what its children say, whatever prefix their namespaces have."""

    def __init__(self, node: etree._Element) -> None:
        # Only its own children: the images and videos of a page have addresses and titles too.
        said = _said(node)
        said |= next((_said(child) for child in node if _name(child) == "news"), {})
        self.location: str | None = said.get("loc") or None
        self.title: str | None = said.get("title") or None
        self.published: str | None = said.get("publication_date") or None
        self.changed: str | None = said.get("lastmod") or None
        self.moment = _moment(self.changed) or _moment(self.published)


def _page(entry: _Entry, source: str) -> Found | None:
    return found(
        source,
        entry.location,
        title=entry.title,
        date=entry.published or entry.changed,
        announced_at=_moment(entry.changed),
    )


def _further(entries: list[_Entry], source: str) -> tuple[Further, ...]:
    by_url = {
        url: Further(url=url, kind="sitemap", announced_at=_moment(entry.changed))
        for entry in reversed(entries)
        if (url := joined(source, entry.location))
    }
    return tuple(reversed(by_url.values()))


def _newest_first(entries: list[_Entry], most: int, since: datetime | None) -> list[_Entry]:
    if since is not None:
        entries = [entry for entry in entries if entry.moment is None or entry.moment >= since]
    dated = sorted((entry for entry in entries if entry.moment), key=lambda entry: entry.moment or _NEVER, reverse=True)
    undated = [entry for entry in entries if entry.moment is None]
    return [*dated[:most], *_ends(undated, most - len(dated))]


def _ends(these: list[_T], most: int) -> list[_T]:
    # Without times nobody can tell at which end the newest ones stand: both are taken.
    if len(these) <= most:
        return these
    half = max(most, 0) // 2
    return [*these[: max(most, 0) - half], *these[len(these) - half :]]


def _lines(body: bytes) -> list[str]:
    text = body[:_TEXT_HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    if not text.startswith((b"http://", b"https://")):
        return []
    return [line.strip() for line in body.decode("utf-8-sig", "replace").splitlines() if line.strip()]


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


def _said(node: etree._Element) -> dict[str, str]:
    return {_name(child): (child.text or "").strip() for child in node if _name(child)}


def _name(node: etree._Element) -> str:
    # A prefix that nobody declared stays part of the tag, and lxml then has no name for it.
    return node.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(node.tag, str) else ""
