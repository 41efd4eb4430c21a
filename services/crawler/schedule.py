"""When an address is visited next: the crawler's rhythm, pure."""

from datetime import datetime, timedelta

from msgspec import Struct

from contracts.urls import Visit

# Each further try waits four times as long: the first failures are hiccups, the later ones are outages.
RETRY_GROWTH = 4
# A page that is gone or keeps failing is asked for so often again, each time after twice the time.
CONFIRMATIONS = 3


class Rhythm(Struct, frozen=True, kw_only=True):
    """The times of the schedule, in seconds; `tries` counts failed visits in a row."""

    tries: int = 4
    retry_first: float = 60.0
    retry_longest: float = 21_600.0
    revisit_first: float = 3_600.0
    revisit_longest: float = 2_592_000.0
    rest_after: float = 15_552_000.0
    confirm_after: float = 86_400.0


def after_success(visit: Visit, now: datetime, rhythm: Rhythm) -> datetime | None:
    """The next visit of a page just read; null when it has been quiet for `rest_after`.

    A page is left alone as long as it has already been quiet, and shorter the more often it has
    changed: young and changing pages often, old ones rarely.
    """
    quiet = (now - (visit.content_at or visit.discovered_at)).total_seconds()
    if quiet >= rhythm.rest_after:
        return None
    pause = min(max(quiet / (1 + visit.changes), rhythm.revisit_first), rhythm.revisit_longest)
    return now + timedelta(seconds=pause)


def after_failure(failures: int, now: datetime, rhythm: Rhythm, chance: float) -> datetime:
    """The next try after that many failures in a row; `chance` (0 to 1) spreads it over a half to all of the pause."""
    pause = min(rhythm.retry_first * RETRY_GROWTH ** (failures - 1), rhythm.retry_longest)
    return now + timedelta(seconds=pause * (0.5 + chance / 2))


def after_end(times: int, now: datetime, rhythm: Rhythm) -> datetime | None:
    """The visit that confirms a final outcome seen that many times in a row; null when it is confirmed."""
    if times > CONFIRMATIONS:
        return None
    return now + timedelta(seconds=rhythm.confirm_after * 2 ** (times - 1))
