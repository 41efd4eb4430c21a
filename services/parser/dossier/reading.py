"""What enrichment reads: an article's fields as printed and in their search form."""

import re
from array import array
from bisect import bisect_left
from functools import cached_property

from msgspec import Struct

from contracts.article import DateFound, Evidence, Field, Mention
from contracts.search_form import folded, search_form


class Reading(Struct, frozen=True, kw_only=True):
    """An article as read off its page. `body` is the paragraphs joined by a newline, as printed.

    `country` is the outlet's, ISO 3166 alpha-2, null where unknown.
    """

    title: str | None
    subtitle: str | None
    summary: str | None
    paragraphs: tuple[str, ...]
    body: str
    published: DateFound | None
    country: str | None


_ARABIC = re.compile("[\u0621-\u064a]")


class FoldedField(Struct, frozen=True, dict=True):
    """One field in its search form, paragraph by paragraph, a newline between."""

    name: Field
    printed: str
    text: str

    @cached_property
    def offsets(self) -> "array[int]":
        """The printed offset of each folded letter; one more closes the text."""
        offsets, at = array("L"), 0
        for paragraph in self.printed.split("\n"):
            offsets.extend([at + offset for offset in search_form(paragraph).offsets])
            at += len(paragraph) + 1
        return offsets

    @cached_property
    def is_arabic(self) -> bool:
        """Whether it has a letter of Arabic, without which nothing is said in words of that language."""
        return _ARABIC.search(self.text) is not None

    def printed_span(self, start: int, end: int) -> tuple[int, int]:
        """The printed [start, end) of a folded, non-empty [start, end)."""
        last = self.offsets[end - 1]
        following = self.offsets[end]
        return self.offsets[start], max(last + 1, last + len(self.printed[last:following].rstrip()))

    def folded_place(self, start: int) -> int:
        """The folded place of the printed letter at `start`, or of the next one that is folded to anything."""
        return bisect_left(self.offsets, start)

    def evidence(self, start: int, end: int, term: str, weight: float = 0.0) -> Evidence:
        """The folded [start, end) as printed evidence for `term`."""
        first, last = self.printed_span(start, end)
        surface = self.printed[first:last]
        return Evidence(start=first, end=last, surface=surface, term=term, field=self.name, weight=weight)

    def printed_evidence(self, start: int, end: int, term: str) -> Evidence:
        """The printed [start, end) as evidence for `term`."""
        return Evidence(start=start, end=end, surface=self.printed[start:end], term=term, field=self.name)

    def mention(self, start: int, end: int) -> Mention:
        """The folded [start, end) as a printed mention."""
        first, last = self.printed_span(start, end)
        return Mention(start=first, end=last, surface=self.printed[first:last], field=self.name)


def folded_fields(reading: Reading) -> tuple[FoldedField, ...]:
    """The fields that have text, in reading order: title, subtitle, summary, body."""
    printed: tuple[tuple[Field, str | None], ...] = (
        ("title", reading.title),
        ("subtitle", reading.subtitle),
        ("summary", reading.summary),
        ("body", reading.body),
    )
    return tuple(fold_field(name, text) for name, text in printed if text)


def fold_field(name: Field, printed: str) -> FoldedField:
    """Fold one field, keeping its newlines as the paragraphs' ends."""
    return FoldedField(name, printed, "\n".join(map(folded, printed.split("\n"))))
