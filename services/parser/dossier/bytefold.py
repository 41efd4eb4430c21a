"""The search form at one byte a letter, for looking through whole pages quickly."""

import codecs
from functools import cache

from contracts.search_form import fold_letter

# The bytes of the alphabet: ASCII, what the search form drops in almost every page (tatweel, vowel signs, joiners,
# direction marks), the letters of Arabic and the commonest ones of its neighbours, digits, the press's punctuation.
# Every other character goes the slower way of `_fold_rest`.
_DROPPED = "".join(map(chr, (0x640, *range(0x64B, 0x656), 0x670, 0xAD, *range(0x200B, 0x2010), 0xFEFF)))
_LETTERS = "".join(map(chr, (*range(0x621, 0x63B), *range(0x641, 0x64B)))) + "ٱپچژکگیۀہھےەۆۇ"
_OTHERS = "".join(map(chr, (*range(0x660, 0x66A), *range(0x6F0, 0x6FA)))) + "«»“”‘’–—،؛؟…•\u00a0"
_ASCII = "".join(map(chr, range(128)))
_UNUSED = "\ufffe"  # the mark by which codecs.charmap_build knows an unused byte
_ALPHABET = (_ASCII + _DROPPED + _LETTERS + _OTHERS).ljust(256, _UNUSED)
_ENCODING = codecs.charmap_build(_ALPHABET)
_DROPPED_BYTES = bytes(range(len(_ASCII), len(_ASCII) + len(_DROPPED)))


def folded_bytes(text: str) -> bytes:
    """Fold a text so that a word without spaces that occurs in its search form occurs in its bytes.

    Letters that the bytes do not know become question marks; runs of spaces stay as they are.
    """
    return codecs.charmap_encode(text, "masar-fold-rest", _ENCODING)[0].translate(_table(), _DROPPED_BYTES)


def _fold_rest(error: UnicodeError) -> tuple[bytes, int]:
    """Fold a run of characters that the alphabet lacks: presentation forms, rare marks, other scripts."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return b"".join(_byte_of(letter) for letter in error.object[error.start : error.end]), error.end


codecs.register_error("masar-fold-rest", _fold_rest)


@cache
def _byte_of(letter: str) -> bytes:
    return bytes(max(_ALPHABET.find(form), 0) or ord("?") for form in fold_letter(letter))


@cache
def _table() -> bytes:
    """What each byte of the alphabet folds to."""
    return bytes(
        _ALPHABET.index(form) if len(form := fold_letter(letter)) == 1 and form in _ALPHABET else at
        for at, letter in enumerate(_ALPHABET)
    )
