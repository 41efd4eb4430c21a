"""Why nothing was found: which word or filter left nothing over, likelier spellings, what was crawled in that time."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from contracts.indexes import LEDGER
from contracts.outcome import HANDS_ON
from queries.search import Asked, query
from queries.together import search_together
from services.desk.asking import Asking
from services.desk.question import Question, with_claim
from services.desk.shown import MARKS, clean

_MOST_WORDS = 8
_STEPS = tuple(HANDS_ON)


class Spelling(Struct, frozen=True):
    """A likelier word as the press prints it, the whole question with it, and how many articles that finds."""

    word: str
    question: str
    count: int


class Explanation(Struct, frozen=True):
    """`words`: how many articles each word finds alone. `without`: how many are found with one filter left out.
    `instead`: likelier spellings that find something. `crawled`: outcomes in the ledger by step and name, of the time
    asked for.
    """

    words: dict[str, int]
    without: dict[str, int]
    instead: tuple[Spelling, ...]
    crawled: dict[str, dict[str, int]]


def explained(asking: Asking, asked: Question) -> Explanation:
    """Ask the index why. Raises the client's errors."""
    words = asked.asked.text.split()[:_MOST_WORDS] if len(asked.asked.text.split()) > 1 else []
    eased = _eased(asked)
    alone = [replace(asked, asked=replace(asked.asked, text=word)) for word in words]
    filters = {f"word {at}": with_claim(query(each.asked), each) for at, each in enumerate(alone)}
    filters |= {f"without {name}": with_claim(query(each.asked), each) for name, each in eased.items()}
    answer = asking.client.search(
        index=asking.index,
        size=0,
        aggs={"counts": {"filters": {"filters": filters}}} if filters else None,
        suggest=_suggest(asked.asked.text) if asked.asked.text else None,
    )
    counts = answer["aggregations"]["counts"]["buckets"] if filters else {}
    return Explanation(
        words={word: counts[f"word {at}"]["doc_count"] for at, word in enumerate(words)},
        without={name: count for name in eased if (count := counts[f"without {name}"]["doc_count"])},
        instead=_instead(asking, asked, answer.get("suggest", {})),
        crawled=_crawled(asking, asked.asked),
    )


def _eased(asked: Question) -> dict[str, Question]:
    eased = {}
    for name in asked.chosen:
        filters = {key: value for key, value in asked.asked.filters.items() if key != name}
        outlets = None if name == "country" else asked.asked.outlets
        eased[name] = replace(asked, asked=replace(asked.asked, filters=filters, outlets=outlets))
    if asked.asked.since or asked.asked.until:
        eased["since"] = replace(asked, asked=replace(asked.asked, since=None, until=None))
    if asked.asked.read_after:
        eased["new"] = replace(asked, asked=replace(asked.asked, read_after=None))
    if asked.claim:
        eased["claim"] = replace(asked, claim=None)
    return eased


def _suggest(text: str) -> dict[str, Any]:
    terms = {"field": "body", "suggest_mode": "popular", "min_word_length": 3, "size": 3, "max_edits": 2}
    return {"spelling": {"text": text, "term": terms}}


def _instead(asking: Asking, asked: Question, suggested: Mapping[str, Any]) -> tuple[Spelling, ...]:
    options = [(entry, option["text"]) for entry in suggested.get("spelling", ()) for option in entry["options"]]
    del options[_MOST_WORDS:]
    if not options:
        return ()
    tried = (_tried(asked, _with(asked.asked.text, entry, option), option) for entry, option in options)
    answers = search_together(asking.client, asking.index, *tried)
    found = []
    for (entry, option), answer in zip(options, answers, strict=True):
        if count := answer["hits"]["total"]["value"]:
            word = _printed(answer["hits"]["hits"][0].get("highlight", {})) or option
            found.append(Spelling(word, _with(asked.asked.text, entry, word), count))
    return tuple(found)


def _with(text: str, entry: Mapping[str, Any], word: str) -> str:
    """The text with another word in the place that a suggestion is for."""
    return f"{text[: entry['offset']]}{word}{text[entry['offset'] + entry['length'] :]}"


def _tried(asked: Question, text: str, word: str) -> dict[str, Any]:
    # The index suggests words in its own search form; how they are printed stands in the texts that have them.
    marked = {"query": word, "fields": ["title", "body"]}
    return {
        "size": 1,
        "source": False,
        "track_total_hits": True,
        "query": with_claim(query(replace(asked.asked, text=text)), asked),
        "highlight": {
            "fields": {"title": {}, "body": {}},
            "pre_tags": [MARKS[0]],
            "post_tags": [MARKS[1]],
            "number_of_fragments": 1,
            "highlight_query": {"multi_match": marked},
        },
    }


def _printed(highlight: Mapping[str, list[str]]) -> str | None:
    for passage in (passage for passages in highlight.values() for passage in passages):
        _, opened, rest = passage.partition(MARKS[0])
        if opened:
            return str(clean(rest.partition(MARKS[1])[0]))
    return None


def _crawled(asking: Asking, asked: Asked) -> dict[str, dict[str, int]]:
    bounds = {"gte": asked.since, "lte": asked.until}
    days = {bound: day for bound, day in bounds.items() if day}
    filters: list[dict[str, Any]] = [{"range": {"at": days}}] if days else []
    if "outlet" in asked.filters:
        filters.append({"term": {"outlet": asked.filters["outlet"]}})
    if asked.outlets is not None:
        filters.append({"terms": {"outlet": list(asked.outlets)}})
    counted = {"terms": {"field": "step"}, "aggs": {"names": {"terms": {"field": "name", "size": 20}}}}
    answer = asking.client.search(index=LEDGER, size=0, query={"bool": {"filter": filters}}, aggs={"steps": counted})
    return {
        step["key"]: {each["key"]: each["doc_count"] for each in step["names"]["buckets"]}
        for step in sorted(answer["aggregations"]["steps"]["buckets"], key=lambda step: _STEPS.index(step["key"]))
    }
