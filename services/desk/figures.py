"""Figures that outlets give for one thing: which values, and who prints them."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

_KINDS = 12
# What tells the conferences from each other is no figure to disagree on: their days, and which of them it was.
_TELLS_APART = frozenset({"yyyymmdd", "session"})
_VALUES = 6
_SOURCES = 4


class Value(Struct, frozen=True):
    """A value, how many articles state it, in how many stories, and some of these articles."""

    value: float
    articles: int
    stories: int
    sources: tuple[Mapping[str, Any], ...]


class Figure(Struct, frozen=True):
    """A thing that was counted, with more than one value in the press; the most printed value first."""

    kind: str
    unit: str
    values: tuple[Value, ...]


def figures_asked(phase: str) -> dict[str, Any]:
    """The aggregations to ask for: what is stated of the phase's conference, whatever else an article counts."""
    sources = {
        "stories": {"cardinality": {"field": "story.id"}},
        "sources": {
            "top_hits": {
                "size": _SOURCES,
                "_source": ["page_id", "outlet", "title", "published.at", "byline.agency"],
                "sort": [{"published.at": {"order": "asc", "missing": "_last"}}],
            }
        },
    }
    values = {
        "terms": {"field": "claims.value", "size": _VALUES},
        "aggs": {"articles": {"reverse_nested": {}, "aggs": sources}},
    }
    units = {"terms": {"field": "claims.unit", "size": 3}, "aggs": {"values": values}}
    kinds = {"terms": {"field": "claims.kind", "size": _KINDS}, "aggs": {"units": units}}
    of_phase = {"filter": {"term": {"claims.phase": phase}}, "aggs": {"kinds": kinds}}
    return {"claims": {"nested": {"path": "claims"}, "aggs": {"of_phase": of_phase}}}


def disagreements(counted: Mapping[str, Any]) -> list[Figure]:
    """The things of which the press gives more than one figure, the most disputed first."""
    found = [
        Figure(kind["key"], unit["key"], tuple(_value(bucket) for bucket in unit["values"]["buckets"]))
        for kind in counted["claims"]["of_phase"]["kinds"]["buckets"]
        for unit in kind["units"]["buckets"]
        if unit["key"] not in _TELLS_APART
    ]
    return sorted(
        (figure for figure in found if len(figure.values) > 1), key=lambda each: (-len(each.values), each.kind)
    )


def _value(bucket: Mapping[str, Any]) -> Value:
    articles = bucket["articles"]
    hits = articles["sources"]["hits"]["hits"]
    return Value(
        bucket["key"],
        articles["doc_count"],
        articles["stories"]["value"],
        tuple(hit["_source"] for hit in hits),
    )
