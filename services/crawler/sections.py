"""Section pages and search pages, for outlets without a feed: links that look like articles."""

import re

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from contracts.addresses import host_of
from services.crawler.listing import Found, Listing, each_once, found, joined

# All that matters of a section page: the rest is never built into a tree.
_LINKS = SoupStrainer(["a", "base"])


def read_section(body: bytes, url: str, links: str | None) -> Listing:
    """The links of a page whose whole address `links` (a regular expression) matches.

    Without one, all links that stay on the page's host. The text of a link is its title.
    """
    soup = BeautifulSoup(body, "lxml", parse_only=_LINKS)
    base = soup.find("base", href=True)
    start = (joined(url, str(base["href"])) if base else None) or url
    pattern = re.compile(links) if links else None
    pages: list[Found | None] = []
    for link in soup.find_all("a", href=True):
        page = found(start, str(link["href"]), title=link.get_text(" ", strip=True) or None)
        if page and (pattern.search(page.url) if pattern else host_of(page.url) == host_of(url)):
            pages.append(page)
    return Listing(pages=each_once(pages))
