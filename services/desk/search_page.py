"""Search: the articles that answer a question, their copies folded under them, and what to narrow it by."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from starlette.responses import Response

from queries.search import counts_request, hits_request
from queries.together import search_together
from services.desk.asking import Asking, BadQuestion
from services.desk.bars import Bar, bars
from services.desk.copies import Folded, folded
from services.desk.empty import explained
from services.desk.question import SHOWN, Question, kept, question, with_claim
from services.desk.show import show

A_PAGE = 20
# Elasticsearch gives out no more by pages; whoever wants all takes the export.
DEEPEST = 10_000
_SOURCE = [
    "page_id",
    "url",
    "outlet",
    "title",
    "summary",
    "published.at",
    "published.grain",
    "relevance.level",
    "phases.id",
    "byline.agency",
    "story.id",
    "story.role",
    "story.origin_page_id",
    "story.shared",
]


class Hit(Struct, frozen=True):
    """An article found. `title` and `passages` hold the marks of what fits; `story` is what is folded under it."""

    article: Mapping[str, Any]
    title: str
    passages: tuple[str, ...]
    story: Folded | None


class Choice(Struct, frozen=True):
    """A value of a facet, how many articles have it, and whether it is the chosen one."""

    key: str
    count: int
    chosen: bool


def search_page(asking: Asking) -> Response:
    """The page of results, which also is the place to ask anew."""
    start = asking.number("start", DEEPEST)
    if start + A_PAGE > DEEPEST:
        raise BadQuestion(f"start={start}: {DEEPEST - A_PAGE} is the last; narrow the question or export it")
    asked = question(asking, A_PAGE, start)
    found, counts = _asked(asking, asked)
    total, counted = counts["hits"]["total"]["value"], counts["aggregations"]
    hits = _hits(asking, asked, found["hits"]["hits"])
    further = start + A_PAGE
    more = len(hits) == A_PAGE and further + A_PAGE <= DEEPEST
    return show(
        asking,
        "search.html",
        asked=asked,
        hits=hits,
        total=total,
        stories=counted["stories"]["value"],
        facets=_facets(asking, asked, counted),
        days=_days(counted["days"]),
        further=further if more else None,
        before=max(0, start - A_PAGE) if start else None,
        kept=dict(kept(asking)),
        explanation=explained(asking, asked) if total == 0 else None,
    )


def _asked(asking: Asking, asked: Question) -> Sequence[Mapping[str, Any]]:
    """The answers: articles, and counts."""
    hits, counts = _hits_asked(asked), _counts_asked(asked)
    if asked.empty:
        return asking.client.search(index=asking.index, request_cache=True, **hits).body, asking.count(**counts)
    return search_together(asking.client, asking.index, hits, counts)


def _hits_asked(asked: Question) -> dict[str, Any]:
    asks = hits_request(asked.asked)
    asks["query"] = with_claim(asks["query"], asked)
    asks["source"] = _SOURCE
    if "highlight" in asks:
        # A summary often is the body's first sentence, and says nothing more beside it.
        del asks["highlight"]["fields"]["summary"]
    return asks


def _counts_asked(asked: Question) -> dict[str, Any]:
    asks = counts_request(asked.asked)
    asks["query"] = with_claim(asks["query"], asked)
    asks["aggs"] |= {
        "days": {"auto_date_histogram": {"field": "published.at", "buckets": 60, "minimum_interval": "day"}},
        "stories": {"cardinality": {"field": "story.id"}},
    }
    return asks


def _hits(asking: Asking, asked: Question, found: Sequence[Mapping[str, Any]]) -> list[Hit]:
    stories = folded(asking, [hit["_source"] for hit in found]) if asked.asked.one_a_story else {}
    return [_hit(hit, stories) for hit in found]


def _hit(hit: Mapping[str, Any], stories: Mapping[str, Folded]) -> Hit:
    article, marked = hit["_source"], hit.get("highlight", {})
    passages = tuple(marked.get("body", ()))
    (title,) = marked.get("title") or [article.get("title") or ""]
    story = (article.get("story") or {}).get("id")
    return Hit(article, title, passages[:3] or ((article.get("summary") or "",)), stories.get(story or ""))


def _facets(asking: Asking, asked: Question, counted: Mapping[str, Any]) -> dict[str, list[Choice]]:
    found = {name: _choices(counted[name]["buckets"], asked.chosen.get(name)) for name in SHOWN if name in counted}
    countries: Counter[str] = Counter()
    for bucket in counted["outlet"]["buckets"]:
        if outlet := asking.dossier.outlets.get(bucket["key"]):
            countries[outlet.country] += bucket["doc_count"]
    chosen = asked.chosen.get("country")
    found["country"] = [Choice(key, count, key == chosen) for key, count in countries.most_common()]
    return {name: found[name] for name in SHOWN if found.get(name)}


def _choices(buckets: Sequence[Mapping[str, Any]], chosen: str | None) -> list[Choice]:
    return [Choice(bucket["key"], bucket["doc_count"], bucket["key"] == chosen) for bucket in buckets]


def _days(counted: Mapping[str, Any]) -> list[Bar]:
    return bars([(bucket["key_as_string"][:10], bucket["doc_count"]) for bucket in counted["buckets"]])
