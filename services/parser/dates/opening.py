"""The day in an agency's dateline: «الكويت - 4 - 11 (كونا)», «الدوحة في 04 نوفمبر /قنا/», «04.11.2024 /خاور/»."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from contracts.search_form import folded
from services.parser.agencies import agencies_in
from services.parser.dates.expression import DateExpression, Moment, exists
from services.parser.dates.find import dates_in

_REACH = 120
# Place, «في», weekday: with more words than these before the agency's name a sentence stands there.
_MOST_WORDS = 5
_DAY_AND_MONTH = re.compile(r"[^\W\d]\D{1,30}?[-–—]\s?(?P<day>\d{1,2})\s?[-–—/]\s?(?P<month>\d{1,2})\s?\(\s?")
_LONE_TATWEEL = re.compile(r"(?<!\S)ـ+(?!\S)")
_WORD = re.compile(r"[^\W\d_]{2,}")


def day_in_opening(paragraph: str) -> DateExpression | None:
    """The day that a paragraph's dateline prints, day before month as agencies write; the year may be missing.

    Offsets count the folded paragraph. None where no agency is credited in the opening, or no day stands before it.
    """
    text = folded(_LONE_TATWEEL.sub("-", paragraph[:_REACH]))
    named = agencies_in(text)
    if not named:
        return None
    found = _DAY_AND_MONTH.match(text)
    if found and any(each.start == found.end() for each in named):
        moment = Moment(day=int(found["day"]), month=int(found["month"]))
        if 1 <= moment.month <= 12 and moment.day and exists(moment):
            return DateExpression(start=0, end=found.end(), surface=found[0], kind="numeric", readings=(moment,))
    return _before(text[: named[0].start])


def with_year(day: DateExpression, others: Sequence[DateExpression]) -> DateExpression | None:
    """The dateline's day with the one year in which another date of the page names the same day and month."""
    moment = day.readings[0]
    if moment.year:
        return day
    alike = (
        each for other in others for each in other.readings if (each.month, each.day) == (moment.month, moment.day)
    )
    years = {each.year for each in alike if each.year}
    return replace(day, readings=(replace(moment, year=years.pop()),)) if len(years) == 1 else None


def _before(opening: str) -> DateExpression | None:
    dates = [each for each in dates_in(opening) if each.readings[0].day and not each.last]
    rest = opening
    for each in reversed(dates):
        rest = f"{rest[: each.start]} {rest[each.end :]}"
    if not dates or len(_WORD.findall(rest)) > _MOST_WORDS:
        return None
    gregorian = [each for each in dates if each.kind != "hijri"]
    best = (gregorian or dates)[0]
    if best.ambiguous and (len(best.readings) != 2 or best.surface[:4].isdigit()):
        return None
    return replace(best, readings=best.readings[:1])
