"""Stock phrases: words that stand in many texts without one having been taken from another."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import msgspec

from lineage.tokens import hashed, split

# One-letter words of Arabic that are written as part of the word they precede.
_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")


class StockPhrases:
    """A set of phrases, found in running words by the longest match."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take phrases in any spelling; they match where their search forms do."""
        self._by_first: dict[int, list[tuple[int, ...]]] = {}
        for words in {tuple(split(phrase)) for phrase in phrases}:
            rest = tuple(hashed(word) for word in words[1:])
            for first in _first_words(words[0]):
                self._by_first.setdefault(hashed(first), []).append(rest)
        for rests in self._by_first.values():
            rests.sort(key=lambda rest: (-len(rest), rest))

    def fresh_flags(self, hashes: Sequence[int]) -> bytes:
        """A byte for each word: 1 where it belongs to no stock phrase, else 0."""
        flags = bytearray()
        while len(flags) < len(hashes):
            length = self._length_at(hashes, len(flags))
            flags += bytes(length) if length else b"\x01"
        return bytes(flags)

    def _length_at(self, hashes: Sequence[int], place: int) -> int:
        for rest in self._by_first.get(hashes[place], ()):
            if tuple(hashes[place + 1 : place + 1 + len(rest)]) == rest:
                return 1 + len(rest)
        return 0


def _first_words(word: str) -> set[str]:
    with_prefix = {prefix + word for prefix in _PREFIXES}
    if word.startswith("ال"):
        with_prefix |= {prefix + "لل" + word[2:] for prefix in ("", "و")}
    return with_prefix


@cache
def stock_phrases() -> StockPhrases:
    """The phrases of stock_phrases.toml."""
    groups = msgspec.toml.decode(
        Path(__file__).with_name("stock_phrases.toml").read_bytes(), type=dict[str, dict[str, tuple[str, ...]]]
    )
    return StockPhrases(phrase for group in groups.values() for phrase in group["phrases"])
