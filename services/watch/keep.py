"""Days and alarms in Elasticsearch: they survive the watch, and whoever asks finds the history."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk, scan

from contracts.completeness import COMPLETENESS, Alarm, Day
from services.watch.judge import Key
from services.watch.rhythm import DAYS


def days_kept(client: Elasticsearch, today: datetime, outlet: str | None = None) -> dict[str, list[Day]]:
    """The days before `today` by outlet, in order and without a gap. Raises the client's errors."""
    begin = today - timedelta(days=DAYS)
    query = [_kind("day"), {"range": {"day": {"gte": f"{begin:%Y-%m-%d}", "lt": f"{today:%Y-%m-%d}"}}}]
    found: dict[str, dict[str, Day]] = {}
    for hit in scan(client, index=COMPLETENESS, query=_where(query, outlet), size=5_000):
        day = msgspec.convert(hit["_source"], Day)
        found.setdefault(day.outlet, {})[day.day] = day
    return {outlet: _without_gaps(days, begin) for outlet, days in found.items()}


def final_days(client: Elasticsearch, since: datetime) -> set[str]:
    """The days that are counted for good. Raises the client's errors."""
    query = {
        "bool": {"filter": [_kind("day"), {"term": {"final": True}}, {"range": {"day": {"gte": f"{since:%Y-%m-%d}"}}}]}
    }
    days = {"terms": {"field": "day", "size": 10 * DAYS, "format": "yyyy-MM-dd"}}
    answer = client.search(index=COMPLETENESS, size=0, query=query, aggs={"days": days})
    return {bucket["key_as_string"] for bucket in answer["aggregations"]["days"]["buckets"]}


def keep_days(client: Elasticsearch, days: Iterable[Day]) -> None:
    """Write them, in the place of what was counted of them before. Raises the client's errors."""
    _write(client, ((f"{day.outlet}:{day.day}", day) for day in days))


def alarms_kept(client: Elasticsearch, outlet: str | None = None, *, open_only: bool = True) -> list[Alarm]:
    """Alarms, the newest first: those that still stand, or all. Raises the client's errors."""
    gone: list[dict[str, Any]] = [{"exists": {"field": "recovered"}}] if open_only else []
    query = _where([_kind("alarm")], outlet)
    query["query"]["bool"]["must_not"] = gone
    found = (msgspec.convert(hit["_source"], Alarm) for hit in scan(client, index=COMPLETENESS, query=query))
    return sorted(found, key=lambda alarm: alarm.since, reverse=True)


def keep_alarms(client: Elasticsearch, alarms: Sequence[Alarm]) -> None:
    """Write them, ended ones in their place. Raises the client's errors."""
    _write(client, ((f"{each.outlet}:{each.figure}:{each.since.isoformat()}", each) for each in alarms))


def by_figure(alarms: Iterable[Alarm]) -> dict[Key, Alarm]:
    """Alarms that stand, by outlet and figure."""
    return {(alarm.outlet, alarm.figure): alarm for alarm in alarms}


def _write(client: Elasticsearch, documents: Iterable[tuple[str, Day | Alarm]]) -> None:
    # Null is left out: a field that is there says something.
    told = (
        {
            "_index": COMPLETENESS,
            "_id": id_,
            "_source": {k: v for k, v in msgspec.to_builtins(each).items() if v is not None},
        }
        for id_, each in documents
    )
    bulk(client, told, refresh="wait_for")


def _without_gaps(days: dict[str, Day], begin: datetime) -> list[Day]:
    """From the first day that is known to yesterday; what is not known was silent."""
    outlet = next(iter(days.values())).outlet
    names = [f"{begin + timedelta(days=number):%Y-%m-%d}" for number in range(DAYS)]
    first = names.index(min(days))
    return [days.get(name) or Day(outlet=outlet, day=name, hours=(0,) * 24) for name in names[first:]]


def _kind(kind: str) -> dict[str, Any]:
    return {"term": {"kind": kind}}


def _where(filters: list[dict[str, Any]], outlet: str | None) -> dict[str, Any]:
    return {"query": {"bool": {"filter": [*filters, *([{"term": {"outlet": outlet}}] if outlet else [])]}}}
