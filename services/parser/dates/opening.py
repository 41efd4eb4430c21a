"""The day in an agency's dateline: «الكويت - 4 - 11 (كونا)»."""

import re

from services.parser.agencies import agencies_in
from services.parser.dates.expression import DateExpression, Moment, exists
from services.parser.search_form import folded

_REACH = 120
_OPENING = re.compile(r"[^\W\d]\D{1,30}?[-–—]\s?(?P<day>\d{1,2})\s?[-–—/]\s?(?P<month>\d{1,2})\s?\(\s?")


def day_in_opening(paragraph: str) -> DateExpression | None:
    """Day and month, in that order as agencies write them, where a paragraph opens so; else None."""
    text = folded(paragraph[:_REACH])
    found = _OPENING.match(text)
    if found is None or not any(named.start == found.end() for named in agencies_in(text)):
        return None
    day, month = int(found["day"]), int(found["month"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    moment = Moment(day=day, month=month)
    return DateExpression(start=0, end=found.end(), kind="numeric", readings=(moment,)) if exists(moment) else None
