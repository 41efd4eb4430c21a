"""What each outlet gave on each day, and the alarms about it: the documents of the index masar-completeness."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

# The alias that they are read and written through.
COMPLETENESS = "masar-completeness"

# An outlet's rhythm is that of so many days, wherever one is asked for: in four weeks each weekday comes four times, so
# that a week-end is no silence and a weekly shows three pauses; and they are few enough that a summer or a Ramadan, in
# which outlets print otherwise, is their rhythm before it is over.
RHYTHM_DAYS = 28

Figure = Literal["pages", "text", "title", "date", "author", "agency", "length"]


class Day(Struct, frozen=True, kw_only=True):
    """One outlet's day (UTC, YYYY-MM-DD), document id outlet:day.

    `hours` has how many pages were discovered in each of its 24 hours. Of the pages `read` whole, `text` were articles
    with a text; of these so many had a `title`, a `date`, an `author`, an `agency`; `length` is their middle length in
    characters, null without any. `final` says that the day is over and counted for the last time.
    """

    kind: Literal["day"] = "day"
    outlet: str
    day: str
    hours: tuple[int, ...]
    read: int = 0
    text: int = 0
    title: int = 0
    date: int = 0
    author: int = 0
    agency: int = 0
    length: float | None = None
    final: bool = False

    @property
    def pages(self) -> int:
        """How many pages were discovered on the day."""
        return sum(self.hours)


class Alarm(Struct, frozen=True, kw_only=True):
    """One outlet's figure outside its own rhythm, document id outlet:figure:since.

    `value` is what was seen first, `usual` the middle of the days before; `recovered` is when it was within its rhythm
    again, null while it is not.
    """

    kind: Literal["alarm"] = "alarm"
    outlet: str
    figure: Figure
    side: Literal["low", "high"]
    since: datetime
    value: float
    usual: float
    recovered: datetime | None = None
