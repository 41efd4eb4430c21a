"""A baseline that knows no dossier: TF-IDF of words with logistic regression, cross-validated on the labelled texts."""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from contracts.search_form import folded

_Matrix = NDArray[numpy.float64]
_WORD = re.compile(r"\w+")
_STEPS, _RATE, _DECAY = 400, 2.0, 1e-3  # plain gradient descent; with fewer than a hundred texts it settles well before


def cross_validated(texts: Sequence[str], labels: Sequence[bool], blocks: Sequence[str], folds: int = 5) -> list[bool]:
    """What the model says of each text when trained on the other folds; texts of one block share a fold."""
    order = {block: at % folds for at, block in enumerate(dict.fromkeys(blocks))}
    said = [False] * len(texts)
    for fold in range(folds):
        held = [at for at, block in enumerate(blocks) if order[block] == fold]
        rest = [at for at in range(len(texts)) if at not in set(held)]
        weights = _Weights([texts[at] for at in rest], [labels[at] for at in rest])
        for at in held:
            said[at] = weights.says(texts[at])
    return said


class _Weights:
    """A logistic regression trained on texts and their labels, either label weighing as much in all."""

    def __init__(self, texts: Sequence[str], labels: Sequence[bool]) -> None:
        bags = [Counter(_words(text)) for text in texts]
        frequency = Counter(word for bag in bags for word in bag)
        self._rarity = {word: math.log(len(bags) / count) + 1.0 for word, count in frequency.items()}
        self._place = {word: at for at, word in enumerate(self._rarity)}
        rows = numpy.array([self._row(bag) for bag in bags])
        wanted = numpy.array(labels, dtype=float)
        balance = numpy.where(wanted > 0, 0.5 / max(wanted.sum(), 1), 0.5 / max((1 - wanted).sum(), 1))
        self._weights = numpy.zeros(len(self._rarity))
        self._bias = 0.0
        for _ in range(_STEPS):
            error = (1 / (1 + numpy.exp(-(rows @ self._weights + self._bias))) - wanted) * balance
            self._weights -= _RATE * (rows.T @ error + _DECAY * self._weights)
            self._bias -= _RATE * float(error.sum())

    def says(self, text: str) -> bool:
        return float(self._row(Counter(_words(text))) @ self._weights) + self._bias > 0

    def _row(self, bag: Counter[str]) -> _Matrix:
        row = numpy.zeros(len(self._rarity))
        for word, count in bag.items():
            if word in self._place:
                row[self._place[word]] = (1 + math.log(count)) * self._rarity[word]
        length = float(numpy.linalg.norm(row))
        return row / length if length else row


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))
