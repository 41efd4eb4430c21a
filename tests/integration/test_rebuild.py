"""`masar rebuild` on real brokers: what searches see meanwhile, and what stands in the end."""

import json
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from elasticsearch import Elasticsearch
from indexed_articles import article
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.structs import OffsetAndMetadata
from started import Brokers

from contracts import codec, topics
from contracts.indexes import ARTICLES, articles_of, index_of, writer_of
from deploy.local.ports import free_port
from operations.rebuild import Rebuilt, rebuild
from operations.rebuild_fill import RebuildTrouble
from operations.tail import Tail
from services.indexer.setup_index import install
from services.indexer.versions import versions_of

pytestmark = pytest.mark.integration
ROOT = Path(__file__).parents[2]
FEW = 40


class Place:
    """A dossier of the test's own in shared brokers, with articles numbered from 0."""

    def __init__(self, brokers: Brokers, folder: Path) -> None:
        self.name = f"r{uuid.uuid4().hex[:8]}"
        self.brokers = brokers
        self.folder = folder
        (folder / self.name).mkdir()
        self.client = Elasticsearch(brokers.elasticsearch)
        install(self.client, [folder / self.name])
        self.producer = KafkaProducer(bootstrap_servers=brokers.kafka)
        self.environment = {
            **os.environ,
            "MASAR_KAFKA": brokers.kafka,
            "MASAR_ELASTICSEARCH": brokers.elasticsearch,
            "MASAR_DOSSIERS": str(folder),
            "MASAR_DOSSIER": self.name,
            "MASAR_DATA": str(folder / "data"),
        }

    def close(self) -> None:
        self.producer.close()
        for index in versions_of(self.client, self.name).all:
            self.client.indices.delete(index=index)
        self.client.indices.delete_index_template(name=articles_of(self.name))
        self.client.close()

    def put(self, number: int, revision: int = 1) -> None:
        one = article(number, dossier=self.name, revision=revision)
        self.producer.send(topics.ARTICLES, codec.encode(one), f"{self.name}:{one.page_id}".encode())

    def put_few(self) -> None:
        for number in range(FEW):
            self.put(number)
        self.producer.flush()

    def count(self) -> int:
        """What a reader's search finds."""
        found = self.client.search(index=articles_of(self.name), size=0, track_total_hits=True)
        return int(found["hits"]["total"]["value"])

    def revisions(self) -> dict[int, int]:
        self.client.indices.refresh(index=articles_of(self.name))
        hits = self.client.search(index=articles_of(self.name), size=10_000)["hits"]["hits"]
        return {int(hit["_id"], 16): hit["_source"]["revision"] for hit in hits}

    def rebuild(self, cut_at: str = "never", accept_fewer: bool = False) -> Rebuilt:
        """A rebuild within this process; `cut_at` names the step at whose beginning it dies."""
        tail = Tail(self.brokers.kafka, topics.ARTICLES, {})
        going_on = tail.go_on
        passes = {"articles": 1, "the last of it": 2}

        def dying() -> Iterator[object]:
            passes.update({step: left - 1 for step, left in passes.items()})
            for number, record in enumerate(going_on()):
                if passes.get(cut_at) == 0 and number == 5:
                    raise KeyboardInterrupt
                yield record
            if passes.get(cut_at) == 0:
                raise KeyboardInterrupt

        tail.go_on = dying
        try:
            return rebuild(self.client, self.name, tail, lambda step, done, behind: None, accept_fewer)
        finally:
            tail.close()

    def masar(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "operations", "rebuild", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)


@pytest.fixture
def place(brokers: Brokers, tmp_path: Path) -> Iterator[Place]:
    place = Place(brokers, tmp_path)
    yield place
    place.close()


@pytest.fixture
def indexer(place: Place) -> Iterator[subprocess.Popen[bytes]]:
    """The indexer's process, on a group that begins where the topics end now."""
    group = KafkaConsumer(bootstrap_servers=place.brokers.kafka, group_id=place.name, enable_auto_commit=False)
    names = (topics.ARTICLES, topics.OUTCOMES)
    ends = group.end_offsets([TopicPartition(name, n) for name in names for n in group.partitions_for_topic(name)])
    group.assign(list(ends))
    group.commit({partition: OffsetAndMetadata(offset, "", -1) for partition, offset in ends.items()})
    group.close()
    own = {
        "MASAR_INDEXER_GROUP": place.name,
        "MASAR_INDEXER_HEALTH_PORT": str(free_port(0)),
        "MASAR_INDEXER_FLUSH_AFTER": "0.05",
    }
    command = [sys.executable, "-m", "services.indexer"]
    with (place.folder / "indexer.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=place.environment | own, stderr=log)
    yield process
    process.kill()
    process.wait()


class Searcher(threading.Thread):
    """Searches again and again: keeps what failed, and every time when less was found than before."""

    def __init__(self, place: Place) -> None:
        super().__init__(daemon=True)
        self._place = place
        self._enough = threading.Event()
        self.counts: list[int] = []
        self.failures: list[Exception] = []

    def run(self) -> None:
        while not self._enough.wait(0.002):
            try:
                self.counts.append(self._place.count())
            except Exception as error:
                self.failures.append(error)

    def end(self) -> None:
        self._enough.set()
        self.join()

    @property
    def fell(self) -> list[tuple[int, int]]:
        return [(one, next_) for one, next_ in zip(self.counts, self.counts[1:], strict=False) if next_ < one]


class Writer(threading.Thread):
    """Puts articles after the first few, now and then a newer revision of an old one, until told to end."""

    def __init__(self, place: Place) -> None:
        super().__init__(daemon=True)
        self._place = place
        self._enough = threading.Event()
        self.revisions = {number: 1 for number in range(FEW)}

    def run(self) -> None:
        while not self._enough.wait(0.05):
            fresh = len(self.revisions)
            changed = fresh % FEW
            self.revisions[fresh] = 1
            self.revisions[changed] += 1
            self._place.put(fresh)
            self._place.put(changed, self.revisions[changed])

    def end(self) -> None:
        self._enough.set()
        self.join()
        self._place.producer.flush()


def _wait(what: str, holds: object, patience: float = 120.0) -> None:
    until = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < until, f"still waiting until {what}"
        time.sleep(0.1)


def test_searches_never_fail_or_see_less_while_articles_arrive_and_none_is_lost(
    place: Place, indexer: subprocess.Popen[bytes]
) -> None:
    place.put_few()
    _wait("the first are searchable", lambda: place.count() == FEW)
    searcher, writer = Searcher(place), Writer(place)
    searcher.start()
    writer.start()
    try:
        done = [place.masar("--json"), place.masar("--json")]
    finally:
        writer.end()
    _wait("all is searchable", lambda: place.revisions() == writer.revisions)
    searcher.end()
    assert [each.returncode for each in done] == [0, 0], done
    assert (searcher.failures, searcher.fell) == ([], [])
    assert searcher.counts[-1] > FEW
    assert [json.loads(each.stdout)[0]["index"] for each in done] == [index_of(place.name, n) for n in (2, 3)]
    held = versions_of(place.client, place.name)
    assert (held.read, held.written, len(held.spare)) == (index_of(place.name, 3), index_of(place.name, 3), 2)
    assert index_of(place.name, 3) in place.client.indices.get_alias(name=ARTICLES).body
    assert place.masar("--drop-old", "--yes").returncode == 0
    assert versions_of(place.client, place.name).all == (index_of(place.name, 3),)
    assert place.revisions() == writer.revisions


@pytest.mark.parametrize("step", ["articles", "the last of it"])
def test_cut_off_it_leaves_searches_as_they_were_and_the_next_one_ends_it(place: Place, step: str) -> None:
    place.put_few()
    place.rebuild()
    place.put(FEW)
    place.producer.flush()
    with pytest.raises(KeyboardInterrupt):
        place.rebuild(cut_at=step)
    assert versions_of(place.client, place.name).read == index_of(place.name, 2)
    assert place.count() == FEW
    install(place.client, [place.folder / place.name])
    place.rebuild()
    assert place.revisions() == {number: 1 for number in range(FEW + 1)}
    assert versions_of(place.client, place.name).all == (index_of(place.name, 1), *_last_two(place))
    assert set(place.client.indices.get_alias(name=writer_of(place.name)).body) == {index_of(place.name, 3)}


def _last_two(place: Place) -> tuple[str, str]:
    return index_of(place.name, 2), index_of(place.name, 3)


def test_a_deleted_index_is_rebuilt_and_the_indexer_goes_on_with_it(
    place: Place, indexer: subprocess.Popen[bytes]
) -> None:
    place.put_few()
    _wait("the first are searchable", lambda: place.count() == FEW)
    place.client.indices.delete(index=index_of(place.name, 1))
    place.put(FEW)
    done = place.masar()
    assert done.returncode == 0, done.stderr
    assert f"{index_of(place.name, 1)}: {FEW + 1} articles" in done.stdout
    place.put(FEW + 1)
    _wait("what came later is searchable", lambda: place.revisions() == {number: 1 for number in range(FEW + 2)})


def test_an_index_that_holds_more_than_the_topic_yields_is_not_replaced_unasked(place: Place) -> None:
    place.put_few()
    place.rebuild()
    stranger = msgspec.to_builtins(article(FEW, dossier=place.name))
    del stranger["paragraphs"]
    place.client.index(index=writer_of(place.name), id=stranger["page_id"], document=stranger, refresh=True)
    with pytest.raises(RebuildTrouble, match=f"yields {FEW} articles and the index before holds {FEW + 1}"):
        place.rebuild()
    assert place.count() == FEW + 1
    assert set(place.client.indices.get_alias(name=writer_of(place.name)).body) == {index_of(place.name, 2)}
    assert place.rebuild(accept_fewer=True).articles == FEW
    assert place.count() == FEW


def test_what_is_missing_is_told_in_one_line(place: Place) -> None:
    unknown = place.masar("--dossier", "nowhere")
    assert (unknown.returncode, unknown.stderr.count("\n")) == (2, 1)
    place.environment["MASAR_ELASTICSEARCH"] = f"http://127.0.0.1:{free_port(0)}"
    gone = place.masar()
    assert gone.returncode == 2
    assert "does not answer" in gone.stderr
