"""The inverted index: which articles hold a fingerprint, the likeliest origin first."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from msgspec import Struct

from lineage.disturbed import Disturbed
from lineage.postings import Holders, Postings
from lineage.sources import Shares, Sources
from lineage.standing import Standing

# A passage is looked for in the first so many articles that print it.
FIRST_HOLDERS = 16
# What keeps being printed is the house's background and no copy: a shingle that comes back in so many spells, each
# beginning at least so many seconds (30 days) after the one before, makes no two articles related by itself.
WORN_SPELLS = 6
SPELL = 30 * 86_400.0


class Entered(Struct, frozen=True):
    """What one more article changes: its own sources, and the pages of others that may have new ones."""

    sources: Sources
    disturbed: set[str]


class Index:
    """Holders by fingerprint, and from them each article's sources: at most CLOSEST + PRINTED_FIRST, which follow from
    the set of articles alone, whatever the order of arrival."""

    def __init__(self) -> None:
        self._postings = Postings()

    def add(self, article: Standing, fingerprints: Iterable[int], sources: Mapping[str, Sources]) -> Entered:
        """Take an article in; `sources` has those of the others, by page id, as they were before."""
        shares, disturbed = Shares(article, self._postings), Disturbed(article, sources, FIRST_HOLDERS)
        number = self._postings.enter(article)
        for fingerprint in fingerprints:
            former = self._postings.holders(fingerprint)
            place, was_worn = bisect_left(former, article), _worn(former)
            holders = self._postings.put(fingerprint, number, former, place)
            if was_worn or len(holders) == 1:
                continue
            if _worn(holders):
                disturbed.all(holders)
            else:
                shares.count(holders.numbers(min(place, FIRST_HOLDERS)))
                disturbed.by_one_more(holders, place)
        return Entered(shares.sources(), disturbed.pages())

    def remove(self, article: Standing, fingerprints: Iterable[int]) -> set[str]:
        """Forget an article. Returns the pages of others that may have new sources."""
        disturbed: set[str] = set()
        number = None
        for fingerprint in fingerprints:
            former = self._postings.holders(fingerprint)
            place, was_worn = bisect_left(former, article), _worn(former)
            number = self._postings.drop(fingerprint, place)
            holders = self._postings.holders(fingerprint)
            if not _worn(holders):
                later = holders if was_worn else holders[place:] if place < FIRST_HOLDERS else ()
                disturbed.update(holder.page_id for holder in later)
        if number is not None:
            self._postings.leave(number)
        return disturbed

    def sources(self, article: Standing, fingerprints: Iterable[int]) -> Sources:
        """The sources of an article that is in."""
        shares = Shares(article, self._postings)
        for fingerprint in fingerprints:
            holders = self._postings.holders(fingerprint)
            if len(holders) > 1 and not _worn(holders):
                shares.count(holders.numbers(_before(holders, article)))
        return shares.sources()


def _before(holders: Holders, article: Standing) -> int:
    """How many of the first holders stand before an article."""
    if len(holders) > FIRST_HOLDERS and holders[FIRST_HOLDERS - 1] < article:
        return FIRST_HOLDERS
    return bisect_left(holders, article, hi=min(len(holders), FIRST_HOLDERS))


def _worn(holders: Holders) -> bool:
    if len(holders) < WORN_SPELLS or holders[len(holders) - 1].at - holders[0].at < (WORN_SPELLS - 1) * SPELL:
        return False
    place = 0
    for _ in range(WORN_SPELLS - 1):
        place = bisect_left(holders, holders[place].at + SPELL, lo=place, key=_at)
        if place == len(holders):
            return False
    return True


def _at(standing: Standing) -> float:
    return standing.at
