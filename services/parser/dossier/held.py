"""When a conference is held, as an article states it: two claims for a span of days near a word for it."""

from collections.abc import Iterator, Sequence
from datetime import date

from contracts.article import DateFound, Evidence
from services.parser.dates import DateExpression, Moment
from services.parser.dossier.compiled import HeldMatcher
from services.parser.dossier.reading import FoldedField

Dated = tuple[FoldedField, Sequence[DateExpression]]


def days_held(
    matcher: HeldMatcher, dated: Sequence[Dated], published: DateFound | None
) -> Iterator[tuple[str, date, Evidence]]:
    """(kind, day, evidence) of the first and the last day of each span.

    A year that is not printed is the one nearest to the publication; without that there is no claim.
    """
    for field, expressions in dated:
        for each in expressions:
            first, last = each.readings[0], each.last
            if each.ambiguous or last is None or not first.day or not _is_near(matcher, field, each):
                continue
            days = [_day(moment, first, published) for moment in (first, last)]
            for kind, day in zip((matcher.held.begins, matcher.held.ends), days, strict=True):
                if day is not None:
                    evidence = field.printed_evidence(each.start, each.end, kind)
                    yield kind, day, evidence


def _is_near(matcher: HeldMatcher, field: FoldedField, expression: DateExpression) -> bool:
    """Whether a word for the conference stands within reach, in the same paragraph."""
    for pattern in matcher.near:
        for span in pattern.matches(field.text):
            start, end = field.printed_span(*span)
            first, last = min(start, expression.start), max(end, expression.end)
            if last - first <= matcher.held.within and "\n" not in field.printed[first:last]:
                return True
    return False


def _day(moment: Moment, first: Moment, published: DateFound | None) -> date | None:
    """The day of the calendar; month and year of the span's first day where the last has none of its own."""
    year = moment.year or first.year or _likely_year(first, published)
    try:
        return date(year, moment.month or first.month, moment.day or 0) if year else None
    except ValueError:
        return None


def _likely_year(moment: Moment, published: DateFound | None) -> int | None:
    if published is None:
        return None
    year, month = int(published.at[:4]), int(published.at[5:7])
    return min((year - 1, year, year + 1), key=lambda each: abs((each - year) * 12 + moment.month - month))
