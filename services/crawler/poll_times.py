"""When a source is polled next: its outlet's limit, what the feed says of itself, and what polls have shown. Pure."""

from datetime import datetime, timedelta

from services.crawler.listing import Stated
from services.crawler.schedule import Rhythm, after_failure

DAY = 86_400.0
# A source is left alone for this share of the time for which it has brought nothing: one with news every hour or two is
# polled as often as its outlet allows, one that has slept for a day ever more rarely.
SHARE = 1 / 8
# But no more rarely than once in so many of its shortest pauses: the first news after a quiet week matters most.
QUIET = 4
# Refusals in a row are answered by ever longer silence, doubling up to a month.
MOST_DOUBLINGS = 5
_WEEK_OF_HOURS = 168


def after_poll(now: datetime, every: float, quiet: float | None, stated: Stated, slowest: float = 0.0) -> datetime:
    """The next poll after a good one. `every` is the shortest pause allowed, `quiet` how long there was no news (null
    at the first poll), `slowest` the longest pause that quiet may lead to (0: `QUIET` times `every`), in seconds."""
    # Any number may stand in a feed; what is published here is worth a look a day.
    least = max(every, min(stated.least, DAY))
    usual = max(least, min(stated.usual, DAY))
    longest = max(slowest or QUIET * every, usual)
    pause = usual if quiet is None else min(max(quiet * SHARE, least), longest)
    return _when_it_may(now + timedelta(seconds=pause), stated)


def after_failed_poll(now: datetime, every: float, failures: int, rhythm: Rhythm, chance: float) -> datetime:
    """The next poll after so many failures in a row; `chance` (0 to 1) spreads it."""
    retry = after_failure(failures, now, rhythm, chance)
    return max(retry, now + timedelta(seconds=min(every, rhythm.retry_longest)))


def after_refusal(now: datetime, refusals: int, rhythm: Rhythm) -> datetime:
    """When a source that refused us so many times in a row is asked whether it still does."""
    return now + timedelta(seconds=rhythm.confirm_after * 2.0 ** min(refusals - 1, MOST_DOUBLINGS))


def _when_it_may(moment: datetime, stated: Stated) -> datetime:
    for _ in range(_WEEK_OF_HOURS):
        if moment.hour not in stated.hours and moment.weekday() not in stated.days:
            break
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moment
