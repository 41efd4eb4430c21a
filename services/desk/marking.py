"""What was inferred from an article, laid over its printed text: stretches, and what stands behind each."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal

from msgspec import Struct

_Held = Mapping[str, Any]
Kind = Literal["evidence", "phase", "actor", "claim", "quote", "document"]


FIELDS = ("title", "subtitle", "summary", "body")


class Mark(Struct, frozen=True, kw_only=True):
    """An inference at a place of a field. `about` names it (a term, an actor's id …), `detail` is for its reader."""

    number: int
    kind: Kind
    field: str
    start: int
    end: int
    surface: str
    about: str
    detail: str = ""
    figure: float | None = None


class Stretch(Struct, frozen=True):
    """A stretch of text under the same marks; `begins` are those that open here."""

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of its marks, each once."""
        return tuple(dict.fromkeys(mark.kind for mark in self.marks))


def marks_of(article: Mapping[str, Any]) -> tuple[Mark, ...]:
    """All marks of an article as the index holds it, numbered in the order of the text.

    A mark whose place does not hold its surface is left out: it would point at something else.
    """
    found = [mark for mark in _marks(article) if _holds(article, mark)]
    found.sort(key=lambda mark: (FIELDS.index(mark["field"]), mark["start"], -mark["end"]))
    return tuple(Mark(number=number, **mark) for number, mark in enumerate(found, start=1))


def paragraphs(text: str, marks: Sequence[Mark]) -> list[list[Stretch]]:
    """The text's lines as stretches: one after another they are the text, without the line breaks."""
    lines, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(list(_stretches(text, start, start + len(line), marks)))
        start += len(line) + 1
    return lines


def _stretches(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Stretch]:
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end}
    for mark in here:
        edges |= {max(start, mark.start), min(end, mark.end)}
    places = sorted(edges)
    for left, right in pairwise(places):
        over = tuple(mark for mark in here if mark.start <= left and mark.end >= right)
        begins = tuple(mark for mark in over if max(mark.start, start) == left)
        yield Stretch(text[left:right], over, begins)


def _holds(article: Mapping[str, Any], mark: Mapping[str, Any]) -> bool:
    text = article.get(mark["field"]) or ""
    return bool(0 <= mark["start"] < mark["end"] and text[mark["start"] : mark["end"]] == mark["surface"])


def _marks(article: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for evidence in article["relevance"].get("evidence", ()):
        yield _at(evidence, "evidence", evidence["term"], figure=evidence.get("weight"))
    for quote in article.get("quotes", ()):
        yield _at(quote, "quote", quote["speaker"], quote["verb"])
    for phase, evidence in _within(article, "phases", "evidence"):
        yield _at(evidence, "phase", phase["id"], phase["method"])
    for actor, mention in _within(article, "actors", "mentions"):
        yield _at(mention, "actor", actor["id"] or actor["name_ar"], actor.get("role") or "")
    for claim, evidence in _within(article, "claims", "evidence"):
        yield _at(evidence, "claim", claim["kind"], claim["unit"], claim["value"])
    for document, mention in _within(article, "documents", "mentions"):
        yield _at(mention, "document", document["id"])


def _within(article: _Held, many: str, places: str) -> Iterator[tuple[_Held, _Held]]:
    for each in article.get(many, ()):
        for place in each.get(places, ()):
            yield each, place


def _at(
    place: Mapping[str, Any], kind: Kind, about: str, detail: str = "", figure: float | None = None
) -> dict[str, Any]:
    return {
        "kind": kind,
        "field": place.get("field", "body"),
        "start": place["start"],
        "end": place["end"],
        "surface": place["surface"],
        "about": about,
        "detail": detail,
        "figure": figure,
    }
