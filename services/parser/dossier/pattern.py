"""Patterns over the search form: where in a text they match."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct

_WORD = re.compile(r"\w+")


class Part(Struct, frozen=True):
    """One regular expression of a pattern, and where its matches can begin: in a word that holds one of `anchors`, or
    up to `back` words before it."""

    expression: str
    anchors: tuple[str, ...]
    back: int


class Pattern(Struct, frozen=True):
    """A pattern. All `parts` must stand within `within` letters of one paragraph; they are compiled when a text has
    their anchors or `compile` is called: to compile a whole dossier takes 0.2 s.

    `needed` holds, for every word or group that no match can do without, the alternatives of it, and
    `anchors` a folded piece of each of those.
    """

    source: str
    parts: tuple[Part, ...]
    within: int
    needed: tuple[tuple[str, ...], ...]
    anchors: tuple[tuple[str, ...], ...]

    def matches(self, text: str) -> Iterator[tuple[int, int]]:
        """The [start, end) of every match in a folded text, in order of the first part."""
        # Most patterns fail on a word that is not there at all, which is found out far quicker than by the expression.
        if not all(_any_in(choices, text) for choices in self.anchors):
            return
        if len(self.parts) == 1:
            yield from _spans(self.parts[0], text)
            return
        found = [_spans(part, text) for part in self.parts]
        if all(found):
            yield from _gathered(text, found, self.within)

    def compile(self) -> None:
        """Compile the parts now, so that no page waits for it."""
        for part in self.parts:
            _compiled(part.expression)

    def found_in(self, text: str) -> bool:
        """Whether a folded text has a match."""
        return next(self.matches(text), None) is not None


@lru_cache(maxsize=512)  # many patterns of one dossier share lists
def _any_in(choices: tuple[str, ...], text: str) -> bool:
    return any(choice in text for choice in choices)


@lru_cache(maxsize=256)  # many patterns of one dossier share parts, and are matched one after the other
def _spans(part: Part, text: str) -> tuple[tuple[int, int], ...]:
    """The [start, end) of every match, as `finditer` gives them, which would try each letter of the text."""
    expression = _compiled(part.expression)
    spans: list[tuple[int, int]] = []
    end = 0
    for start in sorted(_beginnings(part, text)):
        if start >= end and (match := expression.match(text, start)):
            end = match.end()
            spans.append((start, end))
    return tuple(spans)


def _beginnings(part: Part, text: str) -> set[int]:
    """Where the words begin in which, or shortly before which, the part's anchors stand."""
    words = _words(text)
    beginnings: set[int] = set()
    for anchor in part.anchors:
        at = text.find(anchor)
        while at >= 0:
            # a word is looked at once, however often it holds the anchor
            after = bisect_right(words, at)
            beginnings.update(words[max(0, after - 1 - part.back) : after])
            at = text.find(anchor, words[after]) if after < len(words) else -1
    return beginnings


@lru_cache(maxsize=8)
def _words(text: str) -> list[int]:
    """Where each word begins."""
    return [match.start() for match in _WORD.finditer(text)]


@cache
def _compiled(part: str) -> re.Pattern[str]:
    return re.compile(part)


def _gathered(text: str, found: Sequence[tuple[tuple[int, int], ...]], within: int) -> Iterator[tuple[int, int]]:
    """Each match of the first part with the nearest of every other, where all stand near enough; tightest first."""
    spans = []
    starts = [[span[0] for span in others] for others in found]
    for first in found[0]:
        chosen = [first, *(_nearest(*pair, first[0]) for pair in zip(found[1:], starts[1:], strict=True))]
        start, end = min(span[0] for span in chosen), max(span[1] for span in chosen)
        if end - start <= within and "\n" not in text[start:end]:
            spans.append((start, end))
    yield from sorted(spans, key=lambda span: span[1] - span[0])


def _nearest(spans: Sequence[tuple[int, int]], starts: Sequence[int], at: int) -> tuple[int, int]:
    """The span, of those in reading order, that starts nearest to `at`."""
    after = bisect_left(starts, at)
    return min(spans[max(0, after - 1) : after + 1], key=lambda span: abs(span[0] - at))
