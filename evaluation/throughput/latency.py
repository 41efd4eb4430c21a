"""From masar.pages to searchable under a light load, step by step."""

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from elasticsearch import Elasticsearch
from kafka import KafkaProducer
from msgspec import Struct

from contracts import codec, topics
from contracts.indexes import articles_of
from contracts.outcome import Outcome
from contracts.page import Page
from evaluation.crawl.places import until
from evaluation.faults.disturb import DOSSIER
from evaluation.faults.places import Brokers, brokers_for
from evaluation.throughput.material import pages
from evaluation.throughput.whole import DOSSIERS, started_services
from queues.look import read_to_end
from services.indexer.setup_index import install

STEPS = ("parse", "trace", "index")
# How exactly the moment is known at which a search finds an article, in seconds.
LOOK_EVERY = 0.05
PATIENCE = 120.0


class Step(Struct, frozen=True):
    """Seconds that a step takes, from the end of the one before it."""

    name: str
    median: float
    p95: float


def latency(articles: int, every: float, say: Callable[[str], None]) -> list[Step]:
    """Send an article every so many seconds; the time until it is parsed, traced, indexed, searchable, and in all."""
    with brokers_for(1, quick=False) as brokers, tempfile.TemporaryDirectory(prefix="masar-bench-") as folder:
        client = Elasticsearch(brokers.elasticsearch, request_timeout=60)
        try:
            install(client, [DOSSIERS / DOSSIER])
            with started_services(brokers, Path(folder), 1):
                say("a first article, for what happens only once")
                warm, *rest = pages(0, articles + 1, seed=2)
                _sent_and_found(brokers, client, [warm], every)
                say(f"{articles} articles, one every {every:g} s")
                moments = _sent_and_found(brokers, client, rest, every)
                outcomes = _outcomes(brokers)
        finally:
            client.close()
    return _steps(moments, outcomes)


def _sent_and_found(
    brokers: Brokers, client: Elasticsearch, some: Sequence[Page], every: float
) -> dict[str, tuple[float, float]]:
    producer = KafkaProducer(bootstrap_servers=brokers.kafka, acks="all", max_request_size=16_777_216)
    sent: dict[str, float] = {}
    found: dict[str, float] = {}
    next_at = time.time()
    waiting = list(some)

    def look() -> bool:
        nonlocal next_at
        if waiting and time.time() >= next_at:
            page = waiting.pop()
            sent[page.page_id] = time.time()
            producer.send(topics.PAGES, key=page.page_id.encode(), value=codec.encode(page))
            next_at = sent[page.page_id] + every
        open_ids = [page_id for page_id in sent if page_id not in found]
        if open_ids:
            hits = client.search(
                index=articles_of(DOSSIER), query={"ids": {"values": open_ids}}, source=False, size=len(open_ids)
            )
            found.update({hit["_id"]: time.time() for hit in hits["hits"]["hits"]})
        time.sleep(LOOK_EVERY)
        return not waiting and len(found) == len(some)

    until("every article to be found", look, PATIENCE + every * len(some))
    producer.close()
    return {page_id: (sent[page_id], found[page_id]) for page_id in found}


def _outcomes(brokers: Brokers) -> dict[tuple[str, str], float]:
    told = [codec.decode(value, Outcome) for value in read_to_end(brokers.kafka, topics.OUTCOMES)]
    return {(outcome.page_id, outcome.step): outcome.at.timestamp() for outcome in reversed(told)}


def _steps(moments: Mapping[str, tuple[float, float]], outcomes: Mapping[tuple[str, str], float]) -> list[Step]:
    ways = [[sent, *(outcomes[page_id, step] for step in STEPS), found] for page_id, (sent, found) in moments.items()]
    named = [*STEPS, "searchable"]
    steps = [_step(name, [way[place + 1] - way[place] for way in ways]) for place, name in enumerate(named)]
    return [*steps, _step("in all", [way[-1] - way[0] for way in ways])]


def _step(name: str, seconds: Sequence[float]) -> Step:
    return Step(name, round(statistics.median(seconds), 3), round(statistics.quantiles(seconds, n=20)[-1], 3))
