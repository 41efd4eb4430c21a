"""Counting what each outlet gave: days are kept, today is judged against them, alarms begin and end."""

from datetime import UTC, datetime, timedelta

import structlog
from elasticsearch import Elasticsearch

from contracts.completeness import Alarm
from services.watch.judge import alarms, stand, still_raised
from services.watch.keep import alarms_kept, by_figure, days_kept, final_days, keep_alarms, keep_days
from services.watch.outlets import day_of, now_of
from services.watch.rhythm import DAYS, bands, longest_silence
from services.watch.show import show_alarms, show_outlet

log = structlog.get_logger()

# After its end a day is counted for the last time: what was fetched before midnight has long been read by then.
SETTLED_AFTER = timedelta(hours=2)


def count(client: Elasticsearch, at: datetime, settled: set[str]) -> None:
    """Count, judge and keep, as of `at`. Whatever is cut off is done by the next call. Raises the client's errors.

    `settled` are the days that need no counting any more, from call to call; begin with none.
    """
    today = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    _count_days(client, today, at, settled)
    kept = days_kept(client, today)
    outlets = now_of(client, at)
    raised = by_figure(alarms_kept(client))
    changes: list[Alarm] = []
    for now in outlets.values():
        days = kept.get(now.outlet, [])
        standings = stand(now, bands(days, len(now.found)))
        changes += alarms(now.outlet, standings, raised, at)
        show_outlet(now, standings, longest_silence(days))
    _tell(changes)
    keep_alarms(client, changes)
    show_alarms(changes, still_raised(raised, changes).values(), outlets.values())


def _count_days(client: Elasticsearch, today: datetime, at: datetime, settled: set[str]) -> None:
    """Today, and each day before that is not counted for good: yesterday, and those on which no watch ran."""
    if not settled:
        settled |= final_days(client, today - timedelta(days=DAYS))
    for number in range(DAYS, -1, -1):
        day = today - timedelta(days=number)
        name = f"{day:%Y-%m-%d}"
        if name in settled:
            continue
        final = at >= day + timedelta(days=1) + SETTLED_AFTER
        keep_days(client, day_of(client, day, final))
        if final:
            settled.add(name)  # a day on which nothing was found is remembered here alone


def _tell(changes: list[Alarm]) -> None:
    for alarm in changes:
        told = {"outlet": alarm.outlet, "figure": alarm.figure, "value": alarm.value, "usual": alarm.usual}
        if alarm.recovered:
            log.info("outlet is as usual again", **told, since=alarm.since.isoformat())
        else:
            log.warning("outlet is not as usual", **told, side=alarm.side)
