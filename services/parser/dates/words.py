"""The words that dates are made of, read once from the data files, in their search form."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from contracts.search_form import folded

_Names = tuple[tuple[str, ...], ...]


class _Calendar(Struct, frozen=True):
    gregorian: dict[str, _Names]
    hijri: dict[str, _Names]
    weekdays: dict[str, _Names]


class _Numbers(Struct, frozen=True):
    days: _Names
    units: _Names
    teen: tuple[str, ...]
    twenty: tuple[str, ...]
    thirty: tuple[str, ...]
    year: dict[str, int]


class Relative(Struct, frozen=True):
    """Words of relative dates: `minutes` and `dual_minutes` give a unit's length."""

    yesterday: tuple[str, ...]
    before_yesterday: tuple[str, ...]
    ago: tuple[str, ...]
    minutes: dict[str, int]
    dual_minutes: dict[str, int]


class Phrases(Struct, frozen=True):
    """Words around dates, as phrases.toml explains them."""

    between_days: tuple[str, ...]
    current: tuple[str, ...]
    past: tuple[str, ...]
    next: tuple[str, ...]
    hijri_marks: tuple[str, ...]
    gregorian_marks: tuple[str, ...]
    before_clock: tuple[str, ...]
    beside: tuple[str, ...]
    published: tuple[str, ...]
    modified: tuple[str, ...]
    not_publication: tuple[str, ...]
    relative: Relative


class Clock(Struct, frozen=True):
    """Words of times of day, as clock.toml explains them."""

    before_noon: tuple[str, ...]
    after_noon: tuple[str, ...]
    noon: tuple[str, ...]
    night: tuple[str, ...]
    zones: dict[str, str]


@cache
def gregorian_months() -> dict[str, int]:
    """Folded name to month, 1 to 12."""
    return _numbered(_calendar().gregorian.values(), first=1)


@cache
def hijri_months() -> dict[str, int]:
    """Folded name to month, 1 to 12."""
    return _numbered(_calendar().hijri.values(), first=1)


@cache
def weekdays() -> dict[str, int]:
    """Folded name to day of the week, Monday 0."""
    return _numbered(_calendar().weekdays.values(), first=0)


@cache
def day_words() -> dict[str, int]:
    """Folded ordinal to day of the month: «الثاني والعشرين» is 22."""
    numbers = msgspec.toml.decode(_read("numbers.toml"), type=_Numbers)
    days = _numbered([numbers.days], first=1)
    units = _numbered([numbers.units], first=1)
    for unit, value in units.items():
        days |= {f"{unit} {folded(teen)}": 10 + value for teen in numbers.teen}
        days |= {f"{unit} و{folded(twenty)}": 20 + value for twenty in numbers.twenty}
    days |= {folded(twenty): 20 for twenty in numbers.twenty}
    for thirty in map(folded, numbers.thirty):
        days |= {thirty: 30} | {f"{unit} و{thirty}": 31 for unit, value in units.items() if value == 1}
    return days


@cache
def year_words() -> dict[str, int]:
    """Folded word to its part of a year."""
    return {
        folded(word): value for word, value in msgspec.toml.decode(_read("numbers.toml"), type=_Numbers).year.items()
    }


@cache
def phrases() -> Phrases:
    """Words around dates."""
    return msgspec.toml.decode(_read("phrases.toml"), type=Phrases)


@cache
def clock_words() -> Clock:
    """Words of times of day."""
    return msgspec.toml.decode(_read("clock.toml"), type=Clock)


def any_of(names: Iterable[str]) -> str:
    """A regular expression that matches one of the names in a folded text, the longest first."""
    return "|".join(re.escape(name) for name in sorted({folded(name).strip() for name in names}, key=len, reverse=True))


def opening_with(names: Iterable[str], not_after: str = r"\w") -> str:
    """As `any_of`, where no letter of the class `not_after` stands before the name.

    The names are grouped by their first letter, and what precedes it is asked after it: so the engine looks for these
    letters alone, where a pattern that opens with the question is tried in full at every letter of a text.
    """
    groups: dict[str, list[str]] = {}
    for name in sorted({folded(name).strip() for name in names}, key=len, reverse=True):
        groups.setdefault(name[0], []).append(re.escape(name[1:]))
    return "|".join(
        rf"{re.escape(first)}(?<!{not_after}{re.escape(first)})(?:{'|'.join(rest)})" for first, rest in groups.items()
    )


def _numbered(traditions: Iterable[_Names], first: int) -> dict[str, int]:
    return {
        folded(name): number
        for names in traditions
        for number, spellings in enumerate(names, start=first)
        for name in spellings
    }


@cache
def _calendar() -> _Calendar:
    return msgspec.toml.decode(_read("calendar.toml"), type=_Calendar)


def _read(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()
