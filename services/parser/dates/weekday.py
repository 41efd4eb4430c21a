"""The day of the week printed before a date, which can confirm it, contradict it or settle its order."""

import re
from functools import cache

from services.parser.dates import words

_REACH = 24


def weekday_before(text: str, at: int) -> tuple[int | None, int]:
    """The weekday (Monday 0) that ends right before `at` in a folded text, and where the date then starts."""
    found = _before().search(text, max(0, at - _REACH), at)
    if found is None:
        return None, at
    return words.weekdays()[found["day"]], found.start("day")


@cache
def _before() -> re.Pattern[str]:
    names = words.any_of(words.weekdays())
    return re.compile(rf"(?<!\w)(?P<day>{names})(?!\w)[\s,،.:/|\-–]{{0,4}}(?:(?:الموافق|في|يوم)\s)?$")
