"""From the Umm al-Qura calendar to ours."""

from datetime import date, timedelta

from hijridate import Hijri

from services.parser.dates.expression import Moment

FIRST_YEAR, LAST_YEAR = 1343, 1500


def from_hijri(year: int, month: int, day: int) -> Moment | None:
    """The Gregorian day, or None where that Hijri day does not exist or lies outside the tables (1343 to 1500).

    Countries that watch for the new moon may differ from the tables by a day: a 30th that the tables do not
    have is the day after their 29th.
    """
    try:
        converted = Hijri(year, month, min(day, 29)).to_gregorian()
    except (ValueError, OverflowError):
        return None
    on = date(converted.year, converted.month, converted.day) + timedelta(days=max(0, day - 29))
    return Moment(year=on.year, month=on.month, day=on.day) if day <= 30 else None


def on_weekday(day: Moment, weekday: int | None) -> Moment:
    """The day, or its neighbour that is the printed weekday (Monday 0): moons are seen a day off the tables."""
    if day.on is None or weekday is None:
        return day
    shift = (weekday - day.on.weekday() + 3) % 7 - 3
    on = day.on + timedelta(days=shift if abs(shift) == 1 else 0)
    return Moment(year=on.year, month=on.month, day=on.day)
