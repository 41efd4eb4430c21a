"""What counts as one word of a text, and the number it is compared by."""

import re
import zlib

from contracts.search_form import folded

WORD = re.compile(r"[^\W_]+")


def split(text: str) -> list[str]:
    """The words of a text in search form."""
    return WORD.findall(folded(text))


def hashed(word: str) -> int:
    """A 32-bit number for a word in search form: the same in every process and on every machine."""
    return zlib.crc32(word.encode())
