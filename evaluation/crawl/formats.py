"""Real and hostile feeds, sitemaps and robots files: does each go through, and what is found in it?"""

import contextlib
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import feedparser

from services.crawler.feeds import read_feed
from services.crawler.fetch import Answer
from services.crawler.listing import Listing, Unreadable
from services.crawler.robots import read_robots
from services.crawler.sitemaps import read_sitemap

_URL = "http://host.example/list"


def feeds_and_sitemaps(folder: Path) -> dict[str, object]:
    """Counts over every file of a folder."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    found = [_found(file.read_bytes()) for file in files]
    pairs = list(zip(found, [_feedparser_alone(file.read_bytes()) for file in files], strict=True))
    return {
        "files": len(files),
        "crashes": sum(isinstance(count, str) for count in found),
        "pages listed": sum(count for count in found if isinstance(count, int)),
        "entries with a link, feedparser alone": sum(alone for _, alone in pairs),
        "files where ours lists fewer": sum(isinstance(count, int) and count < alone for count, alone in pairs),
        "files where ours lists more": sum(isinstance(count, int) and count > alone for count, alone in pairs),
        "named": sorted({count for count in found if isinstance(count, str)}),
    }


def robots(folder: Path) -> dict[str, object]:
    """Counts over every robots.txt of a folder."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    crashes = sorted(set(_crashes_of_robots(files)))
    return {"files": len(files), "crashes": len(crashes), "named": crashes}


def _crashes_of_robots(files: list[Path]) -> Iterator[str]:
    for file in files:
        try:
            answer = Answer(url="http://host.example/robots.txt", status=200, headers=(), body=file.read_bytes())
            rules = read_robots(answer, datetime.now(UTC), 86_400.0, 300.0)
            rules.allows("http://host.example/news/1?id=2", "Masar")
            rules.delay("Masar")
        except Exception as error:  # any of them would be a crash of the crawler
            yield f"{file.name}: {type(error).__name__}: {error}"


def _found(body: bytes) -> int | str:
    try:
        return max(_listed(lambda: read_feed(body, _URL, None)), _listed(lambda: read_sitemap(body, _URL, 1_000_000)))
    except Exception as error:  # any of them would be a crash of the crawler
        return f"{type(error).__name__}: {error}"


def _listed(read: Callable[[], Listing]) -> int:
    try:
        listing = read()
    except Unreadable:
        return 0
    return len(listing.pages) + len(listing.further)


def _feedparser_alone(body: bytes) -> int:
    with warnings.catch_warnings(), contextlib.suppress(Exception):  # what it cannot read counts as nothing
        warnings.simplefilter("ignore")
        feed = feedparser.parse(body, sanitize_html=False)
        return len({entry.get("link") for entry in feed.entries if entry.get("link")})
    return 0
