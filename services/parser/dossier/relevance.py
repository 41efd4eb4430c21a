"""How far an article is about a dossier: what each term found adds, and the level that follows."""

from collections.abc import Iterable, Iterator, Sequence
from math import inf

from contracts.article import Evidence, Level, Relevance
from services.parser.dossier.compiled import Dossier, Entry, TermMatcher
from services.parser.dossier.pattern import Pattern
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.schema import Exclusion, Levels, Term

Hit = tuple[FoldedField, int, int]
_Found = Sequence[tuple[TermMatcher[Term], Sequence[Hit]]]


def relevance_of(dossier: Dossier, fields: Sequence[FoldedField]) -> Relevance:
    """Score and level of an article.

    The score is the sum of the evidence's weights, cut to 1. Every term counts once, in the lead if it
    stands there. What only colours the text, and what is named only in passing or after the lead, stop adding
    at their caps; what speaks against takes no more than what names the subject in the lead gave. The weight
    of a piece of evidence is what it added in the end.
    """
    # Every term needs a word of the gate, and what speaks against takes only from what terms gave.
    text = "\n".join([field.text for field in fields])
    if not any(word in text for word in dossier.gate):
        return Relevance(score=0.0, level=_level(0.0, dossier.terms.levels))
    leading, passing, context = _spoken_for(dossier, fields)
    against = _spoken_against(dossier, fields, sum(one.weight for one in leading), _beyond_doubt(dossier, leading))
    evidence = (*leading, *passing, *context, *against)
    score = round(min(1.0, sum(one.weight for one in evidence)), 3)
    return Relevance(score=score, level=_level(score, dossier.terms.levels), evidence=evidence)


def _level(score: float, levels: Levels) -> Level:
    if score >= levels.core:
        return "core"
    if score >= levels.mention:
        return "mention"
    return "related" if score >= levels.related else "off_topic"


def _spoken_for(
    dossier: Dossier, fields: Sequence[FoldedField]
) -> tuple[list[Evidence], list[Evidence], list[Evidence]]:
    """What names the subject in the lead, what names it in passing, and what only colours the text."""
    levels = dossier.terms.levels
    masks, passages = _masks(dossier.exclusions, fields), _passing(dossier.exclusions, fields)
    occasions = _stretches(dossier.occasions, fields)
    found = [(matcher, list(_hits(matcher, fields))) for matcher in dossier.matchers]
    opened = _is_opened(found, levels, [*masks, *passages], occasions)
    leading: list[Evidence] = []
    passing: list[Evidence] = []
    context: list[Evidence] = []
    for matcher, everywhere in found:
        term = matcher.entry
        hits = [hit for hit in everywhere if not any(_overlap(hit, mask) for mask in masks)]
        if not hits or (matcher.beside and not _in_lead(matcher.beside, fields, levels)):
            continue
        first = [
            hit
            for hit in hits
            if ((opened and _begins_within(hit, levels.lead)) or any(_overlap(hit, one) for one in occasions))
            and not any(_overlap(hit, one) for one in passages)
        ]
        place, cap = (leading, inf) if first else (passing, levels.in_passing_cap)
        if term.context:
            place, cap = context, levels.context_cap
        weight = min(term.weight, max(0.0, cap - sum(one.weight for one in place)))
        place.append(_evidence((first or hits)[0], term.id, weight))
    return leading, passing, context


def _is_opened(found: _Found, levels: Levels, aside: Sequence[Hit], occasions: Sequence[Hit]) -> bool:
    """Whether the opening names the subject or where it is at home, the lead its official title, or an occasion the
    subject: what comes up later only is one matter among others."""
    opening = levels.opening or levels.lead
    return any(
        _begins_within(hit, levels.lead if matcher.entry.entitles else opening)
        or any(_overlap(hit, one) for one in occasions)
        for matcher, hits in found
        if matcher.entry.opens or not matcher.entry.context
        for hit in hits
        if matcher.entry.opens or not any(_overlap(hit, one) for one in aside)
    )


def _beyond_doubt(dossier: Dossier, leading: Sequence[Evidence]) -> float:
    """How much of what was named in the lead no other subject takes away: what names this one by its own name, as far
    as a mention goes."""
    own = {matcher.entry.id for matcher in dossier.matchers if matcher.entry.names}
    return min(sum(one.weight for one in leading if one.term in own), dossier.terms.levels.in_passing_cap)


def _spoken_against(
    dossier: Dossier, fields: Sequence[FoldedField], left: float, beyond_doubt: float
) -> Iterator[Evidence]:
    levels = dossier.terms.levels
    for matcher in dossier.exclusions:
        if not matcher.entry.weight:
            continue
        hits = list(_hits(matcher, fields))
        leading = [hit for hit in hits if _begins_within(hit, levels.lead)]
        most = left if matcher.entry.masks else max(0.0, left - beyond_doubt)
        weight = min(matcher.entry.weight if leading else matcher.entry.weight / 2, most)
        if hits and round(weight, 3) > 0:
            left -= weight
            yield _evidence((leading or hits)[0], matcher.entry.id, -weight)


def _masks(exclusions: Iterable[TermMatcher[Exclusion]], fields: Sequence[FoldedField]) -> list[Hit]:
    return [hit for matcher in exclusions if matcher.entry.masks for hit in _hits(matcher, fields)]


def _passing(exclusions: Iterable[TermMatcher[Exclusion]], fields: Sequence[FoldedField]) -> list[Hit]:
    """The stretches in which things are named in passing."""
    return _stretches([one for one in exclusions if one.entry.passing], fields)


def _stretches(matchers: Iterable[TermMatcher[Entry]], fields: Sequence[FoldedField]) -> list[Hit]:
    """What stands within reach after the words of each, with them."""
    return [
        (field, start, end + matcher.entry.within)
        for matcher in matchers
        for field, start, end in _hits(matcher, fields)
    ]


def _hits(matcher: TermMatcher[Entry], fields: Sequence[FoldedField]) -> Iterator[Hit]:
    for field in fields:
        for pattern in matcher.patterns:
            for start, end in pattern.matches(field.text):
                if not _contradicted(matcher, field, start, end):
                    yield field, start, end


def _contradicted(matcher: TermMatcher[Entry], field: FoldedField, start: int, end: int) -> bool:
    """Whether an `unless` pattern stands in the match's own paragraph, within its reach."""
    if not matcher.unless:
        return False
    reach = matcher.entry.within
    first = max(field.text.rfind("\n", 0, start) + 1, start - reach)
    stop = field.text.find("\n", end)
    around = field.text[first : min(stop if stop >= 0 else len(field.text), end + reach)]
    return any(pattern.found_in(around) for pattern in matcher.unless)


def _overlap(one: Hit, other: Hit) -> bool:
    return one[0] is other[0] and one[1] < other[2] and other[1] < one[2]


def _begins_within(hit: Hit, letters: int) -> bool:
    return hit[0].name != "body" or hit[1] < letters


def _in_lead(patterns: Sequence[Pattern], fields: Sequence[FoldedField], levels: Levels) -> bool:
    return any(
        pattern.found_in(field.text[: levels.lead] if field.name == "body" else field.text)
        for field in fields
        for pattern in patterns
    )


def _evidence(hit: Hit, term: str, weight: float) -> Evidence:
    field, start, end = hit
    return field.evidence(start, end, term, round(weight, 3))
