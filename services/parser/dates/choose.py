"""Which of a page's dates is the day it was published, and which the day it was changed."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec.structs import replace

from contracts.article import DateFound
from contracts.urls import FeedEntry
from services.parser.dates.candidate import Candidate, offered, trust_in
from services.parser.dates.evidence import Evidence, settle
from services.parser.dates.expression import DateExpression, Moment
from services.parser.dates.find import dates_in
from services.parser.dates.opening import day_in_opening, with_year
from services.parser.dates.today import says_current, weekday_in_text
from services.parser.dates.weigh import PRINTED_CLOCK, Weighed, weigh
from services.parser.seen import DateSeen

_DAY = timedelta(days=1)
_NUMBER = re.compile(r"\d+")
# Dates that stand for "no date" in databases, and years in which nothing that is read here was printed.
_NO_DATES = (date(1970, 1, 1), date(1969, 12, 31))
_FIRST_YEAR = 1900
# Some templates print the time of the request as the time of change; news is not fetched within seconds.
_REQUEST = timedelta(seconds=20)


def read_dates(
    seen: Sequence[DateSeen],
    *,
    url: str,
    entry: FeedEntry | None,
    fetched_at: datetime,
    time_zone: str | None,
    day_first: bool | None,
    paragraphs: Sequence[str],
) -> tuple[DateFound | None, DateFound | None]:
    """When a page was published and when it was changed, each None where the page does not say.

    Trust falls in this order: an outlet's own rule, JSON-LD, meta, marked and time elements, a line at the title,
    the address, the feed's entry (trust.toml). The body's and the footer's dates are events', and never win; they
    and everything else only settle what an ambiguous form means (evidence.py). Of dates that disagree

    - a date after `fetched_at` and a database's "no date" fall away;
    - the day of fetching falls away where no other witness confirms it and another place gives an earlier day, or
      where it is printed without label and time, or above the headline with the minute of fetching: all may be a
      template's clock;
    - what is printed without label falls away where the text calls another month the current one;
    - the most trusted wins, unless more witnesses agree on another day (all that is printed is one witness);
    - two dates of equal rank, neither confirmed elsewhere, leave nothing.

    What disagrees lowers the confidence, what agrees raises it, and may add the time that the winner lacks.
    Midnight is no time. `time_zone` (IANA) gives the offset of times printed without one.
    """
    zone = _zone(time_zone)
    fetched = fetched_at.astimezone(zone or UTC)
    candidates = list(offered(seen, url, entry, fetched))
    candidates += _datelines(paragraphs, candidates)
    evidence = _evidence(candidates, fetched.date(), day_first, paragraphs)
    settled = [_localised(each, zone) for each in _settled(candidates, evidence) if _fits_text(each, evidence)]
    plausible = [each for each in settled if each.trust > 0 and _plausible(each.moment, fetched)]
    published = weigh([each for each in plausible if each.role != "modified"], fetched)
    modified = weigh([_as_published(each, published, zone) for each in plausible if each.role == "modified"], fetched)
    if published and modified and _earlier(modified.best.moment, published.best.moment):
        modified = None
    return _message(published), _message(modified)


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _evidence(
    candidates: list[Candidate], fetched_on: date, day_first: bool | None, paragraphs: Sequence[str]
) -> Evidence:
    clear = [each for each in candidates if not each.found.ambiguous]
    in_text = cache(lambda: _days_in(paragraphs))
    return Evidence(
        fetched_on=fetched_on,
        clear=tuple(on for each in clear if each.speaks_for_the_page and (on := each.moment.on)),
        months=tuple((each.moment.year or 0, each.moment.month) for each in clear if each.where == "address"),
        day_first=day_first,
        siblings_day_first=_order_of(clear),
        in_text=in_text,
        # Most texts have none of the words, which is found out far quicker than their days.
        current_in_text=cache(lambda: in_text() if says_current(paragraphs) else ()),
        weekday=cache(lambda: weekday_in_text(paragraphs)),
    )


def _datelines(paragraphs: Sequence[str], others: Sequence[Candidate]) -> Iterator[Candidate]:
    """The days of the agency's dateline, where it or the rest of the page gives their year."""
    for paragraph in paragraphs[:2]:
        day = day_in_opening(paragraph)
        if day and (found := with_year(day, [each.found for each in others])):
            yield Candidate(found=found, where="dateline", role="published", trust=trust_in("dateline"))


def _days_in(paragraphs: Sequence[str]) -> list[DateExpression]:
    """The days that the text names, with that of the agency's dateline."""
    openings = (day_in_opening(paragraph) for paragraph in paragraphs[:2])
    return [*dates_in("\n".join(paragraphs)), *(opening for opening in openings if opening)]


def _order_of(clear: list[Candidate]) -> bool | None:
    """Whether the page's clear numeric dates stand day first; None where there are none, or both orders."""
    orders = {order for each in clear if (order := _day_first(each.found)) is not None}
    return orders.pop() if len(orders) == 1 else None


def _day_first(found: DateExpression) -> bool | None:
    numbers = [int(part) for part in _NUMBER.findall(found.surface)[:2]] if found.kind == "numeric" else []
    if len(numbers) < 2 or numbers[0] > 31 or numbers[0] == numbers[1]:
        return None
    day, month = found.readings[0].day, found.readings[0].month
    return True if numbers == [day, month] else False if numbers == [month, day] else None


def _settled(candidates: list[Candidate], evidence: Evidence) -> Iterator[Candidate]:
    """The candidates that mean one day, ambiguous ones settled by the others."""
    for each in candidates:
        if settled := settle(each.found, evidence):
            method = each.method or settled.by
            yield replace(each, found=settled.found, trust=each.trust * settled.belief, method=method)


def _fits_text(candidate: Candidate, evidence: Evidence) -> bool:
    """What is merely printed must not contradict the text: above «16 مايو الجاري» an April day is a template's."""
    if candidate.is_said or candidate.trust <= 0:
        return True
    months = evidence.current_months()
    return not months or candidate.moment.month in months


def _localised(candidate: Candidate, zone: ZoneInfo | None) -> Candidate:
    """Midnight dropped, and the outlet's offset added where the time has none."""
    moment = candidate.moment
    if moment.hour == 0 and not moment.minute and not moment.second:
        moment = replace(moment, hour=None, minute=None, second=None, offset=None)
    elif moment.hour is not None and moment.offset is None and zone:
        moment = _in_zone(moment, zone)
    return replace(candidate, found=replace(candidate.found, readings=(moment,)))


def _in_zone(moment: Moment, zone: ZoneInfo) -> Moment:
    """The same clock with the zone's offset of that day."""
    if moment.on is None or moment.hour is None:
        return moment
    local = datetime(*moment.on.timetuple()[:3], moment.hour, moment.minute or 0, tzinfo=zone)
    shift = local.utcoffset() or timedelta(0)
    return replace(moment, offset=int(shift.total_seconds() // 60))


def _as_published(changed: Candidate, published: Weighed | None, zone: ZoneInfo | None) -> Candidate:
    """With the outlet's offset where the same system stamped the publication's local time as UTC."""
    best = published.best if published else None
    if not (best and zone and best.method == PRINTED_CLOCK and changed.witness == best.witness):
        return changed
    if changed.moment.offset != 0:
        return changed
    return replace(changed, found=replace(changed.found, readings=(_in_zone(changed.moment, zone),)))


def _plausible(moment: Moment, fetched: datetime) -> bool:
    """Not a database's "no date", not in the future, not the moment of the request itself."""
    first = moment.on or date(moment.year or 1, moment.month, 1)
    if moment.second is not None and moment.at and abs(fetched - moment.at) < _REQUEST:
        return False
    return first.year >= _FIRST_YEAR and first not in _NO_DATES and first <= fetched.date() + _DAY


def _earlier(one: Moment, other: Moment) -> bool:
    """By the clock where both have one, else by the day."""
    if one.at and other.at:
        return one.at < other.at
    return bool(one.on and other.on and one.on < other.on)


def _message(weighed: Weighed | None) -> DateFound | None:
    if weighed is None:
        return None
    best = weighed.best
    return DateFound(
        at=best.moment.iso or "",
        grain=best.moment.grain,
        surface=best.found.surface,
        method="/".join(part for part in (best.where, best.found.kind, best.method) if part),
        confidence=round(min(0.99, max(0.05, weighed.confidence)), 2),
    )
