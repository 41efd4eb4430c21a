"""The search form of a text: letters folded so that all spellings meet, with the way back to the print."""

import codecs
import re
from array import array
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import compress

from msgspec import Struct

from contracts.letters import ALPHABET, DROPPED, ENCODING, FOLDED, fold_letter

# No date line or byline is longer.
_LINE = 200
_SPACES = re.compile(" {2,}")
# By byte of the alphabet: 0 where the search form drops it.
_KEPT = bytes(byte not in DROPPED for byte in range(len(ALPHABET)))


class SearchForm(Struct, frozen=True, dict=True):
    """A folded text and what was printed. Offsets count Unicode code points, of `printed` and of `text`."""

    text: str
    printed: str

    @cached_property
    def offsets(self) -> "array[int]":
        """The printed offset of each folded letter; one more closes the text."""
        return _offsets(self.printed, len(self.text))

    def printed_span(self, start: int, end: int) -> tuple[int, int]:
        """The printed [start, end) of the folded [start, end), marks on the last letter included.

        A ligature («ﷲ») of which one letter is asked for is printed whole.
        """
        first = self.offsets[start]
        if end <= start:
            return first, first
        last = self.offsets[end]
        if last == self.offsets[end - 1]:
            last = self.offsets[bisect_right(self.offsets, last)]
        return first, last


def search_form(text: str) -> SearchForm:
    """Fold a text: NFKC presentation forms, tatweel, vowel signs, alef, hamza seats, ya, ta marbuta,
    digits to 0-9, invisible marks, runs of white space to one space, Latin to lower case."""
    return SearchForm(folded(text), text)


def folded(text: str) -> str:
    """The search form's text alone, for terms and comparisons."""
    return _folded_line(text) if len(text) <= _LINE else _folded(text)


def _folded(text: str) -> str:
    try:
        letters = codecs.charmap_encode(text, "strict", ENCODING)[0]
    except UnicodeEncodeError:
        plain = text.translate(_TABLE)
    else:
        plain = codecs.charmap_decode(letters.translate(None, DROPPED), "strict", FOLDED)[0]
    return _SPACES.sub(" ", plain) if "  " in plain else plain


# The short lines of a page are looked at for dates, names and agencies, one after the other.
_folded_line = lru_cache(2048)(_folded)


class _Table(dict[int, str]):
    """fold_letter for str.translate, which asks for code points."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = fold_letter(chr(point))
        return folded


_TABLE = _Table()


def _offsets(printed: str, length: int) -> "array[int]":
    """As SearchForm.offsets, for a folded text of that length."""
    try:
        kept = codecs.charmap_encode(printed, "strict", ENCODING)[0].translate(_KEPT)
    except UnicodeEncodeError:
        return _offsets_one_by_one(printed)
    if sum(kept) != length:  # runs of white space became one
        return _offsets_one_by_one(printed)
    return array("L", compress(range(len(printed) + 1), kept + b"\1"))


def _offsets_one_by_one(printed: str) -> "array[int]":
    offsets = array("L")
    after_space = False
    for offset, letter in enumerate(printed):
        for form in fold_letter(letter):
            if form != " " or not after_space:
                offsets.append(offset)
            after_space = form == " "
    offsets.append(len(printed))
    return offsets
