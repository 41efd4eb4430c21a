"""What a text calls the present: the weekday in «انطلقت اليوم الاثنين», the month in «16 مايو الجاري»."""

import re
from collections.abc import Sequence
from functools import cache

from contracts.search_form import folded
from services.parser.dates import words

_OPENING_PARAGRAPHS = 4
_REACH = 600


def weekday_in_text(paragraphs: Sequence[str]) -> int | None:
    """The day of the week on which the text was written (Monday 0), None where it names none or several."""
    text = "\n".join(folded(paragraph[:_REACH]) for paragraph in paragraphs[:_OPENING_PARAGRAPHS])
    known = words.weekdays()
    days = {(known[found["day"]] + bool(found["yesterday"])) % 7 for found in _called().finditer(text)}
    return days.pop() if len(days) == 1 else None


def says_current(paragraphs: Sequence[str]) -> bool:
    """Whether a text has a word such as «الجاري», by which it may call a month its own."""
    return _current().search(folded("\n".join(paragraphs))) is not None


@cache
def _current() -> re.Pattern[str]:
    return re.compile(words.any_of(words.phrases().current))


@cache
def _called() -> re.Pattern[str]:
    yesterday = words.any_of(("أمس", "يوم أمس"))
    today = words.any_of(("اليوم", "صباح اليوم", "مساء اليوم", "فجر اليوم"))
    names = words.any_of(words.weekdays())
    return re.compile(rf"(?<!\w)(?:(?P<yesterday>{yesterday})|{today})\s?[،,]?\s?\(?(?:يوم\s)?(?P<day>{names})(?!\w)")
