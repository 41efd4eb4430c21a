"""The inverted index: which articles hold a fingerprint, the likeliest origin first."""

from bisect import bisect_left
from collections.abc import Iterable

from msgspec import Struct, field

from lineage.postings import Holders, Postings
from lineage.standing import Standing

# A passage is traced to the first so many articles that print it. However often it is printed again, one more
# article is compared with no more than these for each of its fingerprints.
FIRST_HOLDERS = 12
# Those that come after so many others are compared with the first few only: they are in one story all the same, and
# an origin that comes late to hundreds of copies changes the account of few.
MANY_HOLDERS = 48
FIRST_OF_MANY = 4
# What keeps being printed is the house's background and no copy: a shingle that comes back in so many spells, each
# beginning at least so many seconds (30 days) after the one before, makes no two articles related by itself.
WORN_SPELLS = 6
SPELL = 30 * 86_400.0


class Disturbed(Struct):
    """Pairs (earlier, later) that a change of the index makes comparable, or no longer for a fingerprint."""

    gained: set[tuple[Standing, Standing]] = field(default_factory=set)
    lost: set[tuple[Standing, Standing]] = field(default_factory=set)


class Index:
    """Holders by fingerprint. Two articles are comparable if they share one that is not worn and, among its holders,
    the earlier stands within reach of the later."""

    def __init__(self) -> None:
        self._postings = Postings()

    def add(self, article: Standing, fingerprints: Iterable[int]) -> Disturbed:
        """Take an article in. Its own pairs are gained; those that it wears out or crowds out are lost."""
        disturbed = Disturbed()
        number = self._postings.enter(article)
        for fingerprint in fingerprints:
            former = self._postings.holders(fingerprint)
            place, was_worn = bisect_left(former, article), _worn(former)
            holders = self._postings.put(fingerprint, number, former, place)
            if len(holders) > 1 and not was_worn:
                _put_in(holders, place, disturbed)
        return disturbed

    def remove(self, article: Standing, fingerprints: Iterable[int]) -> Disturbed:
        """Forget an article: pairs that it wore out or crowded out are gained. Its own are not listed."""
        disturbed = Disturbed()
        number = None
        for fingerprint in fingerprints:
            former = self._postings.holders(fingerprint)
            place, was_worn = bisect_left(former, article), _worn(former)
            number = self._postings.drop(fingerprint, place)
            holders = self._postings.holders(fingerprint)
            if was_worn and not _worn(holders):
                disturbed.gained |= _pairs(holders[:])
            elif not was_worn:
                disturbed.gained |= _at_the_brink(holders, place, moved=-1)
        if number is not None:
            self._postings.leave(number)
        return disturbed

    def comparable(self, earlier: Standing, later: Standing, shared: Iterable[int]) -> bool:
        """Whether one of the fingerprints that the two share makes them comparable."""
        return any(_counts(earlier, later, self._postings.holders(fingerprint)) for fingerprint in shared)


def _put_in(holders: Holders, place: int, disturbed: Disturbed) -> None:
    if _worn(holders):
        disturbed.lost |= _pairs(holders[:place] + holders[place + 1 :])
        return
    article = holders[place]
    disturbed.gained |= {(earlier, article) for earlier in holders[: min(place, _reach(place))]}
    if place < FIRST_HOLDERS:
        end = len(holders) if place < FIRST_OF_MANY else MANY_HOLDERS
        disturbed.gained |= {(article, later) for later in holders[place + 1 : end]}
    disturbed.lost |= _at_the_brink(holders, place, moved=0)


def _reach(place: int) -> int:
    """How many of the first holders the one at a place is compared with."""
    return FIRST_HOLDERS if place < MANY_HOLDERS else FIRST_OF_MANY


def _at_the_brink(holders: Holders, place: int, moved: int) -> set[tuple[Standing, Standing]]:
    """The pairs that fall out of reach when a holder is put in at a place (`moved` 0) or come back when one is taken
    out there (-1)."""
    first, few, many = FIRST_HOLDERS + moved, FIRST_OF_MANY + moved, MANY_HOLDERS + moved
    brink: set[tuple[Standing, Standing]] = set()
    if place < FIRST_HOLDERS and len(holders) > first:
        brink |= {(holders[first], later) for later in holders[first + 1 : MANY_HOLDERS]}
    if place < FIRST_OF_MANY and len(holders) > many:
        brink |= {(holders[few], later) for later in holders[many:]}
    if place < MANY_HOLDERS and len(holders) > many:
        brink |= {(earlier, holders[many]) for earlier in holders[FIRST_OF_MANY : first + 1]}
    return brink


def _pairs(holders: list[Standing]) -> set[tuple[Standing, Standing]]:
    return {(earlier, later) for place, later in enumerate(holders) for earlier in holders[: min(place, _reach(place))]}


def _counts(earlier: Standing, later: Standing, holders: Holders) -> bool:
    if earlier not in holders[:FIRST_OF_MANY]:
        late = len(holders) > MANY_HOLDERS and later >= holders[MANY_HOLDERS]
        if late or earlier not in holders[FIRST_OF_MANY:FIRST_HOLDERS]:
            return False
    return not _worn(holders)


def _worn(holders: Holders) -> bool:
    if len(holders) < WORN_SPELLS:
        return False
    place = 0
    for _ in range(WORN_SPELLS - 1):
        place = bisect_left(holders, holders[place].at + SPELL, lo=place, key=_at)
        if place == len(holders):
            return False
    return True


def _at(standing: Standing) -> float:
    return standing.at
