"""One analysis measured on a server: what it finds, what its index weighs, and what it costs."""

from collections.abc import Iterator, Sequence
from typing import Any

from elasticsearch import Elasticsearch, helpers
from msgspec import Struct

from evaluation.search.analyses import FIELD, Analysis
from evaluation.search.benchmark import LOOKED_AT, SETS, Answer, Query, Rates, Sentence, rates

# Each document is indexed so many times, so that the cost of indexing stands out of the noise.
COPIES = 20
TOGETHER = 200


class Measured(Struct, frozen=True):
    """An analysis: its rates by set, and for the texts COPIES times over the index's bytes and the server's seconds.

    `query_seconds` is the server's own time for all queries of the benchmark against the single texts.
    """

    name: str
    sets: dict[str, Rates]
    bytes: int
    index_seconds: float
    query_seconds: float


def measured(
    client: Elasticsearch, analysis: Analysis, sentences: Sequence[Sentence], queries: list[Query]
) -> Measured:
    """Index, ask and remove the index. Raises the client's errors."""
    single = f"masar-eval-{analysis.name.replace(', ', '-').replace(' ', '-')}"
    with_cost = f"{single}-cost"
    _fill(client, with_cost, analysis, sentences, COPIES)
    stats = client.indices.stats(index=with_cost)["_all"]["primaries"]
    _fill(client, single, analysis, sentences, 1)
    answers, took = _asked(client, single, analysis, queries)
    client.indices.delete(index=f"{single},{with_cost}")
    return Measured(
        analysis.name,
        {name: _of_set(number, queries, answers) for number, name in SETS.items()},
        stats["store"]["size_in_bytes"],
        stats["indexing"]["index_time_in_millis"] / 1_000,
        took,
    )


def _fill(client: Elasticsearch, index: str, analysis: Analysis, sentences: Sequence[Sentence], copies: int) -> None:
    client.options(ignore_status=404).indices.delete(index=index)
    client.indices.create(index=index, settings=analysis.settings, mappings=analysis.mappings)
    helpers.bulk(client, _documents(index, sentences, copies), chunk_size=500)
    client.indices.forcemerge(index=index, max_num_segments=1)
    client.indices.flush(index=index, force=True)
    client.indices.refresh(index=index)


def _documents(index: str, sentences: Sequence[Sentence], copies: int) -> Iterator[dict[str, Any]]:
    for copy in range(copies):
        for sentence in sentences:
            id = sentence.id if copies == 1 else f"{sentence.id}-{copy}"
            yield {"_index": index, "_id": id, FIELD: sentence.text}


def _asked(
    client: Elasticsearch, index: str, analysis: Analysis, queries: Sequence[Query]
) -> tuple[list[Answer], float]:
    answers, took = [], 0
    for first in range(0, len(queries), TOGETHER):
        some = queries[first : first + TOGETHER]
        searches: list[dict[str, Any]] = []
        for query in some:
            searches += [{"index": index}, {"query": analysis.query(query.q), "size": LOOKED_AT, "_source": False}]
        responses = client.msearch(searches=searches, max_concurrent_searches=1)["responses"]
        answers += [Answer(tuple(hit["_id"] for hit in response["hits"]["hits"])) for response in responses]
        took += sum(response["took"] for response in responses)
    return answers, took / 1_000


def _of_set(number: int, queries: Sequence[Query], answers: Sequence[Answer]) -> Rates:
    chosen = [(query, answer) for query, answer in zip(queries, answers, strict=True) if query.set == number]
    return rates([query for query, _ in chosen], [answer for _, answer in chosen])
