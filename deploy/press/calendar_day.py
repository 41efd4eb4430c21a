"""Today's date as a newspaper's header prints it."""

from datetime import datetime
from functools import cache
from pathlib import Path

import msgspec

_WORDS = Path(__file__).with_name("calendar.toml")


def printed_day(day: datetime) -> str:
    """Weekday, day, month and year in Arabic: «الاثنين 23 نوفمبر 2026»."""
    words = _words()
    return f"{words['weekdays'][day.weekday()]} {day.day} {words['months'][day.month - 1]} {day.year}"


@cache
def _words() -> dict[str, list[str]]:
    return msgspec.toml.decode(_WORDS.read_bytes(), type=dict[str, list[str]])
