"""The exact check: what two texts truly share, by comparing all their word 5-grams."""

from collections.abc import Iterable

from lineage.entry import LineageArticle
from lineage.tokens import split

Gram = tuple[str, ...]


class Exact:
    """The words and 5-grams of a set of articles, in search form, by page id."""

    def __init__(self, articles: Iterable[LineageArticle]) -> None:
        self._words = {each.page_id: split(each.body) for each in articles}
        self._grams = {page: set(_grams(words)) for page, words in self._words.items()}

    def containment(self, one: str, other: str) -> float:
        """The share of the 5-grams of the text with fewer of them that the other holds too."""
        smaller = min(len(self._grams[one]), len(self._grams[other]))
        return len(self._grams[one] & self._grams[other]) / smaller if smaller else 0.0

    def coverage(self, one: str, other: str) -> float:
        """The share of the shorter text's words that stand in a 5-gram which the other holds too."""
        shorter, longer = sorted((one, other), key=lambda page: len(self._words[page]))
        words = self._words[shorter]
        shared = [start for start, gram in enumerate(_grams(words)) if gram in self._grams[longer]]
        return len({start + step for start in shared for step in range(5)}) / len(words) if words else 0.0

    def grams(self, page: str) -> set[Gram]:
        """The 5-grams of an article."""
        return self._grams[page]


def _grams(words: list[str]) -> list[Gram]:
    return list(zip(*(words[start:] for start in range(5)), strict=False))
