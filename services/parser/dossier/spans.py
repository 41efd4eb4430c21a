"""Stretches of a text that are taken, asked in the logarithm of their number whether another one overlaps any."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """The [start, end) stretches of one text."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))  # where those till here end at the latest

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of them overlaps [start, end)."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start
