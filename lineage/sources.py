"""The sources of an article: the earlier ones with which it is to be compared, by what they share with it."""

from collections import Counter
from collections.abc import Sequence
from heapq import nsmallest

from msgspec import Struct

from lineage.postings import Postings
from lineage.standing import Standing

# However many share passages with an article, its sources are those that share most fingerprints, and those that were
# the first to print most of them: a short passage of another story has its source among these, however many copies
# there are of the rest.
CLOSEST = 12
PRINTED_FIRST = 4
# Fewer shared fingerprints are a turn of phrase: the least number, where the shorter text has so many words or more.
LEAST_SHARED = ((160, 3), (80, 2), (0, 1))


class Sources(Struct, frozen=True, gc=False):
    """The page ids of the earlier articles with which one is to be compared. `enough`: who shares fewer fingerprints
    with it would not be one of them, and need not be weighed."""

    pages: frozenset[str] = frozenset()
    enough: int = 0


class Shares:
    """With whom an article shares its fingerprints, by the numbers of the postings."""

    def __init__(self, article: Standing, postings: Postings) -> None:
        self._article = article
        self._postings = postings
        self._shared: Counter[int] = Counter()
        self._first: Counter[int] = Counter()

    def count(self, numbers: Sequence[int]) -> None:
        """The first holders of one more fingerprint, those before the article."""
        self._shared.update(numbers)
        self._first.update(numbers[:1])

    def sources(self) -> Sources:
        """Those of them that count."""
        standing = self._postings.standing
        related = {
            standing(number): number
            for number, count in self._shared.items()
            if is_enough(count, standing(number), self._article)
        }
        closest = nsmallest(CLOSEST, related, key=lambda each: (-self._shared[related[each]], each))
        printed_first = (each for each in related if related[each] in self._first)
        first = nsmallest(PRINTED_FIRST, printed_first, key=lambda each: (-self._first[related[each]], each))
        enough = self._shared[related[closest[-1]]] if len(closest) == CLOSEST else 0
        return Sources(frozenset(each.page_id for each in (*closest, *first)), enough)


def is_enough(shared: int, one: Standing, other: Standing) -> bool:
    """Whether so many shared fingerprints are more than a turn of phrase."""
    if shared >= LEAST_SHARED[0][1]:
        return True
    words = min(-one.lacking, -other.lacking)
    return shared >= next(least for long, least in LEAST_SHARED if words >= long)
