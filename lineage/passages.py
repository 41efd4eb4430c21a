"""Passages that two texts share, found by seeds that are extended and chained."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from lineage.words import Words

# Words in a seed; runs of equal words shorter than this are only found between longer ones.
SEED = 3
# A passage holds a run of equal words as long as a shingle, and as many fresh words as winnowing is sure to find.
LEAST_RUN = 5
LEAST_FRESH = 8
# Words that are compared at once where two texts run alike; any number gives the same passages.
STRIDE = 16
# Words that may be changed, cut or put in before a passage ends and another begins.
WIDEST_GAP = 8


class Run(Struct, frozen=True, gc=False):
    """`length` equal words, from `start` here and from `other` there (places of words)."""

    start: int
    other: int
    length: int


class Shared(Struct, frozen=True, gc=False):
    """One passage: its runs in order, with changed words between them. The last two fields count words."""

    runs: tuple[Run, ...]
    matched: int
    fresh: int

    @property
    def here(self) -> tuple[int, int]:
        """The first word of the passage and the one after its last."""
        return self.runs[0].start, self.runs[-1].start + self.runs[-1].length

    @property
    def there(self) -> tuple[int, int]:
        """The same in the other text."""
        return self.runs[0].other, self.runs[-1].other + self.runs[-1].length


def shared_passages(words: Words, other: Words, *, other_stays: bool = False) -> tuple[Shared, ...]:
    """The passages of `words` that stand in `other` too, in the order of `words`, never overlapping there.

    `other_stays` promises speed and nothing else: the calls to come have the same `other`, not the same `words`.
    """
    matches = _matches_with(other.hashes, words.hashes) if other_stays else _matches(words.hashes, other.hashes)
    chains = _chained(_runs(words.hashes, other.hashes, matches))
    passages = (_passage(chain, words, other) for chain in chains if max(run.length for run in chain) >= LEAST_RUN)
    return tuple(passage for passage in passages if passage.fresh >= LEAST_FRESH)


def _matches(words: Sequence[int], other: Sequence[int]) -> Mapping[int, list[int]]:
    """Where the seed at a place of `words` stands in `other`."""
    seeds_here = _seed_places(tuple(words))
    matches: dict[int, list[int]] = {}
    for place, first in enumerate(map(seeds_here.first.get, _seeds(other))):
        if first is not None:
            for start in seeds_here.places(first):
                matches.setdefault(start, []).append(place)
    return matches


def _matches_with(other: Sequence[int], words: Sequence[int]) -> Mapping[int, list[int]]:
    seeds_there = _seed_places(tuple(other))
    found = enumerate(map(seeds_there.first.get, _seeds(words)))
    return {start: list(seeds_there.places(first)) for start, first in found if first is not None}


def _runs(words: Sequence[int], other: Sequence[int], matches: Mapping[int, list[int]]) -> Iterator[Run]:
    last: Run | None = None
    covered = 0
    for start in sorted(matches):
        if start >= covered:
            last = _best_run(words, other, start, matches[start], last)
            covered = start + last.length
            yield last


class _SeedPlaces(Struct, frozen=True, gc=False):
    """Where each seed of a text stands. `following` has for each place the next one with the same seed, null after the
    last: one list for a text where a list for each seed kept the garbage collector at work."""

    first: dict[tuple[int, ...], int]
    following: list[int | None]

    def places(self, first: int) -> Iterator[int]:
        """A place and those that hold the same seed after it, in their order."""
        place: int | None = first
        while place is not None:
            yield place
            place = self.following[place]


@lru_cache(maxsize=64)  # an article that enters is compared with many
def _seed_places(words: tuple[int, ...]) -> _SeedPlaces:
    first: dict[tuple[int, ...], int] = {}
    following: list[int | None] = [None] * len(words)
    for place, seed in reversed(list(enumerate(_seeds(words)))):
        following[place] = first.get(seed)
        first[seed] = place
    return _SeedPlaces(first, following)


def _seeds(words: Sequence[int]) -> Iterator[tuple[int, ...]]:
    return zip(*(words[start:] for start in range(SEED)), strict=False)


def _best_run(words: Sequence[int], other: Sequence[int], start: int, places: Sequence[int], last: Run | None) -> Run:
    runs = [Run(start, place, _length(words, other, start, place)) for place in places]
    if len(runs) == 1:
        return runs[0]
    return max(runs, key=lambda run: (run.length + (WIDEST_GAP if last and _continues(last, run) else 0), -run.other))


def _length(words: Sequence[int], other: Sequence[int], start: int, place: int) -> int:
    length = SEED
    longest = min(len(words) - start, len(other) - place)
    while length + STRIDE <= longest and _alike(words, other, start + length, place + length):
        length += STRIDE
    while length < longest and words[start + length] == other[place + length]:
        length += 1
    return length


def _alike(words: Sequence[int], other: Sequence[int], start: int, place: int) -> bool:
    return words[start : start + STRIDE] == other[place : place + STRIDE]


def _continues(run: Run, following: Run) -> bool:
    gap = following.start - run.start - run.length
    other_gap = following.other - run.other - run.length
    return 0 <= gap <= WIDEST_GAP and 0 <= other_gap <= WIDEST_GAP


def _chained(runs: Iterator[Run]) -> list[list[Run]]:
    chains: list[list[Run]] = []
    for run in runs:
        if chains and _continues(chains[-1][-1], run):
            chains[-1].append(run)
        else:
            chains.append([run])
    return chains


def _passage(chain: Sequence[Run], words: Words, other: Words) -> Shared:
    runs = [chain[0]]
    for run, following in pairwise(chain):
        runs += _between(run, following, words.hashes, other.hashes)
        runs.append(following)
    fresh = sum(words.fresh.count(1, run.start, run.start + run.length) for run in runs)
    return Shared(tuple(runs), sum(run.length for run in runs), fresh)


def _between(run: Run, following: Run, words: Sequence[int], other: Sequence[int]) -> Iterator[Run]:
    start, place = run.start + run.length, run.other + run.length
    here, there = words[start : following.start], other[place : following.other]
    if set(here).isdisjoint(there):
        return
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    for match in matcher.get_matching_blocks():
        if match.size:
            yield Run(start + match.a, place + match.b, match.size)
