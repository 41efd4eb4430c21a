"""What our tracing reports of a set of articles: pairs with their shares, and families."""

from collections.abc import Iterable

from msgspec import Struct

from contracts.article import Story
from evaluation.lineage.copies import Pair, pair_of
from lineage.entry import LineageArticle
from lineage.lineage import Lineage


class Reported(Struct, frozen=True):
    """`pairs` holds the share of the shorter text for every pair that shares passages; `families` the story ids."""

    pairs: dict[Pair, float]
    families: dict[str, str]


def report(articles: Iterable[LineageArticle]) -> Reported:
    """Trace the articles and read the pairs out of their stories."""
    lineage = Lineage.restore(articles)
    told = {entry.page_id: lineage.story_of(entry.page_id) for entry in lineage.entries()}
    pairs = {pair: share for page, story in told.items() for pair, share in _pairs(page, story)}
    return Reported(pairs, {page: story.id for page, story in told.items()})


def _pairs(page: str, story: Story) -> Iterable[tuple[Pair, float]]:
    # of the two shares that of the shorter text is the larger
    return ((pair_of(page, each.page_id), max(each.shared, each.of_other)) for each in story.relatives)
