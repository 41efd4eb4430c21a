"""Whether a page has any word of a dossier at all, decided before it is parsed."""

import html
import re
from collections.abc import Iterable

from ahocorasick_rs import BytesAhoCorasick, Implementation

from services.parser.dossier.bytefold import folded_bytes
from services.parser.dossier.compiled import Dossier

# Letters of Arabic written as references in markup or escapes in scripts; the former with marks that may stand
# between them.
_REFERENCE = (
    r"&(?:#(?:[xX]0*(?:(?:6|[fF][b-eB-E])[\da-fA-F]{2}|200[b-fB-F]|[aA][dD])|0*(?:1[5-7]\d\d|6[45]\d{3}|173|820[3-7]))"
    r"(?![\da-zA-Z])|zw|shy|lrm|rlm)"
)
_ESCAPE = r"\\u(?:06|[fF][b-eB-E])"
_REFERENCED, _ESCAPES = re.compile(_REFERENCE), re.compile(_ESCAPE)
# In UTF-8: what the letters of U+0600 to U+06FF begin with, and by its first bytes what else may stand for letters.
_LEADS = (b"\xd8", b"\xd9", b"\xda", b"\xdb")
_OTHERS = {
    b"&": re.compile(_REFERENCE.encode()),
    b"\\": re.compile(_ESCAPE.encode()),
    b"\xef": re.compile(rb"\xef[\xad-\xbb]"),
}
_ARABIC = re.compile("[\u0620-\u06ff]")
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
        self._arabic = all(_ARABIC.search(word) for word in owners)
        words = [folded_bytes(word) for word in owners]
        self._automaton = BytesAhoCorasick(words, implementation=Implementation.DFA)

    def admits(self, text: str, utf8: bytes | None = None) -> frozenset[str]:
        """The ids of the dossiers of which a gate word occurs in a page's decoded text, markup included.

        Letters may be marked, stretched, given as references or parted by tags, as pages have them. `utf8` is the text
        in bytes, where they are at hand: they tell soonest that a page has no letter of Arabic.
        """
        if utf8 is not None and self._arabic and not _may_be_arabic(utf8):
            return frozenset()
        letters = folded_bytes(_dereferenced(text))
        found = self._found(letters)
        if not found and b"<" in letters:
            found = self._found(_TAG.sub(b"", letters))
        return found

    def _found(self, letters: bytes) -> frozenset[str]:
        matches = self._automaton.find_matches_as_indexes(letters, overlapping=True)
        return frozenset(owner for index, _, _ in matches for owner in self._owners[index])


def _may_be_arabic(utf8: bytes) -> bool:
    if any(lead in utf8 for lead in _LEADS):
        return True
    return any(pattern.search(utf8) for sign, pattern in _OTHERS.items() if sign in utf8)


def _dereferenced(text: str) -> str:
    if _REFERENCED.search(text):
        text = html.unescape(text)
    if _ESCAPES.search(text):
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text
