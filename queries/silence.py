"""Outlets that fell silent, each judged by its own rhythm."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from msgspec import Struct

# How far back an outlet's rhythm is looked for: a weekly has a dozen pauses in it.
WINDOW = timedelta(days=90)
# Fewer moments, or a shorter history, show no rhythm yet: the first poll alone brings a feed's whole backlog.
LEAST_MOMENTS, LEAST_HISTORY = 5, timedelta(days=3)
# Pages found by one poll are one moment.
TOGETHER = timedelta(minutes=10)
# Silence is a pause this many times the longest known one, and no shorter than this: a night is no silence.
TIMES, LEAST = 2.0, timedelta(hours=12)


class Silence(Struct, frozen=True):
    """No new page since `since`, though the outlet's longest pause before was of `longest_pause` hours."""

    since: datetime
    longest_pause: float


def silence(discovered: Iterable[datetime], now: datetime) -> Silence | None:
    """Whether an outlet that had pages discovered at these times is silent now; null where it is not, or where
    too little is known of it to say."""
    moments = _moments(sorted(discovered))
    if not moments:
        return None
    last = moments[-1]
    known = [moment for moment in moments if moment > last - WINDOW]
    if len(known) < LEAST_MOMENTS or last - known[0] < LEAST_HISTORY:
        return None
    longest = max(later - earlier for earlier, later in pairwise(known))
    if now - last <= max(TIMES * longest, LEAST):
        return None
    return Silence(last, round(longest / timedelta(hours=1), 1))


def _moments(times: list[datetime]) -> list[datetime]:
    """The times, those that lie together as the first of them."""
    moments: list[datetime] = []
    for time in times:
        if not moments or time - moments[-1] > TOGETHER:
            moments.append(time)
    return moments
