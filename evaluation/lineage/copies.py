"""The labelled sets: the Saudi press of 2015 with its pairs, and the five seeds."""

import gzip
from pathlib import Path

import msgspec
from msgspec import Struct

from lineage.entry import LineageArticle

Pair = tuple[str, str]


class _Row(Struct):
    id: int
    outlet: str
    date: str
    text: str


class _PairRow(Struct):
    i: int
    j: int
    containment5: float


def read_copies(shared: Path) -> list[LineageArticle]:
    """The articles of eval/copies.jsonl.gz."""
    lines = gzip.decompress((shared / "eval" / "copies.jsonl.gz").read_bytes()).splitlines()
    rows = (msgspec.json.decode(line, type=_Row) for line in lines)
    return [
        LineageArticle(page_id=str(row.id), outlet=row.outlet, agency=None, published=row.date, body=row.text)
        for row in rows
    ]


def read_pairs(shared: Path) -> dict[Pair, float]:
    """The labelled pairs with their exact containment of word 5-grams."""
    lines = (shared / "eval" / "copies_pairs.jsonl").read_bytes().splitlines()
    rows = (msgspec.json.decode(line, type=_PairRow) for line in lines)
    return {pair_of(str(row.i), str(row.j)): row.containment5 for row in rows}


def read_seeds(shared: Path) -> list[LineageArticle]:
    """The five seeds, each by the three digits that its file begins with."""
    return [
        LineageArticle(page_id=file.name[:3], outlet=file.name[:3], agency=None, published=None, body=file.read_text())
        for file in sorted((shared / "seeds").glob("*.txt"))
    ]


def pair_of(one: str, other: str) -> Pair:
    """Two page ids in one order."""
    return (one, other) if one < other else (other, one)
