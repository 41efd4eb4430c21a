"""Charset labels, and which Arabic charset makes Arabic words of bytes."""

import re
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

# Runs of letters beyond ASCII: words of an Arabic page in any one-byte charset, markup left out.
_RUN = re.compile(rb"[\x80-\xff]{2,40}")
_ENOUGH_RUNS = 4000
# Of an Arabic page's words at least one in seven is frequent or carries the article (mean of our samples: one in two);
# the same bytes in a wrong charset give fewer than one in fifty.
_SHARE_OF_KNOWN = 1 / 7


class _ArabicScript(Struct, frozen=True):
    charsets: tuple[str, ...]
    words: frozenset[str]
    beginnings: tuple[str, ...]


class _Charsets(Struct, frozen=True):
    labels: dict[str, tuple[str, ...]]
    arabic_script: _ArabicScript


def codec_of(label: str) -> str | None:
    """The charset that a label stands for, or None where no browser knows it. Source: charsets.toml."""
    return _by_label().get(label.strip().strip("\"'").lower())


def arabic_charset(body: bytes, declared: tuple[str, ...]) -> str | None:
    """The one-byte charset in which the bytes make the most Arabic, Persian or Urdu words, a declared one where
    two make as many; None where none makes enough."""
    runs = [found[0] for _, found in zip(range(_ENOUGH_RUNS), _RUN.finditer(body), strict=False)]
    if not runs:
        return None
    sample = b" ".join(runs)
    charsets = _knowledge().arabic_script.charsets
    shares = {charset: _share_of_known_words(sample.decode(charset, "replace")) for charset in charsets}
    best = max(charsets, key=lambda charset: (shares[charset], charset in declared))
    return best if shares[best] >= _SHARE_OF_KNOWN else None


def _share_of_known_words(text: str) -> float:
    script = _knowledge().arabic_script
    # Punctuation of the charset may stand on a word; what is left must be letters.
    words = [word.strip("،؛؟«»“”‘’…•–—\u200c\u200d\u200e\u200f\xa0ـ") for word in text.split()]
    words = [word for word in words if word]
    known = sum(word in script.words or word.startswith(script.beginnings) for word in words)
    return known / len(words) if words else 0.0


@cache
def _knowledge() -> _Charsets:
    return msgspec.toml.decode(Path(__file__).with_name("charsets.toml").read_bytes(), type=_Charsets)


@cache
def _by_label() -> dict[str, str]:
    return {label: charset for charset, labels in _knowledge().labels.items() for label in labels}
