"""`masar search`: a question to the index, and the articles that answer it."""

import re
from collections.abc import Mapping
from typing import Any

from elasticsearch import Elasticsearch
from msgspec import Struct
from msgspec.structs import replace

from contracts.indexes import ARTICLES, articles_of

# A word in the title says more of an article than one in its text.
WEIGHTS = {"title": 3.0, "subtitle": 2.0, "summary": 2.0, "body": 1.0}
# The word as printed counts most; the same word in other forms counts too.
FORMS = {"": 1.0, ".light": 0.5}
FACETS = {
    "outlet": "outlet",
    "phase": "phases.id",
    "actor": "actors.id",
    "agency": "byline.agency",
    "role": "story.role",
    "level": "relevance.level",
}
# Values of a facet that are counted, where it is not 20: outlets are few, and countries are added up from them.
_SIZES = {"outlet": 500}
# Copies of one text fit a question nearly alike; so much more brings the origin before them, and no other story.
_ORIGIN_FIRST = {"constant_score": {"filter": {"term": {"story.role": "origin"}}, "boost": 0.5}}
_PHRASE = re.compile(r'["«“”]([^"«»“”]+)["»“”]')


class Asked(Struct, frozen=True, kw_only=True):
    """A question. `text` may hold phrases in quotation marks; empty text asks for everything.

    `filters` are values by the names of FACETS; `since` and `until` are ISO dates, both included; `one_a_story`
    shows of copies only the best, an origin before its copies; `newest` orders by the date of publication instead of
    by fit. `outlets` keeps to these, where it is not null. `about` leaves out pages that have left their dossier.
    `read_after`, a time of ISO 8601, keeps to what was fetched later. `start` passes over so many; `marks` stand around
    what fits.
    """

    text: str = ""
    dossier: str | None = None
    filters: Mapping[str, str] = {}
    since: str | None = None
    until: str | None = None
    read_after: str | None = None
    one_a_story: bool = False
    newest: bool = False
    size: int = 10
    start: int = 0
    outlets: tuple[str, ...] | None = None
    about: bool = False
    marks: tuple[str, str] = ("**", "**")


class Hit(Struct, frozen=True, kw_only=True):
    """An article found. `passages` are printed, the words that fit between ** and **."""

    page_id: str
    url: str
    outlet: str
    title: str | None
    published: str | None
    level: str
    phases: tuple[str, ...]
    score: float | None
    passages: tuple[str, ...]


class Found(Struct, frozen=True, kw_only=True):
    """The answer. `total` counts articles, copies too; `facets` counts their values by the names of FACETS."""

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, dict[str, int]]


def search(client: Elasticsearch, asked: Asked) -> Found:
    """Ask the index. Raises the client's errors: NotFoundError where nothing was set up."""
    index = articles_of(asked.dossier) if asked.dossier else ARTICLES
    answer = client.search(index=index, **request(asked))
    hits = tuple(_hit(each) for each in answer["hits"]["hits"])
    counted = {
        name: {bucket["key"]: bucket["doc_count"] for bucket in facet["buckets"]}
        for name, facet in answer.get("aggregations", {}).items()
    }
    return Found(total=answer["hits"]["total"]["value"], hits=hits, facets=counted)


def request(asked: Asked) -> dict[str, Any]:
    """The arguments of the search request for a question: articles, and what they count by facets, in one.

    Raises ValueError for a filter of no such name.
    """
    return hits_request(asked) | {"track_total_hits": True, "aggs": _facets()}


def hits_request(asked: Asked) -> dict[str, Any]:
    """The arguments of the request for the articles that are shown, without counts. Raises as `request`."""
    asks: dict[str, Any] = {
        # The newest are not weighed: to fit or not is enough, and takes a fraction of the time.
        "query": _unweighed(asked) if asked.newest else query(asked),
        "from_": asked.start,
        "size": asked.size,
        "track_total_hits": False,
        "source": ["page_id", "url", "outlet", "title", "published.at", "relevance.level", "phases.id"],
    }
    if asked.text:
        asks["highlight"] = _highlight(asked)
    if asked.newest:
        asks["sort"] = [{"published.at": {"order": "desc", "missing": "_last"}}]
    if asked.one_a_story:
        asks["collapse"] = {"field": "story.id"}
    return asks


def counts_request(asked: Asked) -> dict[str, Any]:
    """The arguments of the request for the counts alone: the same for every page, order and folding of one question,
    so that Elasticsearch's cache of requests answers it from the second time on. Raises as `request`."""
    return {"query": _unweighed(asked), "size": 0, "track_total_hits": True, "aggs": _facets()}


def _unweighed(asked: Asked) -> dict[str, Any]:
    return {"bool": {"filter": [query(replace(asked, one_a_story=False))]}}


def _facets() -> dict[str, Any]:
    return {name: {"terms": {"field": field, "size": _SIZES.get(name, 20)}} for name, field in FACETS.items()}


def query(asked: Asked) -> dict[str, Any]:
    """The query alone, as filters and words make it. Raises ValueError for a filter of no such name."""
    if unknown := set(asked.filters) - set(FACETS):
        raise ValueError(f"no filter {', '.join(sorted(unknown))}: there are {', '.join(FACETS)}")
    found: dict[str, Any] = {"must": _musts(asked.text), "filter": _filters(asked)}
    if asked.about:
        found["must_not"] = [{"term": {"relevance.level": "off_topic"}}]
    if asked.one_a_story:
        # Where nothing must fit, Lucene takes what only should for what must.
        found |= {"must": found["must"] or [{"match_all": {}}], "should": [_ORIGIN_FIRST]}
    return {"bool": found}


def _musts(text: str) -> list[dict[str, Any]]:
    quoted, words = _parts(text)
    phrases = [_phrase(phrase) for phrase in quoted]
    if not words:
        return phrases
    each = [_word(word) for word in words]
    if len(words) == 1:  # all of them together by itself: weighing it twice takes a quarter longer and orders alike
        return [*phrases, *each]
    together = {"multi_match": {"query": " ".join(words), "fields": _fields(""), "operator": "and"}}
    # Together, so that names of several words meet their other spellings; each, wherever in the article it stands.
    return [*phrases, {"bool": {"should": [together, {"bool": {"must": each}}], "minimum_should_match": 1}}]


def _parts(text: str) -> tuple[list[str], list[str]]:
    """The phrases of a question and its other words."""
    return _PHRASE.findall(text), _PHRASE.sub(" ", text).split()


def _phrase(phrase: str) -> dict[str, Any]:
    return {"multi_match": {"query": phrase, "type": "phrase", "fields": _fields("")}}


def _word(word: str) -> dict[str, Any]:
    fields = [field for form in FORMS for field in _fields(form)]
    return {"multi_match": {"query": word, "type": "best_fields", "tie_breaker": 0.3, "fields": fields}}


def _fields(form: str) -> list[str]:
    return [f"{field}{form}^{weight * FORMS[form]:g}" for field, weight in WEIGHTS.items()]


def _filters(asked: Asked) -> list[dict[str, Any]]:
    filters: list[dict[str, Any]] = [{"term": {FACETS[name]: value}} for name, value in asked.filters.items()]
    bounds = {"gte": asked.since, "lte": asked.until}
    if given := {bound: day for bound, day in bounds.items() if day}:
        filters.append({"range": {"published.at": given}})
    if asked.read_after:
        filters.append({"range": {"fetched_at": {"gt": asked.read_after}}})
    if asked.outlets is not None:
        filters.append({"terms": {"outlet": list(asked.outlets)}})
    return filters


def _highlight(asked: Asked) -> dict[str, Any]:
    marked = {field: _marked(field, asked.text) for field in ("title", "summary", "body")}
    # A title is not cut into passages.
    marked["title"]["number_of_fragments"] = 0
    before, after = asked.marks
    return {
        "fields": marked,
        "pre_tags": [before],
        "post_tags": [after],
        "fragment_size": 160,
        "number_of_fragments": 3,
    }


def _marked(field: str, text: str) -> dict[str, Any]:
    """A field is marked by what is asked of it alone: the whole question, of eight fields and all spellings of names,
    would be weighed anew for each article and each of its fields, and that takes most of a search's time."""
    phrases, words = _parts(text)
    fits: list[dict[str, Any]] = [{"match_phrase": {field: phrase}} for phrase in phrases]
    if len(words) > 1:  # names of several words, in their other spellings
        fits.append({"match": {field: {"query": " ".join(words), "operator": "and"}}})
    fits += [{"match": {f"{field}{form}": word}} for word in words for form in FORMS]
    return {
        "matched_fields": [f"{field}{form}" for form in FORMS],
        "highlight_query": {"bool": {"should": fits}},
    }


def _hit(hit: Mapping[str, Any]) -> Hit:
    source, marked = hit["_source"], hit.get("highlight", {})
    return Hit(
        page_id=source["page_id"],
        url=source["url"],
        outlet=source["outlet"],
        title=source["title"],
        published=(source.get("published") or {}).get("at"),
        level=source["relevance"]["level"],
        phases=tuple(phase["id"] for phase in source.get("phases", ())),
        score=hit["_score"],
        passages=tuple(passage for field in ("title", "summary", "body") for passage in marked.get(field, ())),
    )
