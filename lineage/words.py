"""A body as words: comparable across spellings, each with its printed place."""

import re
from array import array
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress

from msgspec import Struct

from contracts.search_form import search_form
from lineage.stock import StockPhrases
from lineage.tokens import WORD, hashed

_CHUNK = re.compile(r"\S+")


class Words(Struct, frozen=True, gc=False):
    """The words of a body, four columns of one length.

    `hashes` are equal where the words' search forms are equal; `starts` and `ends` are printed
    offsets in code points; `fresh` is 1 for a word outside stock phrases, 0 inside.
    """

    hashes: array  # type: ignore[type-arg]  # msgspec takes no parametrised array
    starts: array  # type: ignore[type-arg]
    ends: array  # type: ignore[type-arg]
    fresh: bytes

    def __len__(self) -> int:
        return len(self.hashes)

    def fresh_hashes(self) -> Sequence[int]:
        """The numbers of the words outside stock phrases, in order."""
        return tuple(compress(self.hashes, self.fresh))


def words_of(body: str, stock: StockPhrases) -> Words:
    """Cut a body into words and tell those of stock phrases from the fresh ones."""
    words = [
        (number, chunk.start() + start, chunk.start() + end)
        for chunk in _CHUNK.finditer(body)
        for number, start, end in _words_in(chunk.group())
    ]
    numbers, starts, ends = zip(*words, strict=True) if words else ((), (), ())
    offsets = "H" if len(body) < 1 << 16 else "I"
    hashes = array("I", numbers)
    return Words(hashes, array(offsets, starts), array(offsets, ends), stock.fresh_flags(hashes))


@lru_cache(maxsize=32_768)  # the same words come again and again
def _words_in(chunk: str) -> tuple[tuple[int, int, int], ...]:
    form = search_form(chunk)
    return tuple((hashed(match.group()), *form.printed_span(*match.span())) for match in WORD.finditer(form.text))
