"""The indexer against `helpers.parallel_bulk` alone: the same articles, the same mapping, the same run."""

import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from elasticsearch import Elasticsearch, helpers
from kafka import KafkaProducer
from kafka.errors import KafkaError
from msgspec import Struct

from contracts import codec, topics
from contracts.article import Article
from contracts.indexes import LEDGER, VERSIONS, articles_of
from evaluation.crawl.places import until
from evaluation.faults.disturb import DOSSIER
from evaluation.faults.places import Brokers, brokers_for
from evaluation.throughput.material import pages
from evaluation.throughput.whole import DOSSIERS, indexer_alone
from queues.look import TopicsLook
from services.indexer.document import article_document, version_document
from services.indexer.settings import IndexerSettings
from services.indexer.setup_index import install
from services.parser.knowledge import load_knowledge
from services.parser.parse import parse_page

BARE = "masar-bench-bare"
# Different texts; the articles are these under other ids.
TEXTS = 300
PATIENCE = 1_800.0


class Rate(Struct, frozen=True, kw_only=True):
    """How fast one way of indexing is: articles in `seconds`, and ledger entries and versions beside them.

    `bytes` are those of articles and versions.
    """

    name: str
    articles: int
    bytes: int
    ledger: int
    versions: int
    seconds: float

    @property
    def documents_a_second(self) -> float:
        """Articles, ledger entries and versions in a second."""
        return (self.articles + self.ledger + self.versions) / self.seconds

    @property
    def articles_a_second(self) -> float:
        """Articles alone in a second."""
        return self.articles / self.seconds

    @property
    def megabytes_a_second(self) -> float:
        """Megabytes of articles and versions in a second."""
        return self.bytes / self.seconds / 1e6


def indexing(count: int, say: Callable[[str], None]) -> list[Rate]:
    """The rates of ours and of `parallel_bulk` for so many articles; the second is measured before and after ours."""
    articles = _articles(count)
    documents = [article_document(article).source for article in articles]
    with brokers_for(1, quick=False) as brokers, tempfile.TemporaryDirectory(prefix="masar-bench-") as folder:
        client = Elasticsearch(brokers.elasticsearch, request_timeout=120)
        try:
            install(client, [DOSSIERS / DOSSIER])
            say("parallel_bulk")
            first = _bare(client, documents)
            say("the indexer")
            ours = _ours(brokers, client, Path(folder), articles)
            say("parallel_bulk again")
            second = _bare(client, documents)
        finally:
            client.close()
    bare = Rate(
        name="parallel_bulk",
        articles=first.articles + second.articles,
        bytes=first.bytes + second.bytes,
        ledger=0,
        versions=0,
        seconds=first.seconds + second.seconds,
    )
    return [bare, ours]


def _articles(count: int) -> list[Article]:
    knowledge = load_knowledge(DOSSIERS, (DOSSIER,), None)
    texts = [article for page in pages(0, TEXTS, seed=3) for article in parse_page(page, knowledge).articles]
    return [
        msgspec.structs.replace(texts[number % len(texts)], page_id=f"{number:032x}", revision=1)
        for number in range(count)
    ]


def _bare(client: Elasticsearch, documents: Sequence[bytes]) -> Rate:
    own = IndexerSettings()
    client.options(ignore_status=404).indices.delete(index=BARE)
    made = next(iter(client.indices.get(index=articles_of(DOSSIER)).values()))
    analysis = {"analysis": made["settings"]["index"]["analysis"], "number_of_replicas": 0}
    client.indices.create(index=BARE, mappings=made["mappings"], settings=analysis)
    actions = ({"_index": BARE, "_id": f"{number:032x}", "_source": source} for number, source in enumerate(documents))
    began = time.monotonic()
    deque(
        helpers.parallel_bulk(
            client,
            actions,
            thread_count=own.requests_at_once,
            chunk_size=own.bulk_count,
            max_chunk_bytes=own.bulk_bytes,
        ),
        maxlen=0,
    )
    seconds = time.monotonic() - began
    client.indices.delete(index=BARE)
    size = sum(map(len, documents))
    return Rate(name="parallel_bulk", articles=len(documents), bytes=size, ledger=0, versions=0, seconds=seconds)


def _ours(brokers: Brokers, client: Elasticsearch, folder: Path, articles: Sequence[Article]) -> Rate:
    producer = KafkaProducer(
        bootstrap_servers=brokers.kafka, acks="all", compression_type="lz4", linger_ms=20, max_request_size=16_777_216
    )
    for article in articles:
        key = f"{article.dossier}:{article.page_id}"
        producer.send(topics.ARTICLES, key=key.encode(), value=codec.encode(article))
    producer.flush()
    producer.close()
    look = TopicsLook(brokers.kafka)
    try:
        with indexer_alone(brokers, folder):
            until("the indexer's first articles", lambda: _count(client, articles_of(DOSSIER)), PATIENCE)
            before = _there(client)
            began = time.monotonic()
            until("all articles and their ledger", lambda: _all_in(look), PATIENCE)
            seconds = time.monotonic() - began
            after = _there(client)
    finally:
        look.close()
    done, told, kept = (late - early for early, late in zip(before, after, strict=True))
    return Rate(name="masar", articles=done, bytes=_size(articles, done), ledger=told, versions=kept, seconds=seconds)


def _size(articles: Sequence[Article], done: int) -> int:
    """The bytes of so many of these articles, as documents and as versions."""
    sources = (len(article_document(each).source) + len(version_document(each).source) for each in articles)
    return sum(sources) * done // len(articles)


def _there(client: Elasticsearch) -> tuple[int, int, int]:
    return _count(client, articles_of(DOSSIER)), _count(client, LEDGER), _count(client, VERSIONS)


def _count(client: Elasticsearch, index: str) -> int:
    client.indices.refresh(index=index)
    return int(client.count(index=index)["count"])


def _all_in(look: TopicsLook) -> bool:
    try:
        lags = {state.topic: state.lag for state in look.states()}
    except KafkaError:
        return False  # as a Kafka that has just started answers
    return lags[topics.ARTICLES] == lags[topics.OUTCOMES] == 0
