"""Dates in numbers alone: 2024-11-04, 4/11/2024, 1446/05/02; every order that the form allows is a reading."""

import re
from collections.abc import Iterator

from services.parser.dates.expression import DateExpression, Moment, exists
from services.parser.dates.hijri import from_hijri
from services.parser.dates.weekday import weekday_before

# What may not precede a date is asked after its first digit: so the engine looks for digits alone.
_NUMERIC = re.compile(
    r"(?P<a>\d(?<!\d\d)(?<!\d[/.:\-]\d)\d{0,3})\s?(?P<one>[/.\-–؍])\s?(?P<b>\d{1,2})\s?(?P<two>[/.\-–؍,،])\s?(?P<c>\d{1,4})"
    r"(?!\d|[/.\-]\d)(?:\s?(?P<hijri>ه|هجري|هجريه)(?!\w))?(?:\s?م(?!\w)(?!\s?\d))?"
)
_BASIC = re.compile(
    r"(?P<year>[12](?<![\w\-/][12])(?:(?<=1)9|(?<=2)0)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?=t\d{4}|(?![\w\-/]))"
)
# People's Daily prints 2019:05:16.15:45.
_COLONS = re.compile(
    r"(?P<year>[12](?<![\d:][12])(?:(?<=1)9|(?<=2)0)\d\d):(?P<month>0[1-9]|1[0-2]):(?P<day>[0-3]\d)(?=\.\d\d:\d\d|(?![\d:.]))"
)
# Numbers of these years are either lunar years of the 1970s to 1990s or solar years of Persian pages: not to be told.
_SOLAR_OR_LUNAR = range(1375, 1420)
_HIJRI_YEARS = range(1343, 1501)
_GREGORIAN_YEARS = range(1800, 2151)


def numeric_dates(text: str) -> Iterator[DateExpression]:
    """The dates of a folded text in numbers alone; a form that no calendar knows is left out."""
    for found in _NUMERIC.finditer(text):
        if found["one"] != found["two"] and found["two"] not in ",،":
            continue
        if read := _read(found):
            kind, readings = read
            weekday, start = weekday_before(text, found.start())
            yield DateExpression(
                start=start,
                end=found.end(),
                kind="hijri" if kind == "hijri" else "numeric",
                readings=readings,
                weekday=weekday,
            )
    for found in (*_BASIC.finditer(text), *_COLONS.finditer(text)):
        if moment := _gregorian(int(found["year"]), int(found["month"]), int(found["day"])):
            yield DateExpression(start=found.start(), end=found.end(), kind="numeric", readings=(moment,))


def _read(found: re.Match[str]) -> tuple[str, tuple[Moment, ...]] | None:
    orders = _orders(found["a"], found["b"], found["c"])
    gregorian = () if found["hijri"] else _distinct(_gregorian(*_full(order)) for order in orders)
    if gregorian:
        return "numeric", gregorian
    hijri = _distinct(_hijri(order, bool(found["hijri"])) for order in orders)
    if len(hijri) == 2 and found["hijri"]:
        # Nobody who writes this calendar puts the month first.
        hijri = hijri[:1]
    return ("hijri", hijri) if len(hijri) == 1 else None


def _orders(a: str, b: str, c: str) -> list[tuple[int, int, int]]:
    """The (year, month, day) that the form can mean: year first, day first, month first."""
    first, middle, last = int(a), int(b), int(c)
    if first * last == 0 or max(len(a), len(c)) == 4 > len(str(max(first, last))):
        return []
    if len(a) == 4:
        return [(first, middle, last)] if len(c) <= 2 else []
    if len(a) > 2 or len(c) == 3:
        return []
    day_or_month_first = [(last, middle, first), (last, first, middle)]
    if len(c) == 4:
        return day_or_month_first
    # Two figures for the year: only where all three have two, and then it may stand first too.
    return [*day_or_month_first, (first, middle, last)] if len(a) == len(b) == len(c) == 2 else []


def _full(order: tuple[int, int, int]) -> tuple[int, int, int]:
    year, month, day = order
    return (year + (2000 if year < 70 else 1900) if year < 100 else year), month, day


def _gregorian(year: int, month: int, day: int) -> Moment | None:
    moment = Moment(year=year, month=month, day=day)
    return moment if year in _GREGORIAN_YEARS and exists(moment) else None


def _hijri(order: tuple[int, int, int], marked: bool) -> Moment | None:
    year, month, day = order
    year = year + 1400 if year < 100 else year
    if year not in _HIJRI_YEARS or (year in _SOLAR_OR_LUNAR and not marked):
        return None
    return from_hijri(year, month, day)


def _distinct(moments: Iterator[Moment | None]) -> tuple[Moment, ...]:
    return tuple(dict.fromkeys(moment for moment in moments if moment))
