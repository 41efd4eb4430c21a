import asyncio
import threading

import pytest
from crawl_fakes import NOON, visit
from kafka.errors import KafkaTimeoutError
from kafka.partitioner import DefaultPartitioner

from contracts.codec import decode
from contracts.topics import VISITS
from contracts.urls import Visit
from services.crawler.partition import partition_of
from services.crawler.publish import Publisher


class _Sent:
    def __init__(self, error: Exception | None) -> None:
        self._error = error
        self._done: list[object] = []

    def add_callback(self, call: object) -> None:
        self._done.append(call)

    def add_errback(self, call: object) -> None:
        def answer() -> None:
            self._done[0](None) if self._error is None else call(self._error)

        threading.Thread(target=answer).start()


class _Producer:
    """Answers from another thread, as kafka-python does; fails as often as it is told."""

    def __init__(self, failures: int = 0) -> None:
        self.records: list[tuple[str, bytes | None, bytes | None, int | None]] = []
        self._failures = failures

    def partitions_for(self, _: str) -> set[int]:
        return set(range(12))

    def send(self, topic: str, value: bytes, key: bytes | None, partition: int | None) -> _Sent:
        self.records.append((topic, key, value, partition))
        self._failures -= 1
        return _Sent(KafkaTimeoutError("away") if self._failures >= 0 else None)


def test_a_visit_goes_to_the_partition_of_its_host() -> None:
    producer = _Producer()
    page = visit("http://paper.test/news/1")
    asyncio.run(Publisher(producer).visit(page))
    ((topic, key, value, partition),) = producer.records
    assert (topic, key, partition) == (VISITS, page.page_id.encode(), partition_of("paper.test", 12))
    assert decode(value, Visit) == page


def test_twins_of_a_page_go_to_one_partition() -> None:
    producer = _Producer()
    for url in ("http://paper.test/news/1", "https://www.paper.test/news/1", "https://m.paper.test/amp/news/1"):
        asyncio.run(Publisher(producer).visit(visit(url)))
    assert len({(key, partition) for _, key, _, partition in producer.records}) == 1


def test_a_source_is_remembered_beside_a_page_of_the_same_address() -> None:
    producer = _Producer()
    page = visit("http://paper.test/news")
    source = Visit(page_id=page.page_id, url=page.url, outlet="paper", kind="source", discovered_at=NOON)
    asyncio.run(Publisher(producer).visit(page))
    asyncio.run(Publisher(producer).visit(source))
    assert len({key for _, key, _, _ in producer.records}) == 2


def test_a_message_that_kafka_did_not_take_is_sent_again() -> None:
    producer = _Producer(failures=2)
    asyncio.run(Publisher(producer, pause=0.01).visit(visit()))
    assert len(producer.records) == 3


@pytest.mark.parametrize("host", ["paper.test", "127.0.0.11:8088", "www.موقع.test", "a"])
def test_a_host_has_the_partition_that_kafkas_own_partitioner_gives_it(host: str) -> None:
    class Cluster:
        def topics(self) -> set[str]:
            return {"masar.urls"}

        def partitions_for_topic(self, _: str) -> set[int]:
            return set(range(12))

        available_partitions_for_topic = partitions_for_topic

    assert partition_of(host, 12) == DefaultPartitioner().partition(
        "masar.urls", host, host.encode(), None, None, Cluster()
    )
