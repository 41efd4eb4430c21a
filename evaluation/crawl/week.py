"""A simulated week of visits by the real schedule, beside fixed hourly ones. No network."""

import heapq
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from contracts.urls import Visit
from services.crawler import schedule
from services.crawler.schedule import Rhythm

START = datetime(2026, 1, 1, tzinfo=UTC)
WEEK = timedelta(days=7)
# Bytes of an answer: a page of the Arabic press with its headers, compressed, and a 304.
PAGE = 25_000
NOT_MODIFIED = 250
# Corrections come soon or not at all: most pages never change, the others once or twice in their first day.
CHANGING = 0.15
# Servers that answer conditional requests: of the saved pages' servers about this share sends a validator.
CONDITIONAL = 0.5


class Traffic(Struct, frozen=True, kw_only=True):
    """`late` is the mean of hours from a change to the visit that saw it."""

    visits: int
    gigabytes: float
    changes_seen: int
    late: float


class _Page(Struct, frozen=True):
    born: datetime
    changes: tuple[datetime, ...]
    conditional: bool


def week(pages: int, seed: int = 4) -> dict[str, object]:
    """Both ways over the same pages, of which one half is old and the other half appears during the week."""
    drawn = random.Random(seed)  # noqa: S311  # a simulation
    press = [_page(drawn) for _ in range(pages)]
    ours, hourly = _traffic(press, adaptive=True), _traffic(press, adaptive=False)
    return {
        "pages": pages,
        "bytes saved": f"{1 - ours.gigabytes / hourly.gigabytes:.1%}",
        "visits": f"{ours.visits:,} beside {hourly.visits:,}",
        "GB": f"{ours.gigabytes:.2f} beside {hourly.gigabytes:.2f}",
        "changes seen": f"{ours.changes_seen:,} beside {hourly.changes_seen:,}",
        "a change is seen after, h": f"{ours.late:.1f} beside {hourly.late:.1f}",
    }


def _page(drawn: random.Random) -> _Page:
    old = drawn.random() < 0.5
    born = START - timedelta(days=drawn.expovariate(1 / 60)) if old else START + WEEK * drawn.random()
    times = drawn.randint(1, 2) if drawn.random() < CHANGING else 0
    changes = sorted(born + timedelta(hours=drawn.expovariate(1 / 6)) for _ in range(times))
    return _Page(born, tuple(changes), drawn.random() < CONDITIONAL)


def _traffic(press: list[_Page], *, adaptive: bool) -> Traffic:
    visits = seen = size = 0
    late: list[float] = []
    for page in press:
        for moment, changed_at in _visits(page, adaptive):
            visits += 1
            fresh = changed_at is not None or moment == page.born
            size += PAGE if fresh or not (adaptive and page.conditional) else NOT_MODIFIED
            if changed_at is not None:
                seen += 1
                late.append((moment - changed_at).total_seconds() / 3600)
    return Traffic(visits=visits, gigabytes=size / 1e9, changes_seen=seen, late=sum(late) / len(late) if late else 0.0)


def _visits(page: _Page, adaptive: bool) -> Iterator[tuple[datetime, datetime | None]]:
    """The visits within the week, each with the first change that it was the first to see."""
    rhythm = Rhythm()
    first = Visit(page_id="", url="", outlet="", discovered_at=page.born, content_at=page.born)
    due = [(page.born, first)]
    while due:
        moment, visit = heapq.heappop(due)
        news = [each for each in page.changes if (visit.visited_at or page.born) < each <= moment]
        if START <= moment < START + WEEK:
            yield moment, news[0] if news else None
        visit = replace(visit, visited_at=moment)
        if news:
            visit = replace(visit, content_at=moment, changes=visit.changes + 1)
        hour = timedelta(hours=1)
        after = schedule.after_success(visit, moment, rhythm) if adaptive else moment + hour
        if after is not None and after < START + WEEK:
            heapq.heappush(due, (after, visit))
