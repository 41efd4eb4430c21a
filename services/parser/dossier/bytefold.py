"""The search form at one byte a letter, for looking through whole pages quickly."""

import codecs
from functools import cache

from contracts.letters import ALPHABET, DROPPED, ENCODING, FOLDED, fold_letter


def folded_bytes(text: str) -> bytes:
    """Fold a text so that a word without spaces that occurs in its search form occurs in its bytes.

    Letters that the bytes do not know become question marks; runs of spaces stay as they are.
    """
    return codecs.charmap_encode(text, "masar-fold-rest", ENCODING)[0].translate(_table(), DROPPED)


def _fold_rest(error: UnicodeError) -> tuple[bytes, int]:
    """Fold a run of characters that the alphabet lacks: presentation forms, rare marks, other scripts."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return b"".join(_byte_of(letter) for letter in error.object[error.start : error.end]), error.end


codecs.register_error("masar-fold-rest", _fold_rest)


@cache
def _byte_of(letter: str) -> bytes:
    return bytes(max(ALPHABET.find(form), 0) or ord("?") for form in fold_letter(letter))


@cache
def _table() -> bytes:
    """What each byte of the alphabet folds to."""
    return bytes(ALPHABET.index(form) if form in ALPHABET else at for at, form in enumerate(FOLDED))
