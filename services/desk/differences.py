"""Two texts word by word: what went and what came, edits that change no word left out."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from contracts.search_form import folded

# Comparing takes the square of the words where all are different; a text beyond this is shown as replaced.
LONGEST = 6_000
_WORD = re.compile(r"\S+")
_EDGE = re.compile(r"^\W+|\W+$")


class Piece(Struct, frozen=True):
    """A stretch of text: in both (as the newer prints it), gone, or come."""

    kind: Literal["kept", "gone", "come"]
    text: str


def differences(older: str, newer: str) -> list[Piece]:
    """The pieces in reading order. Vowel signs, other spellings of a letter, punctuation and spaces are no change."""
    old, new = _WORD.findall(older), _WORD.findall(newer)
    if max(len(old), len(new)) > LONGEST:
        return [Piece("kept", newer)] if older == newer else [Piece("gone", older), Piece("come", newer)]
    pieces = []
    matcher = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    for kind, first, last, other_first, other_last in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("kept", " ".join(new[other_first:other_last])))
            continue
        if first < last:
            pieces.append(Piece("gone", " ".join(old[first:last])))
        if other_first < other_last:
            pieces.append(Piece("come", " ".join(new[other_first:other_last])))
    return pieces


def trivial(pieces: Sequence[Piece]) -> bool:
    """Whether no word changed."""
    return all(piece.kind == "kept" for piece in pieces)


def _keys(words: Sequence[str]) -> list[str]:
    # A word of nothing but marks keeps them: a lone dash that comes or goes is one.
    return [_EDGE.sub("", folded(word)) or word for word in words]
