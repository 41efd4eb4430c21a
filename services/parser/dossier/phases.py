"""Which phases of the process an article speaks of, by which of its words, and which is its main one."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from contracts.article import DateFound, Evidence, PhaseFound
from services.parser.dates import DateExpression, Moment
from services.parser.dossier.compiled import Dossier, PhaseMatcher
from services.parser.dossier.held import Dated
from services.parser.dossier.pattern import Pattern
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.schema import Phase
from services.parser.dossier.sentences import sentence_start

# How much each way of naming a phase says about which one an article is about. A title, name or declaration
# belongs to one phase; a year is often only recounted; an ordinal also numbers other conferences; a hint is less.
WEIGHTS = {
    "title": 3.0,
    "name": 3.0,
    "days": 3.0,
    "declaration": 2.0,
    "month": 1.5,
    "ordinal": 1.0,
    "hint": 1.0,
    "year": 1.0,
    "day": 0.5,
    "published": 0.5,
}
# The year of a resolution says nothing of a phase: 2462 (2019), 2462 لسنة 2019.
_YEAR = re.compile(r"(?<!\d)(?<!\d{4} \()(?<!\d{4}\()(?<!\d{4} لسنه )(?<!\d{4} لعام )((?:19|20)\d\d)(?!\d)")
_CLOSE = 60  # days between a publication and a phase within which a date without a year is of that phase
_NEAR = 200  # letters between a year and what it dates, about one sentence
_RECOUNTED = 0.25  # of its weight has a year or month that is told of an earlier conference
_RECOUNTING = 70  # letters before it in which words say so


class _Cue(Struct, frozen=True):
    phase: PhaseMatcher
    method: str
    evidence: Evidence | None
    weight: float


def phases_of(dossier: Dossier, dated: Sequence[Dated], published: DateFound | None) -> tuple[PhaseFound, ...]:
    """The phases that the fields, given with their dates, name, in the order of the dossier, one of them main.

    Where no word names any, a day without a year decides, then the publication date if it lies near enough to a phase.
    """
    told = [cue for matcher in dossier.phases for cue in _cues(dossier, matcher, dated, published)]
    cues = [cue for cue in told if cue.method != "day"] or told
    if not cues:
        cues = [_Cue(phase, "published", None, WEIGHTS["published"]) for phase in _near(dossier, published)]
    by_phase: dict[str, list[_Cue]] = {}
    for cue in cues:
        by_phase.setdefault(cue.phase.id, []).append(cue)
    main = max(by_phase, key=lambda phase: _strength(by_phase[phase]), default=None)
    return tuple(_found(phase, cues, phase == main) for phase, cues in by_phase.items())


def _cues(
    dossier: Dossier, matcher: PhaseMatcher, dated: Sequence[Dated], published: DateFound | None
) -> Iterator[_Cue]:
    placed = any(pattern.found_in(field.text) for pattern in matcher.place for field, _ in dated)
    for field, dates in dated:
        for method, patterns in matcher.cues.items():
            if placed or method in ("name", "title"):
                for start, end in _first(patterns, field.text):
                    yield _cue(matcher, method, field, *field.printed_span(start, end))
        if placed and matcher.held:
            for method, date_expression in _dates(matcher.held, dates, published):
                at = date_expression.start, date_expression.end
                earlier = method == "month" and _is_recounted(dossier, field.text, field.folded_place(at[0]))
                told = _RECOUNTED if earlier else 1.0
                yield _cue(matcher, method, field, *at, told)
            for start, end in _years(dossier, matcher.held, field.text):
                told = _RECOUNTED if _is_recounted(dossier, field.text, start) else 1.0
                yield _cue(matcher, "year", field, *field.printed_span(start, end), told)


def _is_recounted(dossier: Dossier, text: str, at: int) -> bool:
    """Whether words before the folded place, in its sentence, say that it dates an earlier conference."""
    before = text[max(sentence_start(text, at), at - _RECOUNTING) : at]
    return any(pattern.found_in(before) for pattern in dossier.recounting)


def _cue(matcher: PhaseMatcher, method: str, field: FoldedField, start: int, end: int, told: float = 1.0) -> _Cue:
    """The printed [start, end) of a field as a cue; a title weighs twice, what is recounted `told` times."""
    leading = 2.0 if field.name != "body" else 1.0
    surface = field.printed[start:end]
    evidence = Evidence(start=start, end=end, surface=surface, term=matcher.id, field=field.name)
    return _Cue(matcher, method, evidence, WEIGHTS[method] * leading * told)


def _first(patterns: Sequence[Pattern], text: str) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        span = next(pattern.matches(text), None)
        if span is not None:
            yield span
            return


def _dates(
    phase: Phase, dates: Sequence[DateExpression], published: DateFound | None
) -> Iterator[tuple[str, DateExpression]]:
    """The first date on a day of the phase, and the first of its month and year alone."""
    told: set[str] = set()
    for each in dates:
        method = next(filter(None, (_told_by(phase, each, reading, published) for reading in each.readings)), None)
        if method and method not in told:
            told.add(method)
            yield method, each


def _told_by(phase: Phase, expression: DateExpression, reading: Moment, published: DateFound | None) -> str | None:
    """ "days" or "month" where the reading lies in the phase. Without a year it takes both days of a span and a
    publication no more than a year away, or a publication close to the phase; where that is unknown, it is a "day"."""
    begins, ends = phase.begins, phase.ends
    if reading.month != begins.month or reading.year not in (None, begins.year):
        return None
    if reading.day is None:
        return "month" if reading.year else None
    last = expression.last.day if expression.last and expression.last.day else reading.day
    if not begins.day <= reading.day <= last <= ends.day:
        return None
    close = published is not None and _days_apart(published, begins) <= _CLOSE
    if reading.year is None and not close and (expression.last is None or not _same_time(published, begins)):
        return "day" if published is None else None
    return "days"


def _same_time(published: DateFound | None, begins: date) -> bool:
    return published is None or abs(int(published.at[:4]) - begins.year) <= 1


def _days_apart(published: DateFound, begins: date) -> int:
    year, month, *day = (int(part) for part in published.at[:10].split("-"))
    return abs((date(year, month, day[0] if day else 15) - begins).days)


def _years(dossier: Dossier, phase: Phase, text: str) -> Iterator[tuple[int, int]]:
    for match in _YEAR.finditer(text):
        if int(match[1]) != phase.year:
            continue
        start, end = max(0, match.start() - _NEAR), match.end() + _NEAR
        around = text[start:end].split("\n")
        at = match.start() - start
        for paragraph in around:
            if at <= len(paragraph):
                if any(pattern.found_in(paragraph) for pattern in dossier.phase_subject):
                    yield match.span()
                    return
                break
            at -= len(paragraph) + 1


def _near(dossier: Dossier, published: DateFound | None) -> list[PhaseMatcher]:
    if published is None or published.grain == "month":
        return []
    day = date.fromisoformat(published.at[:10])
    return [
        matcher
        for matcher in dossier.phases
        if matcher.held
        and -matcher.held.heralded <= (day - matcher.held.begins).days
        and (day - matcher.held.ends).days <= matcher.held.echoed
    ]


def _strength(cues: Sequence[_Cue]) -> float:
    return sum(cue.weight for cue in cues)


def _found(phase: str, cues: Sequence[_Cue], main: bool) -> PhaseFound:
    strongest = max(cues, key=lambda cue: cue.weight)
    evidence = tuple(cue.evidence for cue in cues if cue.evidence is not None)
    return PhaseFound(id=phase, method=strongest.method, main=main, evidence=evidence)
