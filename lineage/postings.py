"""Who holds a fingerprint, in sorted columns: a few bytes for each where a dict of lists takes a hundred."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import overload

from lineage.standing import Standing

# With a hundred thousand articles a shard holds some six hundred postings, and putting one in moves 2 KB.
SHARDS = 1 << 14


class Holders(Sequence[Standing]):
    """The holders of one fingerprint in the order of standing; a view that does not outlive a change."""

    def __init__(self, numbers: Sequence[int], start: int, end: int, standings: Sequence[Standing]) -> None:
        self._numbers = numbers
        self.start = start
        self._end = end
        self._standings = standings

    def __len__(self) -> int:
        return self._end - self.start

    def numbers(self, end: int) -> Sequence[int]:
        """The numbers of the holders before a place."""
        return self._numbers[self.start : self.start + end]

    @overload
    def __getitem__(self, place: int) -> Standing: ...
    @overload
    def __getitem__(self, place: slice) -> list[Standing]: ...
    def __getitem__(self, place: int | slice) -> Standing | list[Standing]:
        if isinstance(place, slice):
            start, end, step = place.indices(len(self))
            chosen = self._numbers[self.start + start : self.start + end : step]
            return [self._standings[number] for number in chosen]
        if not 0 <= place < self._end - self.start:
            message = f"no holder at place {place}: counted from 0 there are {len(self)}"
            raise IndexError(message)
        return self._standings[self._numbers[self.start + place]]


class Postings:
    """The holders of every fingerprint. An article has one number for all its postings."""

    def __init__(self) -> None:
        self._shards = [(array("I"), array("I")) for _ in range(SHARDS)]
        self._standings: list[Standing] = []
        self._free: list[int] = []

    def enter(self, article: Standing) -> int:
        """A number for an article, to be given back with `leave`."""
        if self._free:
            number = self._free.pop()
            self._standings[number] = article
        else:
            number = len(self._standings)
            self._standings.append(article)
        return number

    def leave(self, number: int) -> None:
        """Take back the number of an article that holds nothing any more."""
        self._free.append(number)

    def standing(self, number: int) -> Standing:
        """The article that has a number."""
        return self._standings[number]

    def holders(self, fingerprint: int) -> Holders:
        """The holders as they are now."""
        keys, numbers = self._shards[fingerprint % SHARDS]
        start = end = bisect_left(keys, fingerprint)
        if start < len(keys) and keys[start] == fingerprint:
            end = bisect_right(keys, fingerprint, lo=start)
        return Holders(numbers, start, end, self._standings)

    def put(self, fingerprint: int, number: int, former: Holders, place: int) -> Holders:
        """Make an article the holder at a place among the holders so far. Returns the holders then."""
        keys, numbers = self._shards[fingerprint % SHARDS]
        keys.insert(former.start + place, fingerprint)
        numbers.insert(former.start + place, number)
        return Holders(numbers, former.start, former.start + len(former) + 1, self._standings)

    def drop(self, fingerprint: int, place: int) -> int:
        """Take the holder at a place out. Returns its number."""
        keys, numbers = self._shards[fingerprint % SHARDS]
        at = bisect_left(keys, fingerprint) + place
        keys.pop(at)
        return numbers.pop(at)
