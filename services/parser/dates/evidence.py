"""Which reading of an ambiguous date is meant: only what the page, its address or its outlet says can settle it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from services.parser.dates.expression import DateExpression, Moment, exists

# A paper is printed the day of the event or the day after; more would let chance decide.
_PRINTED_AFTER = timedelta(days=1)
# Fetch times are UTC: a page from the east may already be a day ahead.
_TOLERANCE = timedelta(days=1)
_FRESH = timedelta(days=2)


class Evidence(Struct, frozen=True, kw_only=True):
    """What is known beside an ambiguous form.

    `clear` are unambiguous days given elsewhere for the page (metadata, address, feed), `months` likewise months;
    `siblings_day_first` is the order of other numeric dates of the same page that only one order can read;
    `in_text` gives the days of the running text, `current_in_text` those at least that it calls of this month or year,
    and `weekday` the weekday that it calls today's (Monday 0), read only when nothing else settles.
    """

    fetched_on: date
    clear: tuple[date, ...] = ()
    months: tuple[tuple[int, int], ...] = ()
    day_first: bool | None = None
    siblings_day_first: bool | None = None
    in_text: Callable[[], Sequence[DateExpression]] = tuple
    current_in_text: Callable[[], Sequence[DateExpression]] = tuple
    weekday: Callable[[], int | None] = lambda: None

    def current_months(self) -> frozenset[int]:
        """The months that the text calls its own: of «16 مايو الجاري» the fifth."""
        own = (each for each in self.current_in_text() if each.qualifier == "current" and each.qualifies == "month")
        return frozenset(each.readings[0].month for each in own)


class Settled(Struct, frozen=True):
    """The reading meant, by what, and how far the evidence may be believed (a factor of the confidence)."""

    found: DateExpression
    by: str
    belief: float


def settle(found: DateExpression, evidence: Evidence) -> Settled | None:
    """The date with the one reading that the evidence leaves, or None where it leaves several or none.

    A date without year takes it from the address or another date of the same month.

    In this order: the weekday beside it; a clear date elsewhere for the page; the month in the address; the
    outlet's own order; the order of the page's other dates; a form that only day-first writers print; days named
    in the text; the month that the text calls the current one; the weekday that it calls today's; a page fetched
    just after one of the readings; a reading in the future falls away.
    """
    if not found.ambiguous:
        return Settled(found, "", 1.0) if found.value else _with_year(found, evidence)
    for name, belief, meant in _WITNESSES:
        kept = [reading for reading in found.readings if meant(reading, found, evidence)]
        if len(kept) == 1:
            return Settled(replace(found, readings=(kept[0],)), name, belief)
    return None


def _with_year(found: DateExpression, evidence: Evidence) -> Settled | None:
    """«4 نوفمبر» with the year of the same month in address or metadata."""
    moment = found.readings[0]
    known = {*evidence.months, *((day.year, day.month) for day in evidence.clear)}
    years = {year for year, month in known if month == moment.month}
    if len(years) != 1 or moment.day is None:
        return None
    dated = replace(moment, year=years.pop())
    return Settled(replace(found, readings=(dated,)), "other_date", 0.9) if exists(dated) else None


def _on_weekday(reading: Moment, found: DateExpression, _: Evidence) -> bool:
    return found.weekday is not None and reading.on is not None and reading.on.weekday() == found.weekday


def _near_clear(reading: Moment, _: DateExpression, evidence: Evidence) -> bool:
    return any(reading.on is not None and abs(reading.on - day) <= _TOLERANCE for day in evidence.clear)


def _in_month(reading: Moment, _: DateExpression, evidence: Evidence) -> bool:
    return (reading.year, reading.month) in evidence.months


def _outlets_order(reading: Moment, found: DateExpression, evidence: Evidence) -> bool:
    return evidence.day_first is not None and reading == _ordered(found, evidence.day_first)


def _siblings_order(reading: Moment, found: DateExpression, evidence: Evidence) -> bool:
    return evidence.siblings_day_first is not None and reading == _ordered(found, evidence.siblings_day_first)


def _day_first_form(reading: Moment, found: DateExpression, _: Evidence) -> bool:
    return found.day_first_form and reading == _ordered(found, True)


def _in_text(reading: Moment, _: DateExpression, evidence: Evidence) -> bool:
    return reading.on is not None and any(_named(reading.on, each) for each in evidence.in_text())


def _in_current_month(reading: Moment, _: DateExpression, evidence: Evidence) -> bool:
    return reading.month in evidence.current_months()


def _on_weekday_in_text(reading: Moment, _: DateExpression, evidence: Evidence) -> bool:
    return reading.on is not None and reading.on.weekday() == evidence.weekday()


def _just_before_fetch(reading: Moment, _: DateExpression, evidence: Evidence) -> bool:
    """News is fetched fresh; the other reading of an old date falls into these days once in a hundred times."""
    return reading.on is not None and -_TOLERANCE <= evidence.fetched_on - reading.on <= _FRESH


def _not_future(reading: Moment, _: DateExpression, evidence: Evidence) -> bool:
    return reading.on is not None and reading.on <= evidence.fetched_on + _TOLERANCE


def _ordered(found: DateExpression, day_first: bool) -> Moment | None:
    """Readings stand in the order day first, month first; with two-figure years there are more, and none is taken."""
    return found.readings[0 if day_first else 1] if len(found.readings) == 2 else None


def _named(day: date, each: DateExpression) -> bool:
    """Whether the text names that day, or the day before, as an event's."""
    moments = [moment for moment in (each.readings[0], each.last) if moment and moment.day and not each.ambiguous]
    return any(
        (moment.year in (None, at.year)) and (moment.month, moment.day) == (at.month, at.day)
        for moment in moments
        for at in (day, day - _PRINTED_AFTER)
    )


_WITNESSES: tuple[tuple[str, float, Callable[[Moment, DateExpression, Evidence], bool]], ...] = (
    ("weekday", 1.0, _on_weekday),
    ("other_date", 1.0, _near_clear),
    ("address_month", 0.95, _in_month),
    ("outlet_order", 0.95, _outlets_order),
    ("order_on_page", 0.9, _siblings_order),
    ("day_first_form", 0.9, _day_first_form),
    ("text", 0.85, _in_text),
    ("text_month", 0.85, _in_current_month),
    ("text_weekday", 0.85, _on_weekday_in_text),
    ("fetch_time", 0.8, _just_before_fetch),
    ("not_future", 0.8, _not_future),
)
