"""The inverted index: which articles hold a fingerprint, the likeliest origin first."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from services.parser.lineage.postings import Holders, Postings
from services.parser.lineage.standing import Standing

# A passage is traced to the first so many articles that print it. However often it is printed again, one more
# article is compared with no more than these for each of its fingerprints.
FIRST_HOLDERS = 12
# What more than so many articles print is compared with its first few only: they are in one story all the same, and
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
    """Holders by fingerprint. Two articles are comparable if they share one that is not worn and whose first
    holders count the earlier of the two."""

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
            if place < _counted(len(former)) and not was_worn:
                disturbed.gained |= _at_the_brink(former)
            number = self._postings.drop(fingerprint, place)
            holders = self._postings.holders(fingerprint)
            if (was_worn or len(holders) == MANY_HOLDERS) and not _worn(holders):
                disturbed.gained |= _pairs(holders[:], _counted(len(holders)))
        if number is not None:
            self._postings.leave(number)
        return disturbed

    def comparable(self, earlier: Standing, shared: Iterable[int]) -> bool:
        """Whether one of the fingerprints that an article shares with a later one makes the two comparable."""
        return any(earlier in _first(self._postings.holders(fingerprint)) for fingerprint in shared)


def _put_in(holders: Holders, place: int, disturbed: Disturbed) -> None:
    if _worn(holders):
        disturbed.lost |= _pairs(holders[:place] + holders[place + 1 :], FIRST_HOLDERS)
        return
    article, counted = holders[place], _counted(len(holders))
    if len(holders) == MANY_HOLDERS + 1:
        disturbed.lost |= _pairs(holders[:place] + holders[place + 1 :], FIRST_HOLDERS)
    disturbed.gained |= {(earlier, article) for earlier in holders[: min(place, counted)]}
    if place < counted:
        disturbed.gained |= {(article, later) for later in holders[place + 1 :]}
        disturbed.lost |= _at_the_brink(holders)


def _at_the_brink(holders: Holders) -> set[tuple[Standing, Standing]]:
    # the first that is not among the first holders, with all after it
    beyond = holders[_counted(len(holders)) :]
    return {(beyond[0], later) for later in beyond[1:]}


def _pairs(holders: list[Standing], counted: int) -> set[tuple[Standing, Standing]]:
    return {(earlier, later) for place, earlier in enumerate(holders[:counted]) for later in holders[place + 1 :]}


def _counted(holders: int) -> int:
    return FIRST_HOLDERS if holders <= MANY_HOLDERS else FIRST_OF_MANY


def _first(holders: Sequence[Standing]) -> Sequence[Standing]:
    return () if _worn(holders) else holders[: _counted(len(holders))]


def _worn(holders: Sequence[Standing]) -> bool:
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
