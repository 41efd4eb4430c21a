"""What each outlet gives, asked of the ledger: now, and on a day."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from elasticsearch import Elasticsearch
from msgspec.structs import replace

from contracts.completeness import Day
from contracts.indexes import LEDGER
from contracts.outcome import Found
from services.watch.judge import Now

# More outlets than any dossier declares.
MOST_OUTLETS = 1_000
# A template is judged by the last pages that were read, of the last days: old ones tell of an old template.
SAMPLE, SAMPLE_DAYS = 20, 3
# How far back the last page and article of an outlet are looked for.
REMEMBERED_DAYS = 60
_SHARES = ("title", "date", "author", "agency")


def now_of(client: Elasticsearch, at: datetime) -> dict[str, Now]:
    """Every outlet that was heard of in the last months, as it stands. Raises the client's errors."""
    since = (at - timedelta(days=REMEMBERED_DAYS)).isoformat()
    day = (at - timedelta(days=1)).isoformat()
    found: dict[str, Now] = {}
    discovered = {
        "last": {"max": {"field": "at"}},
        "today": {"filter": {"range": {"at": {"gt": day, "lte": at.isoformat()}}}},
    }
    for outlet, told in _by_outlet(client, _step("discover", "at", since), discovered):
        last = _moment(told["last"])
        found[outlet] = Now(outlet=outlet, pages=told["today"]["doc_count"], last_page=last)
    indexed = [*_step("index", "at", since), {"term": {"name": "indexed"}}]
    for outlet, told in _by_outlet(client, indexed, {"last": {"max": {"field": "visit"}}}):
        found[outlet] = replace(found.get(outlet, Now(outlet=outlet)), last_article=_moment(told["last"]))
    for outlet, sample in _samples(client, at):
        found[outlet] = replace(found.get(outlet, Now(outlet=outlet)), found=sample)
    return found


def day_of(client: Elasticsearch, day: datetime, final: bool) -> list[Day]:
    """What every outlet gave on the day that begins at `day`. Raises the client's errors."""
    begin, end = day.isoformat(), (day + timedelta(days=1)).isoformat()
    days: dict[str, Day] = {}
    hours = {"hours": {"date_histogram": {"field": "at", "fixed_interval": "1h", "min_doc_count": 1}}}
    for outlet, told in _by_outlet(client, _step("discover", "at", begin, end), hours):
        counts = [0] * 24
        for bucket in told["hours"]["buckets"]:
            counts[datetime.fromtimestamp(bucket["key"] / 1000, UTC).hour] = bucket["doc_count"]
        days[outlet] = Day(outlet=outlet, day=f"{day:%Y-%m-%d}", hours=tuple(counts), final=final)
    for outlet, told in _by_outlet(client, [*_step("parse", "visit", begin, end), _READ], {"texts": _TEXTS}):
        before = days.get(outlet, Day(outlet=outlet, day=f"{day:%Y-%m-%d}", hours=(0,) * 24, final=final))
        days[outlet] = _with_texts(before, told["doc_count"], told["texts"])
    return list(days.values())


_READ: dict[str, Any] = {"exists": {"field": "found.length"}}
_TEXTS: dict[str, Any] = {
    "filter": {"range": {"found.length": {"gt": 0}}},
    "aggs": {
        **{figure: {"filter": {"term": {f"found.{figure}": True}}} for figure in _SHARES},
        "length": {"percentiles": {"field": "found.length", "percents": [50]}},
    },
}


def _with_texts(day: Day, read: int, texts: Mapping[str, Any]) -> Day:
    counts = {figure: texts[figure]["doc_count"] for figure in _SHARES}
    return replace(day, read=read, text=texts["doc_count"], length=texts["length"]["values"]["50.0"], **counts)


def _samples(client: Elasticsearch, at: datetime) -> Iterator[tuple[str, tuple[Found, ...]]]:
    since = (at - timedelta(days=SAMPLE_DAYS)).isoformat()
    newest = {"top_hits": {"size": SAMPLE, "sort": [{"visit": "desc"}], "_source": ["found"]}}
    for outlet, told in _by_outlet(client, [*_step("parse", "visit", since), _READ], {"newest": newest}):
        hits = told["newest"]["hits"]["hits"]
        yield outlet, tuple(msgspec.convert(hit["_source"]["found"], Found) for hit in hits)


def _by_outlet(
    client: Elasticsearch, filters: list[dict[str, Any]], asked: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    outlets = {"terms": {"field": "outlet", "size": MOST_OUTLETS}, "aggs": dict(asked)}
    answer = client.search(index=LEDGER, size=0, query={"bool": {"filter": filters}}, aggs={"outlets": outlets})
    for bucket in answer["aggregations"]["outlets"]["buckets"]:
        yield bucket["key"], bucket


def _step(step: str, field: str, since: str, until: str | None = None) -> list[dict[str, Any]]:
    bounds = {"gte": since, **({"lt": until} if until else {})}
    return [{"term": {"step": step}}, {"range": {field: bounds}}]


def _moment(told: Mapping[str, Any]) -> datetime | None:
    return datetime.fromtimestamp(told["value"] / 1000, UTC) if told["value"] else None
