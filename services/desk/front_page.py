"""The dossier: its phases in time, who wrote and spoke, what is new, and figures on which outlets disagree."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from msgspec import Struct
from starlette.responses import Response

from services.desk.asking import Asking
from services.desk.bars import Bar, bars
from services.desk.figures import disagreements, figures_asked
from services.desk.knowledge import Phase
from services.desk.show import show
from services.desk.visit import Visit, remember, visit_of

# Days before and after a conference that are drawn with it.
AROUND = timedelta(days=14)
_ABOUT = {"bool": {"must_not": [{"term": {"relevance.level": "off_topic"}}]}}
_NEWEST = 6


class PhaseSeen(Struct, frozen=True):
    """A phase, how many articles speak of it, and its volume by day; `held` are the bars of its own days."""

    phase: Phase
    count: int
    days: tuple[Bar, ...]
    held: tuple[str, ...]


def front_page(asking: Asking) -> Response:
    """The first page of a dossier."""
    visit = visit_of(asking.request, asking.desk.now())
    shown_phase = asking.given("phase")
    phases = asking.dossier.phases
    phase = shown_phase if shown_phase in phases else None
    answer = asking.count(query=_ABOUT, track_total_hits=True, aggs=_aggs(asking))
    counted = answer["aggregations"]
    seen = _phases(asking, counted)
    phase = phase or next((each.phase.id for each in reversed(seen) if each.count), None)
    response = show(
        asking,
        "front.html",
        total=answer["hits"]["total"]["value"],
        phases=seen,
        chosen=phase,
        outlets=[(bucket["key"], bucket["doc_count"]) for bucket in counted["outlets"]["buckets"]],
        countries=_countries(asking, counted["outlets"]["buckets"]),
        speakers=_speakers(counted["quotes"]["named"]["speakers"]["buckets"]),
        figures=disagreements(_figures(asking, phase)) if phase else [],
        newest=_newest(asking),
        fresh=_fresh(asking, visit),
        since=_told(visit),
    )
    remember(response, visit)
    return response


def _aggs(asking: Asking) -> dict[str, Any]:
    phases = {phase.id: {"term": {"phases.id": phase.id}} for phase in asking.dossier.phases.values()}
    days = {"date_histogram": {"field": "published.at", "calendar_interval": "day", "min_doc_count": 1}}
    asked: dict[str, Any] = {
        "outlets": {"terms": {"field": "outlet", "size": 500}},
        "quotes": {
            "nested": {"path": "quotes"},
            "aggs": {
                "named": {
                    "filter": {"bool": {"must_not": {"term": {"quotes.named": False}}}},
                    "aggs": {"speakers": {"terms": {"field": "quotes.speaker", "size": 10}}},
                }
            },
        },
    }
    if phases:
        asked["phases"] = {"filters": {"filters": phases}}
    for phase in asking.dossier.phases.values():
        window = {"gte": str(phase.begins - AROUND), "lte": str(phase.ends + AROUND)}
        within = [phases[phase.id], {"range": {"published.at": window}}]
        asked[f"days {phase.id}"] = {"filter": {"bool": {"filter": within}}, "aggs": {"days": days}}
    return asked


def _phases(asking: Asking, counted: Mapping[str, Any]) -> list[PhaseSeen]:
    return [
        PhaseSeen(
            phase,
            counted["phases"]["buckets"][phase.id]["doc_count"],
            tuple(_days(phase, counted[f"days {phase.id}"]["days"]["buckets"])),
            tuple(str(phase.begins + timedelta(days=day)) for day in range((phase.ends - phase.begins).days + 1)),
        )
        for phase in asking.dossier.phases.values()
    ]


def _days(phase: Phase, buckets: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """A bar for each day of the window, the empty ones too: a gap in the press must look like one."""
    counts = {bucket["key_as_string"][:10]: bucket["doc_count"] for bucket in buckets}
    first, last = phase.begins - AROUND, phase.ends + AROUND
    days = [str(first + timedelta(days=day)) for day in range((last - first).days + 1)]
    return bars([(day, counts.get(day, 0)) for day in days])


def _countries(asking: Asking, buckets: Sequence[Mapping[str, Any]]) -> list[tuple[str, int]]:
    counted: Counter[str] = Counter()
    for bucket in buckets:
        outlet = asking.dossier.outlets.get(bucket["key"])
        counted[outlet.country if outlet else "?"] += bucket["doc_count"]
    return counted.most_common()


def _speakers(buckets: Sequence[Mapping[str, Any]]) -> list[tuple[str, int]]:
    return [(bucket["key"], bucket["doc_count"]) for bucket in buckets]


def _figures(asking: Asking, phase: str) -> Mapping[str, Any]:
    of_phase = {"bool": {**_ABOUT["bool"], "filter": [{"term": {"phases.id": phase}}]}}
    found: Mapping[str, Any] = asking.count(query=of_phase, aggs=figures_asked(phase))["aggregations"]
    return found


def _newest(asking: Asking) -> list[Mapping[str, Any]]:
    answer = asking.client.search(
        index=asking.index,
        query=_ABOUT,
        size=_NEWEST,
        collapse={"field": "story.id"},
        sort=[{"fetched_at": "desc"}],
        source_includes=[
            "page_id",
            "outlet",
            "title",
            "published.at",
            "relevance.level",
            "byline.agency",
        ],
        track_total_hits=False,
        request_cache=True,
    )
    return [hit["_source"] for hit in answer["hits"]["hits"]]


def _fresh(asking: Asking, visit: Visit) -> int | None:
    """How many articles came in since the last visit; null at the first."""
    if visit.before is None:
        return None
    since = {"bool": {**_ABOUT["bool"], "filter": [{"range": {"fetched_at": {"gt": _told(visit)}}}]}}
    answer = asking.client.search(index=asking.index, query=since, size=0, track_total_hits=True)
    return int(answer["hits"]["total"]["value"])


def _told(visit: Visit) -> str | None:
    """When the last visit ended, as the search page is asked for what came in since."""
    return f"{visit.before:%Y-%m-%dT%H:%M:%SZ}" if visit.before else None
