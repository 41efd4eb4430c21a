"""The search benchmark: sentences, and queries with the sentences in which their lemma occurs."""

from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

_Row = TypeVar("_Row", bound=Struct)

# The three sets of queries, by their number in the file.
SETS = {1: "single words", 2: "pairs", 3: "misspelt"}
# Ranks that count for recall, and how many hits are looked at for the share of hits that are right.
SHOWN, LOOKED_AT = 20, 200


class Sentence(Struct, frozen=True):
    """A document."""

    id: str
    text: str


class Query(Struct, frozen=True):
    """A query, the number of its set, and the ids of all documents that answer it."""

    q: str
    set: int
    rel: tuple[str, ...]


class Rates(Struct, frozen=True):
    """What one analysis achieves on one set: means over its queries, each from 0 to 1.

    `recall` among the first 20 hits (of at most 20 that there are), `right` the share of all hits that answer the
    query (of the first 200), `empty` the share of queries with no hit at all.
    """

    recall: float
    right: float
    empty: float


class Answer(Struct, frozen=True):
    """The ids found, best first, at most LOOKED_AT."""

    ids: tuple[str, ...]


def read_sentences(folder: Path) -> list[Sentence]:
    """The documents of ../shared/eval/search."""
    return _read(folder / "docs.jsonl", Sentence)


def read_queries(folder: Path) -> list[Query]:
    """The queries of ../shared/eval/search."""
    return _read(folder / "queries.jsonl", Query)


def rates(queries: list[Query], answers: list[Answer]) -> Rates:
    """The rates over queries and their answers, in the same order."""
    judged = [_judged(query, answer) for query, answer in zip(queries, answers, strict=True)]
    count = len(judged) or 1
    return Rates(*(sum(figures) / count for figures in zip(*judged, strict=True)))


def _judged(query: Query, answer: Answer) -> tuple[float, float, float]:
    right = [id in query.rel for id in answer.ids]
    recall = sum(right[:SHOWN]) / min(SHOWN, len(query.rel))
    return recall, sum(right) / len(right) if right else 0.0, float(not right)


def _read(path: Path, kind: type[_Row]) -> list[_Row]:
    return [msgspec.json.decode(line, type=kind) for line in path.read_bytes().splitlines() if line.strip()]
