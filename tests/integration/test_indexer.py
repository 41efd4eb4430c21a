"""The indexer's process on real brokers."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from elasticsearch import Elasticsearch
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.structs import OffsetAndMetadata
from started import Brokers

from contracts import codec, topics
from contracts.article import Article
from contracts.dead_letter import DeadLetter
from contracts.indexes import LEDGER, articles_of, writer_of
from contracts.outcome import Outcome
from deploy.local.ports import free_port
from evaluation.faults.proxy import proxy_before
from services.indexer.setup_index import install

pytestmark = pytest.mark.integration
ROOT = Path(__file__).parents[2]
EXAMPLE = codec.decode((ROOT / "contracts" / "examples" / "Article.json").read_bytes(), Article)


class Place:
    """A dossier, a consumer group and an index of the test's own, beside whatever else the brokers hold."""

    def __init__(self, brokers: Brokers, folder: Path) -> None:
        self.name = f"t{uuid.uuid4().hex[:8]}"
        self.brokers = brokers
        self.folder = folder
        (folder / self.name).mkdir()
        self.elasticsearch = Elasticsearch(brokers.elasticsearch)
        install(self.elasticsearch, [folder / self.name])
        self.producer = KafkaProducer(bootstrap_servers=brokers.kafka)
        self.reader = KafkaConsumer(bootstrap_servers=brokers.kafka, group_id=self.name, enable_auto_commit=False)
        names = (topics.ARTICLES, topics.OUTCOMES, topics.dead(topics.ARTICLES), topics.dead(topics.OUTCOMES))
        partitions = [TopicPartition(name, n) for name in names for n in self.reader.partitions_for_topic(name)]
        self.start = self.reader.end_offsets(partitions)
        self.reader.assign(partitions)
        self.reader.commit({place: OffsetAndMetadata(offset, "", -1) for place, offset in self.start.items()})

    def close(self) -> None:
        self.reader.close()
        self.producer.close()
        self.elasticsearch.indices.delete(index=f"{articles_of(self.name)}-v1", ignore_unavailable=True)
        self.elasticsearch.indices.delete_index_template(name=articles_of(self.name))
        self.elasticsearch.close()

    def article(self, number: int, **changes: object) -> Article:
        own = {"page_id": f"{number:032x}", "url": f"http://127.0.0.2/{self.name}/{number}", "dossier": self.name}
        return msgspec.structs.replace(EXAMPLE, **(own | changes))

    def put(self, article: Article) -> None:
        self.put_bytes(codec.encode(article), f"{article.dossier}:{article.page_id}")

    def put_bytes(self, value: bytes | None, key: str) -> None:
        self.producer.send(topics.ARTICLES, value=value, key=key.encode())

    def start_indexer(self, elasticsearch: str | None = None, **settings: str) -> "Indexer":
        return Indexer(self, elasticsearch or self.brokers.elasticsearch, settings)

    def revisions(self) -> dict[str, int]:
        """What the index holds: page to revision."""
        self.elasticsearch.indices.refresh(index=articles_of(self.name))
        hits = self.elasticsearch.search(index=articles_of(self.name), size=10_000, source=["revision"])["hits"]["hits"]
        return {hit["_id"]: hit["_source"]["revision"] for hit in hits}

    def told(self, topic: str) -> list[bytes]:
        """Everything produced to a topic since the test began."""
        places = [place for place in self.start if place.topic == topic]
        ends = self.reader.end_offsets(places)
        self.reader.assign(places)
        for place in places:
            self.reader.seek(place, self.start[place])
        values = []
        while any(self.reader.position(place) < ends[place] for place in places):
            for records in self.reader.poll(timeout_ms=200).values():
                values += [record.value for record in records]
        return values

    def outcomes(self) -> list[Outcome]:
        read = [codec.decode(value, Outcome) for value in self.told(topics.OUTCOMES) if value.startswith(b"{")]
        return [outcome for outcome in read if outcome.dossiers == (self.name,)]

    def letters(self, topic: str = topics.ARTICLES) -> list[DeadLetter]:
        return [codec.decode(value, DeadLetter) for value in self.told(topics.dead(topic))]

    def lag(self) -> int:
        """Records that the group has not committed."""
        places = [place for place in self.start if place.topic in (topics.ARTICLES, topics.OUTCOMES)]
        ends = self.reader.end_offsets(places)
        return sum(ends[place] - (self.reader.committed(place) or self.start[place]) for place in places)


class Indexer:
    """A started process."""

    def __init__(self, place: Place, elasticsearch: str, settings: dict[str, str]) -> None:
        self.port = free_port(0)
        own = {
            "MASAR_KAFKA": place.brokers.kafka,
            "MASAR_ELASTICSEARCH": elasticsearch,
            "MASAR_DOSSIERS": str(place.folder),
            "MASAR_DOSSIER": place.name,
            "MASAR_INDEXER_GROUP": place.name,
            "MASAR_INDEXER_HEALTH_PORT": str(self.port),
            "MASAR_INDEXER_FLUSH_AFTER": "0.2",
            "MASAR_INDEXER_SESSION": "6",
        }
        self.log = place.folder / f"indexer-{self.port}.log"
        with self.log.open("wb") as log:
            command = [sys.executable, "-m", "services.indexer"]
            self.process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own, **settings}, stderr=log)

    def ready(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/readyz", timeout=10, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


@pytest.fixture
def place(brokers: Brokers, tmp_path: Path) -> Iterator[Place]:
    place = Place(brokers, tmp_path)
    yield place
    place.close()


@pytest.fixture
def running() -> Iterator[list[Indexer]]:
    """Indexers put in here are killed at the end, whatever happens."""
    started: list[Indexer] = []
    yield started
    for indexer in started:
        indexer.kill()


def _wait(what: str, holds: Callable[[], bool], patience: float = 90.0) -> None:
    until = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < until, f"still waiting until {what}"
        time.sleep(0.2)


def test_articles_become_searchable_and_every_record_has_its_end(place: Place, running: list[Indexer]) -> None:
    place.put(place.article(1, body="زار الوفد دوشانبه"))
    place.put(place.article(1, body="زار الوفد دوشانبه مرتين", revision=2))
    wrong_date = msgspec.structs.replace(EXAMPLE.published, at="رجب")
    place.put(place.article(2, published=wrong_date))
    place.put_bytes(b"no json", "x")
    place.put_bytes(b'{"version": 99}', "x")
    place.put_bytes(None, "x")
    place.producer.send(topics.OUTCOMES, value=b"no outcome", key=b"x")
    place.put(place.article(3))
    running.append(place.start_indexer())

    _wait("all is committed", lambda: running[0].ready() and place.lag() == 0)
    assert place.revisions() == {f"{1:032x}": 2, f"{3:032x}": 1}
    reasons = Counter(letter.reason for letter in place.letters())
    assert reasons == {"message_not_readable": 1, "message_too_new": 1, "document_parsing_exception": 1}
    (refused,) = [letter for letter in place.letters() if letter.reason == "document_parsing_exception"]
    assert "رجب" in refused.error
    assert refused.page_id == f"{2:032x}"
    assert [letter.reason for letter in place.letters(topics.OUTCOMES)] == ["message_not_readable"]
    names = {(outcome.page_id[-1], outcome.name) for outcome in place.outcomes()}
    assert names == {("1", "indexed"), ("2", "dead"), ("3", "indexed")}
    place.elasticsearch.indices.refresh(index=LEDGER)
    entry = place.elasticsearch.get(index=LEDGER, id=f"{2:032x}:index:{place.name}")["_source"]
    assert (entry["name"], entry["reason"]) == ("dead", "document_parsing_exception")
    assert running[0].stop() == 0


def test_killed_and_started_again_it_loses_nothing_and_doubles_nothing(place: Place, running: list[Indexer]) -> None:
    for number in range(3_000):
        place.put(place.article(number))
    for number in range(0, 3_000, 10):
        place.put(place.article(number, revision=2))
    for _ in range(3):
        indexer = place.start_indexer(MASAR_INDEXER_BULK_COUNT="50")
        running.append(indexer)
        before = len(place.revisions())
        _wait("some more are indexed", lambda before=before: len(place.revisions()) > before)  # type: ignore[misc]
        indexer.kill()
    running.append(place.start_indexer())

    _wait("all is committed", lambda: place.lag() == 0)
    assert place.revisions() == {f"{n:032x}": 2 if n % 10 == 0 else 1 for n in range(3_000)}
    assert place.letters() == []
    assert {outcome.page_id for outcome in place.outcomes()} == {f"{n:032x}" for n in range(3_000)}


def test_a_topic_read_again_from_its_beginning_changes_nothing(place: Place, running: list[Indexer]) -> None:
    place.put(place.article(1))
    place.put(place.article(1, revision=2))
    running.append(place.start_indexer())
    _wait("all is committed", lambda: place.lag() == 0 and place.revisions() == {f"{1:032x}": 2})
    before = place.elasticsearch.get(index=articles_of(place.name), id=f"{1:032x}")
    assert running[0].stop() == 0
    place.reader.commit({spot: OffsetAndMetadata(offset, "", -1) for spot, offset in place.start.items()})
    running.append(place.start_indexer())
    _wait("all is committed again", lambda: place.lag() == 0)
    after = place.elasticsearch.get(index=articles_of(place.name), id=f"{1:032x}")
    assert after.body == before.body
    assert {outcome.name for outcome in place.outcomes()} <= {"indexed", "superseded", "unchanged"}


def test_a_faulty_elasticsearch_costs_time_and_no_article(place: Place, running: list[Indexer]) -> None:
    with proxy_before(place.brokers.elasticsearch) as proxy:
        proxy.script = [429, 503, "cut", "half", "silent", 502, 429]
        running.append(
            place.start_indexer(proxy.address, MASAR_INDEXER_REQUEST_TIME="1", MASAR_INDEXER_BULK_COUNT="20")
        )
        for number in range(100):
            place.put(place.article(number))
        _wait("all is committed", lambda: not proxy.script and place.lag() == 0)
        assert len(place.revisions()) == 100
        assert place.letters() == []
        names = Counter(outcome.name for outcome in place.outcomes())
        assert names.pop("indexed") == 100
        assert set(names) <= {"unchanged"}, "read again after a rebalance, an article is what it was"


def test_two_share_the_work_and_one_takes_over_from_the_other(place: Place, running: list[Indexer]) -> None:
    running += [place.start_indexer(), place.start_indexer()]
    _wait("both have partitions", lambda: all(indexer.ready() for indexer in running))
    for number in range(500):
        place.put(place.article(number))
    _wait("some are indexed", lambda: len(place.revisions()) > 0)
    running[0].kill()
    for number in range(500, 1_000):
        place.put(place.article(number))
    _wait("all is committed", lambda: place.lag() == 0)
    assert len(place.revisions()) == 1_000
    assert place.letters() == []


def test_it_waits_for_what_is_missing_and_goes_on_when_it_appears(place: Place, running: list[Indexer]) -> None:
    place.elasticsearch.indices.delete(index=f"{articles_of(place.name)}-v1")
    place.put(place.article(1))
    running.append(place.start_indexer())
    _wait("it says what it waits for", lambda: f"no alias {writer_of(place.name)}" in running[0].log.read_text())
    assert not running[0].ready()
    install(place.elasticsearch, [place.folder / place.name])
    _wait("all is committed", lambda: place.lag() == 0)
    assert len(place.revisions()) == 1
    assert place.letters() == []
