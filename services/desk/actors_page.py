"""Actors: who is named, how they are spelt, in which roles, who quotes them and beside whom they stand."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from starlette.responses import Response

from services.desk.asking import Asking, NotHere
from services.desk.show import show

# The newest articles whose mentions are counted one by one; the page says so.
READ = 500
_ABOUT = {"bool": {"must_not": [{"term": {"relevance.level": "off_topic"}}]}}


class Role(Struct, frozen=True):
    """A role, as the press gave it between two days."""

    role: str
    count: int
    first: str
    last: str


def actors_page(asking: Asking) -> Response:
    """All actors of the dossier that the press names."""
    answer = asking.count(
        query=_ABOUT,
        aggs={
            "listed": {"terms": {"field": "actors.id", "size": 300}},
            "named": {"terms": {"field": "actors.name_ar", "size": 400}},
            "quotes": {
                "nested": {"path": "quotes"},
                "aggs": {"by": {"terms": {"field": "quotes.speaker", "size": 500}}},
            },
        },
    )
    counted = answer["aggregations"]
    quoted = {bucket["key"]: bucket["doc_count"] for bucket in counted["quotes"]["by"]["buckets"]}
    listed = [
        (bucket["key"], bucket["doc_count"], quoted.get(bucket["key"], 0)) for bucket in counted["listed"]["buckets"]
    ]
    names = {actor.name_ar for actor in asking.dossier.actors.values()}
    others = [
        (bucket["key"], bucket["doc_count"]) for bucket in counted["named"]["buckets"] if bucket["key"] not in names
    ]
    groups: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for row in listed:
        known = asking.dossier.actors.get(row[0])
        groups[known.kind if known else "other"].append(row)
    return show(asking, "actors.html", groups=dict(groups), others=others[:60])


def actor_page(asking: Asking) -> Response:
    """One listed actor."""
    key = asking.part("actor")
    answer = asking.client.search(index=asking.index, request_cache=True, **_asked(key))
    total = answer["hits"]["total"]["value"]
    if key not in asking.dossier.actors and not total:
        raise NotHere(key)
    articles = [hit["_source"] for hit in answer["hits"]["hits"]]
    counted = answer["aggregations"]
    return show(
        asking,
        "actor.html",
        key=key,
        total=total,
        read=len(articles),
        spellings=_spellings(key, articles),
        roles=_roles(key, articles),
        quoting=[(each["key"], each["doc_count"]) for each in counted["quotes"]["own"]["in"]["outlets"]["buckets"]],
        quoted_in=lambda outlet: asking.path("search", actor=key, outlet=outlet, copies="all"),
        beside=[(each["key"], each["doc_count"]) for each in counted["beside"]["buckets"] if each["key"] != key],
        quotes=list(_quotes(key, articles))[:12],
    )


def _asked(key: str) -> dict[str, Any]:
    own = {
        "filter": {"term": {"quotes.speaker": key}},
        "aggs": {"in": {"reverse_nested": {}, "aggs": {"outlets": {"terms": {"field": "outlet", "size": 30}}}}},
    }
    return {
        "query": {"bool": {**_ABOUT["bool"], "filter": [{"term": {"actors.id": key}}]}},
        "size": READ,
        "sort": [{"published.at": {"order": "desc", "missing": "_last"}}],
        "source": ["page_id", "outlet", "title", "published.at", "actors", "quotes"],
        "track_total_hits": True,
        "aggs": {
            "beside": {"terms": {"field": "actors.id", "size": 21}},
            "quotes": {"nested": {"path": "quotes"}, "aggs": {"own": own}},
        },
    }


def _own(key: str, articles: Sequence[Mapping[str, Any]]) -> Any:
    for article in articles:
        for actor in article.get("actors", ()):
            if actor["id"] == key:
                yield article, actor


def _spellings(key: str, articles: Sequence[Mapping[str, Any]]) -> list[tuple[str, int]]:
    counted = Counter(mention["surface"] for _, actor in _own(key, articles) for mention in actor.get("mentions", ()))
    return counted.most_common(40)


def _roles(key: str, articles: Sequence[Mapping[str, Any]]) -> list[Role]:
    days: dict[str, list[str]] = defaultdict(list)
    for article, actor in _own(key, articles):
        if actor.get("role"):
            days[actor["role"]].append(((article.get("published") or {}).get("at") or "")[:10])
    found = []
    for role, seen in days.items():
        dated = sorted(filter(None, seen))
        found.append(Role(role, len(seen), dated[0] if dated else "", dated[-1] if dated else ""))
    return sorted(found, key=lambda each: (each.first, each.role))


def _quotes(key: str, articles: Sequence[Mapping[str, Any]]) -> Any:
    for article in articles:
        for quote in article.get("quotes", ()):
            if quote["speaker"] == key:
                yield article, quote
