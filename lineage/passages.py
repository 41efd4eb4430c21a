"""Passages that two texts share, found by seeds that are extended and chained."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from lineage.words import Words

# Bytes of a word's number, bits of a word's place.
WORD = array("I").itemsize
PLACE = 32
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
    here, there = words.hashes.tobytes(), other.hashes.tobytes()
    matches = _matches_with(there, here) if other_stays else _matches(here, there)
    chains = _chained(_runs(words.hashes, other.hashes, matches))
    passages = (_passage(chain, words, other) for chain in chains if max(run.length for run in chain) >= LEAST_RUN)
    return tuple(passage for passage in passages if passage.fresh >= LEAST_FRESH)


def _matches(words: bytes, other: bytes) -> list[int]:
    """Where the seeds of `words` stand in `other`, both as bytes: sorted numbers, the place in `words` in their upper
    bits and that in `other` in the lower ones."""
    seeds_here = _seed_places(words)
    found = enumerate(map(seeds_here.first.get, _seeds(other)))
    return sorted(
        start << PLACE | place for place, first in found if first is not None for start in seeds_here.places(first)
    )


def _matches_with(other: bytes, words: bytes) -> list[int]:
    seeds_there = _seed_places(other)
    found = enumerate(map(seeds_there.first.get, _seeds(words)))
    return [
        start << PLACE | place for start, first in found if first is not None for place in seeds_there.places(first)
    ]


def _runs(words: Sequence[int], other: Sequence[int], matches: Sequence[int]) -> Iterator[Run]:
    last: Run | None = None
    at = 0
    while at < len(matches):
        start = matches[at] >> PLACE
        end = bisect_left(matches, start + 1 << PLACE, lo=at)
        places = [match & ((1 << PLACE) - 1) for match in matches[at:end]]
        last = _best_run(words, other, start, places, last)
        yield last
        at = bisect_left(matches, start + last.length << PLACE, lo=end)


class _SeedPlaces(Struct, frozen=True, gc=False):
    """Where each seed of a text stands. `following` has for each place the next one with the same seed, null after the
    last. A tuple and a list for each seed, in place of bytes and one list for a text, would keep the garbage collector
    at work."""

    first: dict[bytes, int]
    following: list[int | None]

    def places(self, first: int) -> Iterator[int]:
        """A place and those that hold the same seed after it, in their order."""
        place: int | None = first
        while place is not None:
            yield place
            place = self.following[place]


@lru_cache(maxsize=64)  # an article that enters is compared with many
def _seed_places(words: bytes) -> _SeedPlaces:
    seeds = list(_seeds(words))
    first: dict[bytes, int] = {}
    following: list[int | None] = [None] * len(seeds)
    for place in reversed(range(len(seeds))):
        following[place] = first.get(seeds[place])
        first[seeds[place]] = place
    return _SeedPlaces(first, following)


def _seeds(words: bytes) -> Iterator[bytes]:
    return (words[start : start + SEED * WORD] for start in range(0, len(words) - (SEED - 1) * WORD, WORD))


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
