"""The labelled texts that the dossier is measured on, and how they become readings."""

import json
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from contracts.search_form import folded
from services.parser.dossier.enrich import Reading
from services.parser.dossier.persons.bylines import bylines_in

_OWN = Path(__file__).with_name("own_pages.jsonl")
# Labels name a phase by its year; the dossier by its id.
PHASES = {
    "2018": "dushanbe-2018",
    "2019": "dushanbe-2019",
    "2022": "dushanbe-2022",
    "2024": "kuwait-2024",
    "later": "after-kuwait",
}


class Speech(Struct, frozen=True):
    """A stretch of direct or reported speech: who speaks, as printed, null where nobody is named, and how it begins."""

    speaker: str | None
    begins: str


class Labelled(Struct, frozen=True):
    """A labelled text. `phases` has the main one first; `people` holds the printed forms of each person that occur
    in the text, `claims` its figures as (kind, value), `speech` what is said, null where nobody labelled it. Texts of
    one `block` are copies or nearly so."""

    id: str
    text: str
    level: str
    phases: tuple[str, ...]
    people: tuple[tuple[str, ...], ...]
    block: str
    claims: frozenset[tuple[str, float]]
    speech: tuple[Speech, ...] | None = None


def labelled_articles(shared: Path, openings: Path | None) -> list[Labelled]:
    """The Arabic records of articles/dev.jsonl: with `openings` ({"id", "text"} lines) those of them that it
    holds, else each with its restatement in new words."""
    real = {line["id"]: line["text"] for line in _lines(openings)} if openings else None
    articles = []
    for line in _lines(shared / "articles" / "dev.jsonl"):
        text = real.get(line["id"]) if real is not None else line["text"] or line["text_restated"]
        if line["language"] == "ar" and text:
            articles.append(_labelled(line, text, restated=real is None and not line["text"]))
    return articles


def own_pages() -> list[Labelled]:
    """Pages of the project's own writing, in the manner of many outlets, labelled as they were written, before any was
    read. Names and most of what is said in them are invented."""
    return [_labelled(line, line["text"], restated=False) for line in _lines(_OWN)]


def plain_news(path: Path) -> list[Reading]:
    """The articles of a set from before the process existed."""
    return [_reading(line["title"], line["text"]) for line in _lines(path)]


def reading_of(text: str) -> Reading:
    """A text as a page's reading: its first line the title, where it has several and this one does not name who wrote
    it."""
    first, _, rest = text.strip().partition("\n")
    if rest and not any(bylines_in(folded(first))):
        return _reading(first, rest)
    return _reading(None, text.strip())


def _reading(title: str | None, body: str) -> Reading:
    paragraphs = tuple(line.strip() for line in body.split("\n") if line.strip())
    return Reading(
        title=title,
        subtitle=None,
        summary=None,
        paragraphs=paragraphs,
        body="\n".join(paragraphs),
        published=None,
        country=None,
    )


def _labelled(line: dict, text: str, restated: bool) -> Labelled:  # type: ignore[type-arg]  # records of the label file
    phases = line["phase"] if isinstance(line["phase"], list) else [line["phase"]]
    absent = line.get("claims_absent_as_digits_from_restated") or [] if restated else []
    people = [tuple(surface for surface in person["surfaces"] if surface in text) for person in line["people"]]
    return Labelled(
        id=line["id"],
        text=text,
        level=line["label"],
        phases=tuple(PHASES[phase] for phase in phases if phase in PHASES),
        people=tuple(surfaces for surfaces in people if surfaces),
        block=line["block"],
        claims=frozenset(
            (claim["kind"], float(claim["value"]))
            for claim in line["claims"]
            if not isinstance(claim["value"], str) and claim["kind"] not in absent
        ),
        speech=tuple(Speech(one["speaker"], one["begins"]) for one in line["quotes"]) if "quotes" in line else None,
    )


def _lines(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]  # as they are in the files
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
