"""The weekday that a text calls today's: «انطلقت اليوم الاثنين», «أمس (الأحد)»."""

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


@cache
def _called() -> re.Pattern[str]:
    yesterday = words.any_of(("أمس", "يوم أمس"))
    today = words.any_of(("اليوم", "صباح اليوم", "مساء اليوم", "فجر اليوم"))
    names = words.any_of(words.weekdays())
    return re.compile(rf"(?<!\w)(?:(?P<yesterday>{yesterday})|{today})\s?[،,]?\s?\(?(?:يوم\s)?(?P<day>{names})(?!\w)")
