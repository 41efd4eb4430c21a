"""Spellings found in the search form, with the particles that Arabic attaches before them."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from contracts.search_form import folded

# Particles before a word: و and ف, then ب, ك or ل; the article stands after them, and ل swallows its alef.
_BEFORE_DEFINITE = re.compile(r"[وف]?[بك]?")
_BEFORE_ASSIMILATED = re.compile(r"[وف]?")
_BEFORE_PLAIN = re.compile(r"[وف]?(?:[بك]?(?:ال)?|لل?)")
_JOINT = re.compile(r"(?<=\bعبد) ?(?=ال)|(?<=\bابو) ?(?=ال)|(?<=\w) ?(?=(?:الله|الدين)\b)")


class Found(Struct, frozen=True):
    """A spelling at the folded [start, end), particles left out; `key` is what it stands for."""

    start: int
    end: int
    key: int


class Finder:
    """Finds many spellings at once; of those that overlap, the longest counts."""

    def __init__(self, spellings: Iterable[tuple[int, str]]) -> None:
        self._entries = [
            (form, key, before) for key, spelling in spellings for form, before in _forms(folded(spelling).strip())
        ]
        self._automaton = AhoCorasick([form for form, _, _ in self._entries]) if self._entries else None

    def find(self, text: str) -> list[Found]:
        """The spellings in a folded text, in reading order, none overlapping."""
        kept: list[Found] = []
        for found in sorted(self._all(text), key=lambda one: (one.start, -one.end)):
            if not kept or found.start >= kept[-1].end:
                kept.append(found)
        return kept

    def _all(self, text: str) -> Iterator[Found]:
        if self._automaton is None:
            return
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            _, key, before = self._entries[index]
            if end < len(text) and _is_letter(text[end]):
                continue
            if before.fullmatch(text[_word_start(text, start) : start]):
                yield Found(start, end, key)


def _forms(spelling: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    for form in variants(spelling):
        if form.startswith("ال") and len(form) > 3:
            yield form, _BEFORE_DEFINITE
            yield "لل" + form[2:], _BEFORE_ASSIMILATED
        else:
            yield form, _BEFORE_PLAIN


def variants(spelling: str) -> set[str]:
    """The folded spelling with عبد الله or عبدالله, مهر الدين or مهرالدين, with بن and without."""
    pieces = _JOINT.split(spelling)
    joined = {pieces[0] + "".join(map("".join, zip(gaps, pieces[1:], strict=True))) for gaps in _gaps(len(pieces) - 1)}
    return joined | {form.replace(" بن ", " ") for form in joined}


def _gaps(count: int) -> Iterator[tuple[str, ...]]:
    return product((" ", ""), repeat=count)


def _word_start(text: str, at: int) -> int:
    while at and _is_letter(text[at - 1]):
        at -= 1
    return at


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
