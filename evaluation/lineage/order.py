"""Random orders with restarts in between: do they end in the same stories, to the byte?"""

import hashlib
import random
from collections.abc import Iterable, Sequence

import msgspec

from lineage.entry import LineageArticle
from lineage.lineage import Lineage

RESTARTS = 3


def endings(articles: Sequence[LineageArticle], orders: int) -> set[str]:
    """The digests of the final stories after each of so many random orders; one where all end alike."""
    return {_digest(_run(articles, random.Random(seed))) for seed in range(orders)}  # noqa: S311 # no secrets


def _run(articles: Sequence[LineageArticle], draw: random.Random) -> Lineage:
    lineage = Lineage()
    restarts = set(draw.sample(range(len(articles)), RESTARTS))
    for number, article in enumerate(draw.sample(articles, len(articles))):
        lineage.add(article)
        if number in restarts:
            lineage = Lineage.restore(_stored(lineage.entries()))
    return lineage


def _stored(entries: Iterable[LineageArticle]) -> list[LineageArticle]:
    return msgspec.json.decode(msgspec.json.encode(list(entries)), type=list[LineageArticle])


def _digest(lineage: Lineage) -> str:
    pages = sorted(entry.page_id for entry in lineage.entries())
    stories = b"\n".join(msgspec.json.encode((page, lineage.story_of(page))) for page in pages)
    return hashlib.sha256(stories).hexdigest()
