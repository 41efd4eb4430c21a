"""Whether a page has any word of a dossier at all, decided before it is parsed."""

import html
import re
from collections.abc import Iterable

from ahocorasick_rs import BytesAhoCorasick, Implementation

from services.parser.dossier.bytefold import folded_bytes
from services.parser.dossier.compiled import Dossier

# Letters written as references, in markup or in scripts.
_ENTITIES = ("&#", "&zw", "&shy", "&lrm", "&rlm")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(rb"<[^<>]*>")


class Gate:
    """Passes every page that a dossier's terms could match, and drops most others."""

    def __init__(self, dossiers: Iterable[Dossier]) -> None:
        owners: dict[str, set[str]] = {}
        for dossier in dossiers:
            for word in dossier.gate:
                owners.setdefault(word, set()).add(dossier.id)
        self._owners = list(owners.values())
        words = [folded_bytes(word) for word in owners]
        self._automaton = BytesAhoCorasick(words, implementation=Implementation.DFA)

    def admits(self, text: str) -> frozenset[str]:
        """The ids of the dossiers of which a gate word occurs in a page's decoded text, markup included.

        Letters may be marked, stretched, given as references or parted by tags, as pages have them.
        """
        letters = folded_bytes(_dereferenced(text))
        found = self._found(letters)
        if not found and b"<" in letters:
            found = self._found(_TAG.sub(b"", letters))
        return found

    def _found(self, letters: bytes) -> frozenset[str]:
        matches = self._automaton.find_matches_as_indexes(letters, overlapping=True)
        return frozenset(owner for index, _, _ in matches for owner in self._owners[index])


def _dereferenced(text: str) -> str:
    if "&" in text and any(entity in text for entity in _ENTITIES):
        text = html.unescape(text)
    if "\\u0" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text
