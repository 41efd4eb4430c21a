"""Reads the press's sources as a crawler would, so that tests know what they lead to."""

import re
from collections.abc import Callable
from html import unescape
from xml.etree import ElementTree

from contracts.outlet import Source

_LOCATION = ".//{http://www.sitemaps.org/schemas/sitemap/0.9}"
_ATOM_ENTRY = ".//{http://www.w3.org/2005/Atom}entry"


def listed_addresses(source: Source, read: Callable[[str], str]) -> list[str]:
    """Every address that a source shows; XML that is not well formed raises ElementTree.ParseError."""
    text = read(source.url)
    if source.kind == "section":
        links = [unescape(link) for link in re.findall(r'href="([^"]+)"', text)]
        return [link for link in links if re.search(source.links or "", link)]
    tree = ElementTree.fromstring(text)
    if source.kind == "feed":
        rss = [item.findtext("link", "") for item in tree.iterfind(".//item")]
        atom = [link.get("href", "") for entry in tree.iterfind(_ATOM_ENTRY) for link in entry if "link" in link.tag]
        return rss + atom
    parts = [part.text or "" for part in tree.iterfind(f"{_LOCATION}sitemap/{_LOCATION[3:]}loc")]
    if parts:
        return [page for part in parts for page in listed_addresses(Source(url=part, kind="sitemap"), read)]
    return [page.text or "" for page in tree.iterfind(f"{_LOCATION}url/{_LOCATION[3:]}loc")]
