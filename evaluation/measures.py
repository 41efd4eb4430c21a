"""Precision, recall and F1 from counts."""

from collections.abc import Collection, Iterable
from typing import TypeVar

from msgspec import Struct

_Item = TypeVar("_Item")


class Score(Struct, frozen=True):
    """How many were found and right, found and wrong, missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was found, the share that is right; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what there is, the share found; 1 where there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        counts = f"{self.right} right, {self.wrong} wrong, {self.missed} missed"
        return f"precision {self.precision:.3f}  recall {self.recall:.3f}  F1 {self.f1:.3f}  ({counts})"


def score_of(pairs: Iterable[tuple[Collection[_Item], Collection[_Item]]]) -> Score:
    """The score over pairs of (found, gold) sets."""
    right = wrong = missed = 0
    for found, gold in pairs:
        both = sum(item in gold for item in found)
        right, wrong, missed = right + both, wrong + len(found) - both, missed + len(gold) - both
    return Score(right, wrong, missed)
