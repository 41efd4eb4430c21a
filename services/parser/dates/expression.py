"""A date as a text writes it: one reading, or several where the form does not settle which."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

from msgspec import Struct

Grain = Literal["month", "day", "minute", "second"]
Kind = Literal["named", "numeric", "hijri"]
Qualifier = Literal["current", "past", "next"]


class Moment(Struct, frozen=True, kw_only=True):
    """A point of the Gregorian calendar as far as it is written; `offset` is in minutes east of UTC."""

    year: int | None = None
    month: int
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    offset: int | None = None

    @property
    def grain(self) -> Grain:
        if self.hour is not None:
            return "minute" if self.second is None else "second"
        return "month" if self.day is None else "day"

    @property
    def on(self) -> date | None:
        """The day, where year and day are written."""
        return date(self.year, self.month, self.day) if self.year and self.day else None

    @property
    def at(self) -> datetime | None:
        """The instant, where time and offset are written too."""
        if self.on is None or self.hour is None or self.offset is None:
            return None
        clock = datetime(*self.on.timetuple()[:3], self.hour, self.minute or 0, self.second or 0, tzinfo=UTC)
        return clock.replace(tzinfo=timezone(timedelta(minutes=self.offset)))

    @property
    def iso(self) -> str | None:
        """ISO 8601 cut to the grain; None where the year is not written."""
        if self.year is None:
            return None
        text = f"{self.year:04}-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        if self.hour is not None:
            text += f"T{self.hour:02}:{self.minute or 0:02}" + (f":{self.second:02}" if self.second is not None else "")
        if self.hour is not None and self.offset is not None:
            hours, minutes = divmod(abs(self.offset), 60)
            text += f"{'-' if self.offset < 0 else '+'}{hours:02}:{minutes:02}"
        return text


class DateExpression(Struct, frozen=True, kw_only=True):
    """A date in a text: [start, end) in code points, `surface` as printed.

    `readings` has one member where the form is clear, several where it is ambiguous (4/11/2024). `last` is the
    last day of a span («16-17 مايو»), whose first is the reading. A reading without year may carry a `qualifier`
    («الجاري» is current), which `qualifies` its month or its year. `weekday` counts from Monday, 0, where one is
    printed. `day_first_form` says that the form itself is one that only day-first writers print.
    """

    start: int
    end: int
    surface: str = ""
    kind: Kind
    readings: tuple[Moment, ...]
    last: Moment | None = None
    qualifier: Qualifier | None = None
    qualifies: Literal["month", "year"] | None = None
    weekday: int | None = None
    day_first_form: bool = False

    @property
    def ambiguous(self) -> bool:
        return len(self.readings) > 1

    @property
    def value(self) -> str | None:
        """ISO 8601 cut to the grain; None where ambiguous or without a year."""
        return None if self.ambiguous else self.readings[0].iso

    @property
    def grain(self) -> Grain:
        return self.readings[0].grain


def exists(moment: Moment) -> bool:
    """Whether the calendar has that day; without a year, whether any year has it."""
    try:
        date(moment.year or 2000, moment.month, moment.day or 1)  # 2000 had a 29 February
    except ValueError:
        return False
    return True
