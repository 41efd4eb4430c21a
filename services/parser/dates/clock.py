"""Times of day: «10:00 م», «الساعة 22:15 بتوقيت غرينتش», 22:00:00+03:00."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from contracts.search_form import folded
from services.parser.dates import words
from services.parser.dates.expression import DateExpression, Moment

# A date and its time stand beside each other: at most so many letters lie between («، الساعة »).
_GAP = 24
_LARGEST_OFFSET = 14 * 60
# «GMT 13:15», where it closes no time before.
_ZONE_BEFORE = re.compile(r"(?<!\d )(?<!\w)(?:gmt|utc)\s?$")


class ClockTime(Struct, frozen=True):
    """A time of day at [start, end) of a folded text. `zone` is an IANA name, `offset` minutes east of UTC."""

    start: int
    end: int
    hour: int
    minute: int
    second: int | None
    offset: int | None
    zone: str | None


def with_time(text: str, found: DateExpression, clocks: list[ClockTime], floor: int) -> DateExpression:
    """The date with the time that stands right after it, or else right before it but not before `floor`."""
    if found.last or found.grain != "day":
        return found
    first = bisect_left(clocks, found.end, key=lambda clock: clock.start)
    last = bisect_right(clocks, found.start, key=lambda clock: clock.end)
    after = (clock for clock in clocks[first : first + 1] if clock.start <= found.end + _GAP)
    reach = max(floor, found.start - _GAP)
    before = (clock for clock in clocks[max(0, last - 1) : last] if clock.start >= floor and clock.end >= reach)
    for clock in (*after, *before):
        between = text[found.end : clock.start] if clock.start >= found.end else text[clock.end : found.start]
        if _between().fullmatch(between):
            return replace(
                found,
                start=min(found.start, clock.start),
                end=max(found.end, clock.end),
                readings=tuple(_at(reading, clock) for reading in found.readings),
            )
    return found


def clock_times(text: str) -> Iterator[ClockTime]:
    """The times of day in a folded text, in order."""
    for found in _clock().finditer(text):
        hour = _hour(int(found["hour"]), found)
        offset, end = _offset(text, found)
        zone = words_zone(found["zone"]) if found["zone"] else None
        second = int(found["second"]) if found["second"] else None
        start = found.start()
        if zone is None and offset is None and (named := _ZONE_BEFORE.search(text, max(0, start - 5), start)):
            start, offset = named.start(), 0
        yield ClockTime(start, end, hour, int(found["minute"]), second, offset, zone)


def words_zone(printed: str) -> str:
    """The IANA zone of a folded phrase of clock.toml."""
    return _zones()[printed]


def _hour(hour: int, found: re.Match[str]) -> int:
    if found["before"]:
        return 0 if hour == 12 else hour
    afternoon = found["after"] or (found["noon"] and hour < 10) or (found["night"] and 6 <= hour < 12)
    if found["night"] and hour == 12:
        return 0
    return hour + 12 if afternoon and hour < 12 else hour


def _offset(text: str, found: re.Match[str]) -> tuple[int | None, int]:
    if found["offset"] is None:
        return (0, found.end()) if found["z"] else (None, found.end())
    digits = found["offset"][1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    total = hours * 60 + minutes
    # «10:00-11:30» is a span of hours: a bare minus makes an offset only in ISO 8601, after T or seconds.
    iso = found["second"] or found["zone"] or text[found.start() - 1 : found.start()] == "t"
    if total > _LARGEST_OFFSET or (found["offset"][0] == "-" and not iso):
        return None, found.start("offset")
    return (-total if found["offset"][0] == "-" else total), found.end()


def _at(day: Moment, clock: ClockTime) -> Moment:
    offset = clock.offset
    if offset is None and clock.zone and day.on:
        local = datetime(*day.on.timetuple()[:3], clock.hour, clock.minute, tzinfo=ZoneInfo(clock.zone))
        shift = local.utcoffset()
        offset = int(shift.total_seconds() // 60) if shift is not None else None
    return replace(day, hour=clock.hour, minute=clock.minute, second=clock.second, offset=offset)


@cache
def _zones() -> dict[str, str]:
    return {folded(phrase): zone for phrase, zone in words.clock_words().zones.items()}


@cache
def _clock() -> re.Pattern[str]:
    clock = words.clock_words()
    half = "|".join(
        f"(?P<{name}>{words.any_of(spellings)})"
        for name, spellings in (
            ("before", clock.before_noon),
            ("after", clock.after_noon),
            ("noon", clock.noon),
            ("night", clock.night),
        )
    )
    return re.compile(
        # What may not precede it is asked after its first digit: so the engine looks for digits alone.
        r"(?P<hour>\d(?:(?<![\d:/.]\d)|(?<=:\d\d\.\d))(?:(?<=[01])\d|(?<=2)[0-3])?)(?:[:٫]|(?<=t\d\d))(?P<minute>[0-5]\d)(?:(?::|(?<=t\d{4}))(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?![\d:])"
        rf"(?:\s?(?:{half})(?!\w))?"
        rf"(?:(?P<z>z)(?!\w))?(?:\s?\(?(?P<zone>{words.any_of(clock.zones)})(?!\w)\)?)?"
        # «بتوقيت جرينتش+2»; after a space a minus is a dash.
        r"(?:\s?(?P<offset>[+-]\d{2}:?\d{2}(?!\d)|(?:(?:(?<=gmt)|(?<=utc)|(?<=تش))[+-]|(?<=تش )\+)\d{1,2}(?![\d/.])))?"
    )


@cache
def _between() -> re.Pattern[str]:
    phrases = words.phrases()
    joining = words.any_of((*phrases.before_clock, *phrases.modified, *phrases.published))
    day = words.any_of(words.weekdays())
    return re.compile(rf"[\s,،|•·:.\-–—/()]*(?:(?:يوم\s)?(?:{joining}|{day})[\s,،:|\-–]*){{0,3}}")
