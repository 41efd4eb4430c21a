"""Figures that an article states: how many took part, which session it was, what it cost."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from contracts.article import Claim, DateFound, Evidence
from services.parser.dossier.claim_phase import ClaimPhases
from services.parser.dossier.compiled import ClaimMatcher, Dossier, OrdinalMatcher
from services.parser.dossier.held import Dated, days_held
from services.parser.dossier.numerals import Number, numbers_in, ordinals_in, ranks_in
from services.parser.dossier.pattern import Pattern
from services.parser.dossier.reading import FoldedField

_FOLLOWING = 60  # letters after a counted noun in which its kind is settled
_PRECEDING = 24  # letters before a number in which its clause may say what is counted
_PAUSE = re.compile(r"\s*(?:[،,.؛:)\n]|$)")
_WIDEST_WORD = 40  # letters; more than so many times the words allowed are not counted, which takes long in long texts
_TITLE = re.compile(r"[«“\"][^«»“”\"\n]*[»”\"]")  # مؤتمر «التعاون في أمن الحدود» الرابع
_PARTING = frozenset(".\n،:؟!")  # parts a noun from an ordinal that is not its own
_ANOTHERS = re.compile(r"\bو?(?:هو|هي) \w")  # المؤتمر … هو التحدي الأول; but المؤتمر هو الرابع
_BEING = re.compile(r"[،,]?\s+و(?:هو|هي)\s$")  # المؤتمر، وهو الرابع
_DAY_OF = re.compile(r"(?<!\w)[وفب]?يوم $")  # يوم المؤتمر الأول
_FEMININE = "ه"
_FEMININE_NOUN = ("ه", "تها", "ات")
_AFTER = re.compile(
    r"\n|(?<!من )(?<!\d)\d"
)  # a new paragraph or figure is another matter, but for «900 شخص من 53 دولة»
_ONE_OF = re.compile(r"\s+من\s")  # واحدة من دول العرب: nobody counts them
_BEFORE = re.compile(r"[\n\d.؟!،]")  # and so is what stands before a pause


class _Figure(Struct, frozen=True):
    """A figure at the folded [start, end)."""

    kind: str
    value: float
    unit: str
    start: int
    end: int


def claims_of(
    dossier: Dossier,
    fields: Sequence[FoldedField],
    dated: Sequence[Dated],
    published: DateFound | None,
    phases: ClaimPhases,
) -> tuple[Claim, ...]:
    """The figures of an article as stated, one claim for each kind, value and phase with all its places; of the dates
    in its fields, the days on which a conference is held."""
    gathered: dict[tuple[str, float, str, str | None], list[Evidence]] = {}
    for field in fields:
        for one in _figures(dossier.claims, field):
            phase = phases.of_figure(one.kind, one.value, field, one.start, one.end)
            evidence = field.evidence(one.start, one.end, one.kind)
            gathered.setdefault((one.kind, one.value, one.unit, phase), []).append(evidence)
    if dossier.claims.held:
        for kind, day, evidence in days_held(dossier.claims.held, dated, published):
            key = kind, float(f"{day:%Y%m%d}"), "yyyymmdd", phases.of_day(day)
            gathered.setdefault(key, []).append(evidence)
    return tuple(
        Claim(kind=kind, value=value, unit=unit, phase=phase, evidence=tuple(evidence))
        for (kind, value, unit, phase), evidence in gathered.items()
    )


def _figures(matcher: ClaimMatcher, field: FoldedField) -> Iterator[_Figure]:
    for number in numbers_in(field.text):
        yield from _counted(matcher, field, number)
    for dual in matcher.dual:
        for pattern in dual.words:
            for start, end in pattern.matches(field.text):
                yield _Figure(dual.entry.kind, dual.entry.value, dual.entry.unit, start, end)
    yield from _numbered(matcher, field)
    yield from _ranked(matcher, field)


def _counted(matcher: ClaimMatcher, field: FoldedField, number: Number) -> Iterator[_Figure]:
    for counted in matcher.counted:
        match = counted.noun.match(field.text, number.end)
        if (
            match is not None
            and not (number.value == 1 and _ONE_OF.match(match[0]))
            and (not counted.followed_by or _is_followed(field.text, match.end(), counted.followed_by))
            and (not counted.preceded_by or _is_preceded(field.text, number.start, counted.preceded_by))
            and not _is_preceded(field.text, number.start, counted.not_preceded_by)
        ):
            one = counted.entry
            value = number.value * 2 if number.doubles else number.value
            yield _Figure(one.kind, value, one.unit, number.start, match.end())
            return
    for bare in matcher.bare:
        if (
            _PAUSE.match(field.text, number.end) or _is_followed(field.text, number.end, bare.followed_by, reach=1)
        ) and _is_preceded(field.text, number.start, bare.preceded_by, _FOLLOWING):
            yield _Figure(bare.entry.kind, number.value, bare.entry.unit, number.start, number.end)
            return


def _is_preceded(text: str, at: int, patterns: Sequence[Pattern], reach: int = _PRECEDING) -> bool:
    """Whether one of the patterns stands within `reach` letters before `at` in its clause, no other figure between."""
    before = _BEFORE.split(text[max(0, at - reach) : at])[-1]
    return any(pattern.found_in(before) for pattern in patterns)


def _is_followed(text: str, at: int, patterns: Sequence[Pattern], reach: int = _FOLLOWING // 3) -> bool:
    """Whether one of the patterns stands within `reach` letters after `at`: at once, or an adjective or two between."""
    following = _AFTER.split(text[at : at + _FOLLOWING])[0]
    return any(start <= reach for pattern in patterns for start, _ in pattern.matches(following))


def _numbered(matcher: ClaimMatcher, field: FoldedField) -> Iterator[_Figure]:
    numbers = list(ordinals_in(field.text))
    for ordinal in matcher.numbered:
        found = sorted(ordinal.nouns.matches(field.text), reverse=True)
        for number in numbers:
            said = field.text[number.start : number.end]
            before = (span for span in found if span[1] <= number.start)
            noun = next((span for span in before if _agree(field.text[slice(*span)], said)), None)
            if noun is None or number.start - noun[1] > _WIDEST_WORD * (ordinal.entry.within + 1):
                continue
            between = _BEING.sub("", _TITLE.sub(" ", field.text[noun[1] : number.start]))
            if between.strip() == "،" and _PAUSE.match(field.text, number.end):
                between = ""  # هذا الاجتماع، الثالث عشر، كان
            if len(between.split()) > ordinal.entry.within or set(between) & _PARTING or _ANOTHERS.search(between):
                continue
            if _is_meant(ordinal, field.text, noun[0], number.end):
                yield _Figure(ordinal.entry.kind, number.value, ordinal.entry.unit, noun[0], number.end)


def _ranked(matcher: ClaimMatcher, field: FoldedField) -> Iterator[_Figure]:
    text = field.text
    ranks = list(ranks_in(text))
    for ranked in matcher.ranked if ranks else ():
        behind = {start: end for pattern in ranked.before for start, end in pattern.matches(text)}
        ahead = {end: start for pattern in ranked.after for start, end in pattern.matches(text)}
        for rank in ranks:
            start, end = ahead.get(rank.start - 1, rank.start), behind.get(rank.end + 1, rank.end)
            if (start, end) == (rank.start, rank.end) or _is_followed(text, end, ranked.not_followed_by):
                continue
            if not _is_preceded(text, start, ranked.not_preceded_by):
                yield _Figure(ranked.entry.kind, rank.value, ranked.entry.unit, start, end)


def _is_meant(ordinal: OrdinalMatcher, text: str, start: int, end: int) -> bool:
    """Whether what stands around a numbered noun at [start, end) does not speak against it."""
    if ordinal.followed_by and not _is_followed(text, end, ordinal.followed_by):
        return False
    if _DAY_OF.search(text, max(0, start - _PRECEDING), start):
        return False
    return not (
        _is_followed(text, end, ordinal.not_followed_by)
        or _is_preceded(text, start, ordinal.not_preceded_by, _FOLLOWING)
    )


def _agree(noun: str, ordinal: str) -> bool:
    """Whether a noun may be what an ordinal numbers: a feminine one is of none that is not, جلسة المؤتمر الأولى."""
    feminine = ordinal.split()[0].endswith(_FEMININE) or ordinal == "الاولي"
    return not feminine or noun.split()[0].rstrip("،,").endswith(_FEMININE_NOUN)
