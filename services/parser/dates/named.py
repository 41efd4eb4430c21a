"""Dates with the month's name: «18 أكتوبر/تشرين الأول 2022», «2024 الأربعاء ,06 نوفمبر», «2 جمادى الأولى 1446هـ»."""

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from services.parser.dates import words
from services.parser.dates.expression import DateExpression, Moment, Qualifier, exists
from services.parser.dates.hijri import FIRST_YEAR, LAST_YEAR, from_hijri, on_weekday
from services.parser.dates.weekday import weekday_before

_FIRST_GREGORIAN, _LAST_GREGORIAN = 1300, 2150
# The days before a month's name, the longest: «الحادي والعشرين والثاني والعشرين من شهر».
_REACH = 72
# «2024 الأربعاء ,» before the day.
_YEAR_REACH = 24
_LETTER = r"[^\W\d_]"


class _Grammar(Struct, frozen=True):
    month: re.Pattern[str]
    double: re.Pattern[str]
    days_before: re.Pattern[str]
    one_day: re.Pattern[str]
    day_after: re.Pattern[str]
    day_close: re.Pattern[str]
    year_before: re.Pattern[str]
    year_after: re.Pattern[str]
    year_and_weekday: re.Pattern[str]
    words_year: re.Pattern[str]
    qualifier: re.Pattern[str]


class _Year(Struct, frozen=True):
    value: int
    end: int


def named_dates(text: str) -> Iterator[DateExpression]:
    """The dates of a folded text that name their month, in order; offsets count its letters."""
    grammar, end = _grammar(), 0
    for month in grammar.month.finditer(text):
        if month.start() >= end and (found := _around(text, month, end)):
            end = found.end
            yield found


def _around(text: str, month: re.Match[str], floor: int) -> DateExpression | None:
    after = _after_double(text, month)
    if after is None:
        return None
    days = _days_before(text, month.start(), floor)
    if days is None:
        return _year_first(text, month, after) or _month_first(text, month, after) or _month_alone(text, month, after)
    start, numbers = days
    year = _year_after(text, after)
    if _is_hijri(month):
        return _in_hijri(text, start, numbers, words.hijri_months()[month[0]], year)
    if year is None and (before := _grammar().year_and_weekday.search(text, max(floor, start - _YEAR_REACH), start)):
        start, year = before.start(), _Year(int(before["year"]), after)
    return _in_gregorian(text, start, numbers, words.gregorian_months()[month[0]], year, after)


def _after_double(text: str, month: re.Match[str]) -> int | None:
    """Where «أكتوبر/تشرين الأول» or «يوليو تموز» ends, both names counted; None where the two disagree."""
    if _is_hijri(month):
        return month.end()
    double = _grammar().double.match(text, month.end())
    if double is None:
        return month.end()
    months = words.gregorian_months()
    if months[double["month"]] == months[month[0]]:
        return double.end()
    return None if double["tie"] else month.end()


def _days_before(text: str, at: int, floor: int) -> tuple[int, list[int]] | None:
    found = _grammar().days_before.search(text, max(floor, at - _REACH), at)
    if found is None:
        return None
    parts = list(_grammar().one_day.finditer(text, found.start("days"), found.end("days")))
    numbers = [_day(part[0]) for part in parts]
    if numbers != sorted(set(numbers)):
        return parts[-1].start(), numbers[-1:]
    return found.start("days"), numbers


def _day(printed: str) -> int:
    return int(printed) if printed.isdecimal() else words.day_words()[printed]


def _year_after(text: str, at: int) -> _Year | None:
    if found := _grammar().year_after.match(text, at):
        return _Year(int(found["year"]), found.end())
    if found := _grammar().words_year.match(text, at):
        parts = [words.year_words()[part] for part in found["words"].split()]
        return _Year(sum(parts), found.end())
    return None


def _in_gregorian(
    text: str, start: int, days: list[int], month: int, year: _Year | None, after: int
) -> DateExpression | None:
    known = year if year and _FIRST_GREGORIAN <= year.value <= _LAST_GREGORIAN else None
    number = known.value if known else None
    if not all(exists(Moment(year=number, month=month, day=day)) for day in days):
        return None
    weekday, begin = weekday_before(text, start)
    end = known.end if known else after
    qualified = _grammar().qualifier.match(text, end) if known is None else None
    return DateExpression(
        start=begin,
        end=qualified.end() if qualified else end,
        kind="named",
        readings=(Moment(year=number, month=month, day=days[0]),),
        last=Moment(year=number, month=month, day=days[-1]) if len(days) > 1 else None,
        qualifier=_qualifier(qualified) if qualified else None,
        qualifies=("month" if qualified["year"] is None else "year") if qualified else None,
        weekday=weekday,
    )


def _in_hijri(text: str, start: int, days: list[int], month: int, year: _Year | None) -> DateExpression | None:
    if year is None or not FIRST_YEAR <= year.value <= LAST_YEAR:
        return None
    moments = [moment for day in days if (moment := from_hijri(year.value, month, day))]
    if not moments:
        return None
    weekday, begin = weekday_before(text, start)
    last = moments[-1] if len(moments) > 1 else None
    first = moments[0] if last else on_weekday(moments[0], weekday)
    return DateExpression(start=begin, end=year.end, kind="hijri", readings=(first,), last=last, weekday=weekday)


def _year_first(text: str, month: re.Match[str], after: int) -> DateExpression | None:
    """2022-Oct-22, «2022 أكتوبر 22»."""
    start = max(0, month.start() - len("2022 - "))
    year, day = _grammar().year_before.search(text, start, month.start()), _grammar().day_close.match(text, after)
    if year is None or day is None or _is_hijri(month):
        return None
    number = words.gregorian_months()[month[0]]
    return _in_gregorian(text, year.start(), [_day(day["day"])], number, _Year(int(year[1]), day.end()), after)


def _month_first(text: str, month: re.Match[str], after: int) -> DateExpression | None:
    """«November 4, 2024», «يناير الثاني والعشرين، 2018»."""
    day = _grammar().day_after.match(text, after)
    if day is None or _is_hijri(month):
        return None
    year = _year_after(text, day.end())
    if year is None:
        return None
    number = words.gregorian_months()[month[0]]
    return _in_gregorian(text, month.start(), [_day(day["day"])], number, year, day.end())


def _month_alone(text: str, month: re.Match[str], after: int) -> DateExpression | None:
    tied = text.endswith(("/", "("), 0, month.start())
    year = _year_after(text, after) if not _is_hijri(month) and not tied else None
    if year is None or not _FIRST_GREGORIAN <= year.value <= _LAST_GREGORIAN:
        return None
    moment = Moment(year=year.value, month=words.gregorian_months()[month[0]])
    return DateExpression(start=month.start(), end=year.end, kind="named", readings=(moment,))


def _is_hijri(month: re.Match[str]) -> bool:
    return month[0] in words.hijri_months()


def _qualifier(found: re.Match[str]) -> Qualifier:
    return "current" if found["current"] else "past" if found["past"] else "next"


@cache
def _grammar() -> _Grammar:
    phrases = words.phrases()
    gregorian = words.any_of(words.gregorian_months())
    every = words.opening_with((*words.gregorian_months(), *words.hijri_months()), _LETTER)
    number = r"(?<![\d])(?<!\d[:.,/٫])(?:3[01]|[12]\d|0?[1-9])(?!\d)"
    ordinal = rf"(?<![^\Wو\d_])(?:{words.any_of(words.day_words())})(?!{_LETTER})"
    day = rf"(?:{number}|{ordinal})"
    marks = words.any_of((*phrases.hijri_marks, *phrases.gregorian_marks))
    year_part = words.any_of(words.year_words())
    of_year = r"\s?(?:(?:من|في)\s)?(?:(?:ل|ال)?(?:عام|سنه|عامنا)\s)?"
    return _Grammar(
        month=re.compile(rf"(?:{every})(?!{_LETTER})(?<!\d(?=\d))"),
        double=re.compile(rf"(?:\s?(?:(?P<tie>[/(])|[\-–,،])\s?|\s)(?P<month>{gregorian})(?!\w)\s?\)?"),
        days_before=re.compile(
            rf"(?P<days>{day}(?:\s?(?:{words.any_of(phrases.between_days)})\s?{day}){{0,4}})"
            r"(?:st|nd|rd|th|er)?\)?\s?(?:من\s)?(?:شهر\s)?(?:of\s|de\s)?[-/.،,]?\s?$"
        ),
        one_day=re.compile(day),
        day_after=re.compile(rf"[\s.\-/]{{1,3}}(?P<day>{day})(?:st|nd|rd|th)?(?=[\s,،])"),
        day_close=re.compile(rf"\s?[-/.,،]?\s?(?P<day>{number})(?![\d:/])"),
        year_before=re.compile(r"(?<!\d)(\d{4})\s?[-/.,،]?\s?$"),
        year_after=re.compile(rf"[\s,،./\-–(]{{0,3}}{of_year}\(?(?P<year>\d{{4}})(?!\d)\)?(?:\s?(?:{marks})(?!\w))?"),
        year_and_weekday=re.compile(rf"(?<!\d)(?P<year>\d{{4}})\s(?:{words.any_of(words.weekdays())})\s?[,،]?\s?$"),
        words_year=re.compile(
            rf"[\s,،]{{0,3}}{of_year}(?P<words>(?:الف|و?الفين|الفان)(?:\s(?:{year_part})(?!\w)){{0,4}})(?!\w)"
        ),
        qualifier=re.compile(
            r"\s(?:من\s)?(?:(?P<year>(?:العام|السنه)\s|(?=هذا العام|هذه السنه))|الشهر\s)?"
            rf"(?:(?P<current>{words.any_of(phrases.current)})|(?P<past>{words.any_of(phrases.past)})|(?P<next>{words.any_of(phrases.next)}))(?!\w)"
        ),
    )
