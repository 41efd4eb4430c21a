"""Why nothing was found: which word or filter left nothing over, likelier spellings, what was crawled in that time."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from contracts.indexes import LEDGER
from contracts.outcome import HANDS_ON
from queries.search import Asked, query
from services.desk.asking import Asking
from services.desk.question import Question, with_claim

_MOST_WORDS = 8
_STEPS = tuple(HANDS_ON)


class Explanation(Struct, frozen=True):
    """`words`: how many articles each word finds alone. `without`: how many are found with one filter left out.
    `instead`: likelier spellings of words. `crawled`: outcomes in the ledger by step and name, of the time asked for.
    """

    words: dict[str, int]
    without: dict[str, int]
    instead: dict[str, tuple[str, ...]]
    crawled: dict[str, dict[str, int]]


def explained(asking: Asking, asked: Question) -> Explanation:
    """Ask the index why. Raises the client's errors."""
    words = asked.asked.text.split()[:_MOST_WORDS] if len(asked.asked.text.split()) > 1 else []
    eased = _eased(asked)
    filters: dict[str, Any] = {f"word {at}": query(Asked(text=word, about=True)) for at, word in enumerate(words)}
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
        without={name: counts[f"without {name}"]["doc_count"] for name in eased},
        instead=_instead(answer.get("suggest", {})),
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
    if asked.claim:
        eased["claim"] = replace(asked, claim=None)
    return eased


def _suggest(text: str) -> dict[str, Any]:
    terms = {"field": "body", "suggest_mode": "popular", "min_word_length": 3, "size": 3, "max_edits": 2}
    return {"spelling": {"text": text, "term": terms}}


def _instead(suggested: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {
        entry["text"]: tuple(option["text"] for option in entry["options"])
        for entry in suggested.get("spelling", ())
        if entry["options"]
    }


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
