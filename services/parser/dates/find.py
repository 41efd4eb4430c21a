"""Every date that a text writes."""

import re
from functools import lru_cache

from msgspec.structs import replace

from contracts.search_form import SearchForm, search_form
from services.parser.dates.clock import clock_times, with_time
from services.parser.dates.expression import DateExpression, Moment
from services.parser.dates.iso import iso_date
from services.parser.dates.named import named_dates
from services.parser.dates.numeric import numeric_dates

# Signs that Arabic locales of browsers and servers (CLDR) put into their numeric dates, always day first.
_DIRECTION_MARKS = ("\u200f", "\u061c")
_LINE = 200
_DIGIT = re.compile(r"\d")


def dates_in(text: str) -> list[DateExpression]:
    """The date expressions of a text in order, none within another; offsets count code points of `text`.

    Named, numeric and Hijri forms with and without year, spans of days, times beside them. Years alone and
    relative forms are left out. What is ambiguous keeps all its readings.
    """
    return list(_dates_in_line(text)) if len(text) <= _LINE else dates_in_form(search_form(text), text)


@lru_cache(1024)  # a page's lines are asked for dates by several stages
def _dates_in_line(text: str) -> tuple[DateExpression, ...]:
    if iso := iso_date(text):
        return (iso,)
    return tuple(dates_in_form(search_form(text), text))


def dates_in_form(form: SearchForm, text: str) -> list[DateExpression]:
    """As `dates_in`, for a text whose search form is at hand."""
    numeric = numeric_dates(form.text) if _DIGIT.search(form.text) else ()
    found = sorted((*named_dates(form.text), *numeric), key=lambda each: (each.start, -each.end))
    clocks = list(clock_times(form.text)) if found else []
    timed: list[DateExpression] = []
    for each in _apart(found):
        timed.append(with_time(form.text, each, clocks, timed[-1].end if timed else 0))
    return [_printed(each, form, text) for each in _spans(form.text, timed)]


def _apart(found: list[DateExpression]) -> list[DateExpression]:
    kept: list[DateExpression] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _spans(text: str, found: list[DateExpression]) -> list[DateExpression]:
    """«30 أبريل - 2 مايو 2019»: two dates tied by a dash are one span, and share the year."""
    joined: list[DateExpression] = []
    for each in found:
        before = joined[-1] if joined else None
        if before and _spans_to(text, before, each):
            first = replace(before.readings[0], year=before.readings[0].year or each.readings[0].year)
            joined[-1] = replace(before, end=each.end, readings=(first,), last=each.readings[0])
        else:
            joined.append(each)
    return joined


def _spans_to(text: str, before: DateExpression, after: DateExpression) -> bool:
    tied = text[before.end : after.start].strip() in ("-", "–", "—", "الي", "حتي", "الي يوم", "حتي يوم")
    alike = before.kind == after.kind == "named" and before.grain == after.grain == "day"
    if not tied or not alike or before.last or after.last:
        return False
    return _position(before.readings[0], after.readings[0]) < _position(after.readings[0], after.readings[0])


def _position(moment: Moment, other: Moment) -> tuple[int, int, int]:
    return (moment.year or other.year or 0, moment.month, moment.day or 0)


def _printed(found: DateExpression, form: SearchForm, text: str) -> DateExpression:
    start, end = form.printed_span(found.start, found.end)
    surface = text[start:end].rstrip()
    end = start + len(surface)
    marked = found.ambiguous and any(mark in surface for mark in _DIRECTION_MARKS)
    indic = found.ambiguous and any("٠" <= letter <= "٩" for letter in surface)
    return replace(found, start=start, end=end, surface=surface, day_first_form=marked or indic)
