"""Random orders on a real Kafka, the parser killed on the way: do they end in the same stories, to the byte?"""

import hashlib
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec
from kafka import KafkaProducer
from kafka.errors import KafkaError

from contracts import codec, topics
from contracts.article import Article, Byline, DateFound, Relevance
from deploy.local.account import brokers_account
from deploy.local.jdk import find_jdk
from deploy.local.kafka import plan_kafka, start_kafka
from deploy.local.prepare import prepare
from deploy.local.settings import LocalSettings
from deploy.local.topics import make_topics
from lineage.entry import LineageArticle
from operations.services import Service
from queues.look import TopicsLook, read_to_end

# What one wait may take, seconds: a killed worker's partitions stand still for ten, and machines may be slow.
PATIENCE = 600.0
FETCHED = datetime(2026, 11, 1, 12, tzinfo=UTC)


@contextmanager
def own_kafka() -> Iterator[str]:
    """A Kafka of its own with Masar's topics, until the block ends. Raises StackTrouble."""
    settings = LocalSettings()
    with tempfile.TemporaryDirectory(prefix="masar-eval-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        artefacts = prepare(settings, lambda what, done, total: None)
        plan = plan_kafka(Path(folder) / "kafka", preferred=0)
        kafka = start_kafka(plan, artefacts.kafka, find_jdk(settings), brokers_account())
        try:
            kafka.wait_ready()
            make_topics(kafka.bootstrap)
            yield kafka.bootstrap
        finally:
            kafka.stop()


@contextmanager
def parser(kafka: str, folder: Path) -> Iterator[Service]:
    """A parser's process over this Kafka, until the block ends."""
    service = Service("parser", {"MASAR_KAFKA": kafka, "MASAR_PARSER_DATA": str(folder / "parser")}, folder)
    service.child.start()
    try:
        yield service
    finally:
        service.child.stop()


def ending(kafka: str, service: Service, articles: Sequence[LineageArticle], dossier: str, kills: int) -> str:
    """Send the articles in an order that follows from the dossier's name, SIGKILL the parser so often on the way, and
    return the digest of the stories that masar.articles ends with. The dossier must be new to this Kafka."""
    draw = random.Random(dossier)  # noqa: S311 # no secrets
    order = draw.sample(articles, len(articles))
    moments = sorted(draw.sample(range(1, len(articles)), kills)) if kills else []
    look = TopicsLook(kafka)
    try:
        for start, end in zip([0, *moments], [*moments, len(order)], strict=True):
            _send(kafka, [_message(article, dossier) for article in order[start:end]])
            if end < len(order):
                # killed in the middle of the stretch
                _until("half a stretch", service, partial(_came_out, kafka, dossier, (start + end) // 2))
                service.child.kill()
        _until("the last article", service, lambda: _worked_off(look))
    finally:
        look.close()
    stories = _final(kafka, dossier)
    if len(stories) != len(articles):
        raise AssertionError(f"{len(stories)} of {len(articles)} articles came out")
    return hashlib.sha256(b"\n".join(stories[page] for page in sorted(stories))).hexdigest()


def recovery(kafka: str, service: Service, articles: Sequence[LineageArticle], dossier: str) -> dict[str, object]:
    """Trace the articles, SIGKILL the parser, and tell how long its successor takes to be ready, in seconds: the ten
    for which Kafka waits for the dead one included."""
    ending(kafka, service, articles, dossier, kills=0)
    service.child.kill()
    began = time.monotonic()
    service.child.start()
    told: set[str] = set()
    while (waiting := service.ready()) is not None:
        told.add(waiting.partition(":")[0])
        if time.monotonic() - began > 10 * PATIENCE:
            raise TimeoutError(f"the parser waits for {waiting}")
        time.sleep(0.1)
    return {"articles": len(articles), "ready after": round(time.monotonic() - began, 1), "waited for": sorted(told)}


def _until(what: str, service: Service, true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"still waiting for {what}: the parser waits for {service.ready()}")
        service.child.revive()
        time.sleep(0.3)


def _send(kafka: str, articles: Sequence[Article]) -> None:
    producer = KafkaProducer(bootstrap_servers=kafka.split(","), acks="all")
    for article in articles:
        producer.send(topics.RELEVANT, key=article.dossier.encode(), value=codec.encode(article))
    producer.flush()
    producer.close()


def _worked_off(look: TopicsLook) -> bool:
    try:
        return all(not state.lag for state in look.states() if state.topic == topics.RELEVANT)
    except KafkaError:
        return False  # a Kafka that has just started


def _came_out(kafka: str, dossier: str, articles: int) -> bool:
    return len(_final(kafka, dossier)) >= articles


def _final(kafka: str, dossier: str) -> dict[str, bytes]:
    """The story of each article's highest revision, as JSON."""
    latest: dict[str, Article] = {}
    for value in read_to_end(kafka, topics.ARTICLES):
        article = codec.decode(value, Article)
        if article.dossier == dossier:
            known = latest.get(article.page_id)
            latest[article.page_id] = article if known is None or article.revision >= known.revision else known
    return {page: msgspec.json.encode((page, article.story)) for page, article in latest.items()}


def _message(article: LineageArticle, dossier: str) -> Article:
    at = article.published
    return Article(
        page_id=article.page_id,
        revision=0,
        url=f"http://127.0.0.2/{article.page_id}",
        canonical_url=None,
        outlet=article.outlet,
        language="ar",
        title=None,
        subtitle=None,
        summary=None,
        paragraphs=tuple(article.body.split("\n")),
        body=article.body,
        byline=Byline(agency=article.agency),
        published=DateFound(at=at, grain="day", surface=at, method="test", confidence=1.0) if at else None,
        modified=None,
        fetched_at=FETCHED,
        dossier=dossier,
        relevance=Relevance(score=0.9, level="core"),
        parser_version="1",
    )
