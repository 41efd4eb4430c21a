"""What the dossier finds on labelled pages and no label names, with the judgements of a reader: extras.jsonl.

A judgement says of a page's id whether a person or a figure is stated there; it holds no text of the page but the name.
"""

import json
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

_FILE = Path(__file__).with_suffix(".jsonl")
_AROUND = 40  # letters shown on either side


class Extra(Struct, frozen=True):
    """Something found that no label has: `what` is person or claim, `value` a name or kind=number, [start, end) where
    it is first printed in `field`."""

    id: str
    what: str
    value: str
    start: int
    end: int
    field: str

    def judged(self) -> str:
        """Whether a reader found it stated or wrong; empty where none has read it."""
        return _judgements().get((self.id, self.what, self.value), "")

    def line(self, text: str) -> str:
        """It with what stands around it in the text of its field, for a reader to judge."""
        around = text[max(0, self.start - _AROUND) : self.end + _AROUND].replace("\n", " ")
        verdict = self.judged() or "not judged"
        return f"  {self.id}: {self.what} {self.value}, {verdict}, {self.field} [{self.start}, {self.end}): {around}"


def stated(extras: Collection[Extra]) -> int:
    """How many of them a reader found in their text."""
    return sum(extra.judged() == "stated" for extra in extras)


@cache
def _judgements() -> dict[tuple[str, str, str], str]:
    return {(one["id"], one["what"], one["value"]): one["verdict"] for one in _lines()}


def _lines() -> Iterator[dict[str, str]]:
    with _FILE.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
