"""Coverage: what became of every outlet's pages on every day, so that silence can be told from failure."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal, get_args

from msgspec import Struct
from starlette.responses import Response

from contracts.indexes import LEDGER
from contracts.outcome import HANDS_ON
from queries.silence import Heard, heard
from services.desk.asking import Asking, BadQuestion, read_day
from services.desk.show import show
from services.desk.shown import moment

DAYS = 14
MOST_DAYS = 62
# Seconds between two counts of the watch: whoever asks for outlets' rhythms oftener is told the same.
_COUNTED_EVERY = 60.0
# Fetch outcomes that are no failure of ours or theirs: the page was there, or led to another.
_FETCHED = frozenset({"fetched", "unchanged", "redirected", "canonical"})
_FETCH = {"term": {"step": "fetch"}}
_PARSED = {"term": {"step": "parse"}}
_DEAD = {"term": {"name": "dead"}}
_RELEVANT = {"terms": {"name": sorted(HANDS_ON["parse"])}}
# What a page became, by the names of a Cell, as the ledger has it. Every other outcome is one on the way.
_BECAME: dict[str, dict[str, Any]] = {
    "discovered": {"bool": {"filter": [{"term": {"step": "discover"}}, {"term": {"name": "discovered"}}]}},
    "relevant": {"bool": {"filter": [_PARSED, _RELEVANT]}},
    "dropped": {"bool": {"filter": [_PARSED], "must_not": [_RELEVANT, _DEAD]}},
    "failed": {
        "bool": {
            "should": [
                {"bool": {"filter": [_FETCH], "must_not": [{"terms": {"name": sorted(_FETCHED)}}]}},
                {"bool": {"filter": [_DEAD], "must_not": [_FETCH]}},
            ]
        }
    },
}


Standing = Literal["silent", "never", "unasked", "unknown", "usual"]
_STANDINGS = get_args(Standing)


class Cell(Struct, frozen=True):
    """One outlet on one day: pages by what became of them. All zero: nothing was discovered, fetched or read."""

    discovered: int = 0
    relevant: int = 0
    dropped: int = 0
    failed: int = 0

    @property
    def silent(self) -> bool:
        """Whether the ledger knows of nothing."""
        return not (self.discovered or self.relevant or self.dropped or self.failed)


class Quiet(Struct, frozen=True):
    """An outlet and how it stands against its own rhythm; `heard` is null where no page of it was ever discovered."""

    outlet: str
    standing: Standing
    heard: Heard | None


class Fields(Struct, frozen=True):
    """How many of an outlet's articles have a title, a date, an author or agency."""

    outlet: str
    articles: int
    title: int
    date: int
    author: int


def coverage_page(asking: Asking) -> Response:
    """The matrix of outlets and days, and the fields found by outlet."""
    last = date.fromisoformat(asking.day("until") or asking.desk.now().date().isoformat())
    first = date.fromisoformat(asking.day("since") or str(last - timedelta(days=DAYS - 1)))
    if not 0 <= (last - first).days < MOST_DAYS:
        raise BadQuestion(f"since={first}, until={last}: ask for 1 to {MOST_DAYS} days")
    days = [str(first + timedelta(days=day)) for day in range((last - first).days + 1)]
    matrix = _matrix(asking, days)
    # The newest stands beside the outlets' names, where a narrow screen begins.
    days.reverse()
    outlets = sorted({*asking.dossier.outlets, *matrix}, key=lambda key: (key not in asking.dossier.outlets, key))
    quiet = _quiet(asking, outlets)
    return show(
        asking,
        "coverage.html",
        days=days,
        told={day: moment(day, asking.words) for day in days},
        outlets=outlets,
        matrix=matrix,
        nothing=Cell(),
        quiet=quiet,
        standings={each.outlet: each.standing for each in quiet},
        fields=_fields(asking),
    )


def day_page(asking: Asking) -> Response:
    """One outlet on one day: every outcome by step, name and reason, with some of its pages."""
    outlet, day = asking.part("outlet"), str(read_day("day", asking.part("day")))
    asked = {"bool": {"filter": [{"term": {"outlet": outlet}}, {"range": {"at": {"gte": day, "lte": day}}}]}}
    reasons = {"terms": {"field": "reason", "size": 10}}
    names = {"terms": {"field": "name", "size": 20}, "aggs": {"reasons": reasons, "pages": _pages()}}
    answer = asking.client.search(
        index=LEDGER, size=0, query=asked, aggs={"steps": {"terms": {"field": "step"}, "aggs": {"names": names}}}
    )
    order = tuple(HANDS_ON)
    steps = sorted(answer["aggregations"]["steps"]["buckets"], key=lambda step: order.index(step["key"]))
    return show(asking, "day.html", key=outlet, day=day, steps=steps)


def _pages() -> dict[str, Any]:
    return {"top_hits": {"size": 10, "_source": ["page_id", "url", "reason", "at"], "sort": [{"at": "desc"}]}}


def _quiet(asking: Asking, outlets: Sequence[str]) -> list[Quiet]:
    """Those first that an analyst must know of: where they are silent, no coverage says nothing."""
    desk = asking.desk
    known: dict[str, Heard] = desk.kept.answer("heard", lambda: heard(desk.client, desk.now()), least=_COUNTED_EVERY)
    found = [Quiet(outlet, _standing(asking, outlet, known.get(outlet)), known.get(outlet)) for outlet in outlets]
    return sorted(found, key=lambda each: _STANDINGS.index(each.standing))


def _standing(asking: Asking, outlet: str, heard: Heard | None) -> Standing:
    if heard is None:
        declared = asking.dossier.outlets.get(outlet)
        return "unasked" if declared and not declared.sources else "never"
    if heard.silence:
        return "silent"
    return "usual" if heard.longest_pause is not None else "unknown"


def _matrix(asking: Asking, days: Sequence[str]) -> dict[str, dict[str, Cell]]:
    answer = asking.client.search(
        index=LEDGER,
        size=0,
        track_total_hits=False,
        query={"range": {"at": {"gte": days[0], "lte": days[-1]}}},
        aggs={"became": {"filters": {"filters": _BECAME}, "aggs": _by_outlet_and_day()}},
        # Most of an answer of many days would be what nobody reads.
        filter_path=[
            "aggregations.became.buckets.*.doc_count",
            "**.outlets.buckets.key",
            "**.days.buckets.key_as_string",
            "**.days.buckets.doc_count",
        ],
    )
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for name, found in answer["aggregations"]["became"]["buckets"].items():
        for outlet in found.get("outlets", {}).get("buckets", ()):
            for day in outlet["days"]["buckets"]:
                of_day = counts.setdefault(outlet["key"], {}).setdefault(day["key_as_string"], {})
                of_day[name] = day["doc_count"]
    return {outlet: {day: Cell(**of_day) for day, of_day in found.items()} for outlet, found in counts.items()}


def _by_outlet_and_day() -> dict[str, Any]:
    days = {"field": "at", "calendar_interval": "day", "format": "yyyy-MM-dd", "min_doc_count": 1}
    return {"outlets": {"terms": {"field": "outlet", "size": 500}, "aggs": {"days": {"date_histogram": days}}}}


def _fields(asking: Asking) -> list[Fields]:
    author = {"bool": {"should": [{"exists": {"field": f"byline.{name}"}} for name in ("author", "agency")]}}
    found = {
        "title": {"exists": {"field": "title"}},
        "date": {"exists": {"field": "published.at"}},
        "author": author,
    }
    answer = asking.count(
        aggs={
            "outlets": {"terms": {"field": "outlet", "size": 500}, "aggs": {"with": {"filters": {"filters": found}}}}
        },
    )
    return [
        Fields(
            bucket["key"],
            bucket["doc_count"],
            *(bucket["with"]["buckets"][name]["doc_count"] for name in ("title", "date", "author")),
        )
        for bucket in answer["aggregations"]["outlets"]["buckets"]
    ]
