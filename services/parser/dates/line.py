"""Whether a line is nothing but a date."""

import re
from functools import cache

from contracts.search_form import folded, search_form
from services.parser.dates import words
from services.parser.dates.clock import clock_times
from services.parser.dates.find import dates_in_form
from services.parser.dates.relative import is_relative_line

# Weekday, Hijri and Gregorian date, time and zone, published and changed, with their labels.
_LONGEST_LINE = 140
_LONGEST_RELATIVE_LINE = 40
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")


def is_date_line(line: str) -> bool:
    """Whether a line holds a date or a time of day, and beside it only what such lines say of it («آخر تحديث:»).

    A number alone, a year alone and a sentence that names a date are none.
    """
    if len(line) > _LONGEST_LINE:
        return False
    if not _DIGIT.search(line):
        return len(line) <= _LONGEST_RELATIVE_LINE and is_relative_line(line)
    form = search_form(line)
    found = dates_in_form(form, line)
    rest = line
    for each in reversed(found):
        rest = f"{rest[: each.start]} {rest[each.end :]}"
    plain = folded(rest)
    clocks = list(clock_times(plain))
    for clock in reversed(clocks):
        plain = f"{plain[: clock.start]} {plain[clock.end :]}"
    if not found and not clocks:
        return is_relative_line(line)
    return all(word in _beside_dates() for word in _WORD.findall(plain))


@cache
def _beside_dates() -> frozenset[str]:
    phrases, clock = words.phrases(), words.clock_words()
    said = (*phrases.published, *phrases.modified, *phrases.before_clock, *phrases.beside, *clock.zones)
    marks = (*phrases.hijri_marks, *phrases.gregorian_marks)
    return frozenset(word for phrase in (*said, *marks, *words.weekdays()) for word in _WORD.findall(folded(phrase)))
