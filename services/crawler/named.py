"""The lists that an outlet names itself: the feeds in a page's head, the sitemaps in its host's robots.txt."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from services.crawler.fetch import Answer
from services.crawler.listing import Further, joined
from services.crawler.robots import Robots

# RSS Advisory Board, RFC 4287 and jsonfeed.org: how a page's head names its feeds.
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
# WordPress names the feed of readers' comments beside that of its articles.
_COMMENTS = "/comments/feed"
# An outlet with more lists than this names one for each of its topics: the first ones are the general ones.
MOST_NAMED = 5


def lists_named(answer: Answer, robots: Robots | None) -> tuple[Further, ...]:
    """Feeds and sitemaps in the order in which they are named, at most `MOST_NAMED` of each."""
    feeds = [Further(url=url, kind="feed") for url in feeds_named(answer)]
    sitemaps = [Further(url=url, kind="sitemap") for url in sitemaps_named(robots)]
    return (*feeds[:MOST_NAMED], *sitemaps[:MOST_NAMED])


def feeds_named(answer: Answer) -> Iterator[str]:
    """The feeds that a page's head names, as whole addresses, each once; those of comments are left out."""
    tree = LexborHTMLParser(answer.body)
    base = tree.css_first("base[href]")
    start = joined(answer.url, base.attributes.get("href") if base else None) or answer.url
    seen: set[str] = set()
    for node in tree.css("link[rel~=alternate i][href]"):
        kind = (node.attributes.get("type") or "").partition(";")[0].strip().lower()
        url = joined(start, node.attributes.get("href"))
        if url and kind in _FEED_TYPES and url not in seen and not _for_comments(url):
            seen.add(url)
            yield url


def _for_comments(url: str) -> bool:
    return urlsplit(url).path.rstrip("/").endswith(_COMMENTS)


def sitemaps_named(robots: Robots | None) -> Iterator[str]:
    """The addresses in the Sitemap lines of a robots.txt."""
    if robots is not None and robots.rules is not None:
        yield from dict.fromkeys(str(url) for url in robots.rules.sitemaps)
