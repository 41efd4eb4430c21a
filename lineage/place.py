"""An article's place among its relatives: what it derives from, and what joins it to a story."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from lineage.links import Known, Link
from lineage.standing import reason

Role = Literal["origin", "reprint", "excerpt", "independent"]

# Shares of words. Below DERIVED an article quotes what others print and is an account of its own; a reprint keeps
# MOST of its origin and is MOST made of it. Sources within NEARLY of the best are equal, and the earliest is taken.
DERIVED = 0.3
MOST = 0.5
NEARLY = 0.1

NO_SOURCE = "no earlier source"
OWN_TEXT = "own text around shared passages"


class Place(Struct, frozen=True, gc=False):
    """`origin` is the page that the article derives from, null where it derives from none. `tied` are the earlier
    pages that make it one story with them."""

    origin: str | None
    role: Role
    reason: str
    tied: frozenset[str] = frozenset()


def place_of(article: Known, links: Mapping[str, Link], articles: Mapping[str, Known]) -> Place:
    """The place of an article, from its links with earlier ones alone."""
    if not links:
        return Place(None, "independent", NO_SOURCE)
    origin = _origin(article, links, articles)
    closest = min(links, key=lambda page: (-links[page].here, articles[page].standing))
    tied = {page for page, linked in links.items() if _mostly_shared(article, linked, articles[page])}
    if origin is None:
        return Place(None, "independent", OWN_TEXT, frozenset({closest, *tied}))
    kept = links[origin].there / len(articles[origin].words)
    role: Role = "reprint" if share(article, links[origin]) >= MOST and kept >= MOST else "excerpt"
    why = reason(articles[origin].standing, article.standing)
    return Place(origin, role, why, frozenset({origin, *tied}))


def _mostly_shared(article: Known, linked: Link, other: Known) -> bool:
    return share(article, linked) >= MOST or linked.there / len(other.words) >= MOST


def share(article: Known, linked: Link) -> float:
    """The share of the article's words that the link covers."""
    return linked.here / len(article.words)


def _origin(article: Known, links: Mapping[str, Link], articles: Mapping[str, Known]) -> str | None:
    best = max(share(article, linked) for linked in links.values())
    if best < DERIVED:
        return None
    near = [page for page, linked in links.items() if share(article, linked) >= max(DERIVED, best - NEARLY)]
    return min(near, key=lambda page: articles[page].standing)
