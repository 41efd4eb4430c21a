"""Outlets that fell silent, each judged by its own rhythm: for the ledger, the coverage page and the watch's alert."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import msgspec
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan
from msgspec import Struct

from contracts.completeness import COMPLETENESS, RHYTHM_DAYS, Day
from contracts.indexes import LEDGER

# How far back an outlet's rhythm is looked for, from when it was last heard.
WINDOW = timedelta(days=RHYTHM_DAYS)
# Fewer hours with new pages, or a shorter history, show no rhythm yet: the first poll alone brings a feed's whole
# backlog, and a week has every weekday in it.
LEAST_HOURS, LEAST_HISTORY = 4, timedelta(days=7)
# Silence is a pause this many times the longest known one, and no shorter than this: a night is no silence.
TIMES, LEAST = 2.0, timedelta(hours=12)
# Days of which outlets are remembered that fell silent long ago.
_REMEMBERED = timedelta(days=3 * RHYTHM_DAYS)
_HOUR = timedelta(hours=1)


class Silence(Struct, frozen=True):
    """No new page since `since`, though the outlet's longest pause before was of `longest_pause` hours."""

    since: datetime
    longest_pause: float


class Heard(Struct, frozen=True, kw_only=True):
    """When an outlet was last heard, its longest pause in hours (null: too little is known), whether it is silent."""

    last: datetime
    longest_pause: float | None
    silence: Silence | None


def silence(discovered: Iterable[datetime], now: datetime) -> Silence | None:
    """Whether an outlet that had pages discovered at these times is silent now; null where it is not, or where
    too little is known of it to say."""
    times = sorted(discovered)
    return _silence(times[-1], longest_pause(times), now) if times else None


def longest_pause(discovered: Iterable[datetime]) -> timedelta | None:
    """The longest pause between two hours with new pages, in the WINDOW before the last; null: too little is known."""
    hours = sorted({time.replace(minute=0, second=0, microsecond=0) for time in discovered})
    known = [hour for hour in hours if hour > hours[-1] - WINDOW]
    if len(known) < LEAST_HOURS or known[-1] - known[0] < LEAST_HISTORY:
        return None
    return max(later - earlier for earlier, later in pairwise(known))


def heard_in(days: Iterable[Day]) -> Iterator[datetime]:
    """The hours of an outlet's days in which it had new pages."""
    for day in days:
        midnight = datetime.fromisoformat(day.day).replace(tzinfo=UTC)
        yield from (midnight + hour * _HOUR for hour, pages in enumerate(day.hours) if pages)


def heard(client: Elasticsearch, now: datetime) -> dict[str, Heard]:
    """Every outlet of which a page was ever discovered, from the ledger and the days that the watch keeps.

    Raises the client's errors.
    """
    days: dict[str, list[Day]] = {}
    since = f"{now - _REMEMBERED:%Y-%m-%d}"
    asked = {"bool": {"filter": [{"term": {"kind": "day"}}, {"range": {"day": {"gte": since}}}]}}
    fields = ["outlet", "day", "hours"]
    for hit in scan(
        client, index=COMPLETENESS, query={"query": asked, "_source": fields}, size=5_000, ignore_unavailable=True
    ):
        day = msgspec.convert(hit["_source"], Day)
        days.setdefault(day.outlet, []).append(day)
    return {outlet: _heard(last, longest_pause(heard_in(days.get(outlet, ()))), now) for outlet, last in _last(client)}


def _last(client: Elasticsearch) -> Iterator[tuple[str, datetime]]:
    outlets = {"terms": {"field": "outlet", "size": 1_000}, "aggs": {"last": {"max": {"field": "at"}}}}
    answer = client.search(index=LEDGER, size=0, query={"term": {"step": "discover"}}, aggs={"outlets": outlets})
    for bucket in answer["aggregations"]["outlets"]["buckets"]:
        yield bucket["key"], datetime.fromtimestamp(bucket["last"]["value"] / 1000, UTC)


def _heard(last: datetime, longest: timedelta | None, now: datetime) -> Heard:
    hours = round(longest / _HOUR, 1) if longest else None
    return Heard(last=last, longest_pause=hours, silence=_silence(last, longest, now))


def _silence(last: datetime, longest: timedelta | None, now: datetime) -> Silence | None:
    if longest is None or now - last <= max(TIMES * longest, LEAST):
        return None
    return Silence(last, round(longest / _HOUR, 1))
