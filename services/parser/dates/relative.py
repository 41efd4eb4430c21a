"""Lines that are nothing but a relative date: «منذ ساعتين», «أمس», «قبل 3 أيام»."""

import re
from datetime import datetime, timedelta
from functools import cache

from contracts.search_form import folded
from services.parser.dates import words
from services.parser.dates.expression import DateExpression, Moment

# Beyond a week such lines are rounded to weeks and months, and the day is lost.
_LONGEST_DAYS = 7
_LONGEST_LINE = 60


def relative_date(text: str, fetched_at: datetime) -> DateExpression | None:
    """The day that a line means, seen at `fetched_at` (in the outlet's zone where known).

    None where the line says more or where the unit's breadth crosses midnight, so that the day stays open.
    """
    # No relative line opens with a year and a dash, as the instants of metadata do.
    found = _line().fullmatch(_bare(text)) if len(text) <= _LONGEST_LINE and text[4:5] != "-" else None
    if found is None:
        return None
    span = _minutes(found)
    if span is None or span[0] > _LONGEST_DAYS * 1440:
        return None
    latest, breadth = span
    days = {(fetched_at - timedelta(minutes=back)).date() for back in (latest, latest + breadth)}
    if len(days) != 1:
        return None
    day = days.pop()
    moment = Moment(year=day.year, month=day.month, day=day.day)
    return DateExpression(start=0, end=len(text), surface=text, kind="named", readings=(moment,))


def is_relative_line(text: str) -> bool:
    """Whether a line is nothing but a relative date, whatever day it means."""
    return _line().fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    return folded(text).strip(" :.،-–|")


def _minutes(found: re.Match[str]) -> tuple[int, int] | None:
    """How many minutes ago at least, and how many more it may be."""
    for name, days in (("yesterday", 1), ("before_yesterday", 2)):
        if found[name]:
            return days * 1440, 0
    if found["dual"]:
        minutes = _units(words.phrases().relative.dual_minutes)[found["dual"]]
        return _broad(minutes, minutes // 2)
    unit = _units(words.phrases().relative.minutes)[found["unit"] or found["english_unit"]]
    return _broad(int(found["number"] or found["english_number"] or 1) * unit, unit)


def _broad(minutes: int, unit: int) -> tuple[int, int]:
    return minutes, 0 if unit == 1440 else unit


def _units(units: dict[str, int]) -> dict[str, int]:
    return {folded(name): minutes for name, minutes in units.items()}


@cache
def _line() -> re.Pattern[str]:
    phrases = words.phrases()
    relative = phrases.relative
    label = words.any_of((*phrases.published, *phrases.modified))
    unit, dual = words.any_of(relative.minutes), words.any_of(relative.dual_minutes)
    return re.compile(
        rf"(?:(?:{label})\s?:?\s?)?(?:(?P<before_yesterday>{words.any_of(relative.before_yesterday)})"
        rf"|(?P<yesterday>{words.any_of(relative.yesterday)})"
        rf"|(?:{words.any_of(relative.ago)})\s(?:(?P<dual>{dual})|(?:(?P<number>\d{{1,3}})\s)?(?P<unit>{unit}))"
        rf"|(?P<english_number>\d{{1,3}})\s(?P<english_unit>{unit})\sago)"
    )
