"""Messages to Kafka, each awaited until every in-sync replica has it."""

import asyncio
import functools
import time

import msgspec
import structlog
from kafka import KafkaProducer
from kafka.errors import KafkaError

from contracts import topics
from contracts.addresses import site_of
from contracts.codec import encode
from contracts.dead_letter import DeadLetter
from contracts.outcome import Outcome
from contracts.page import Page
from contracts.urls import UrlDiscovered, Visit
from services.crawler import metrics
from services.crawler.acknowledged import Acknowledged
from services.crawler.partition import partition_of

log = structlog.get_logger()

# After a message that Kafka did not take within the producer's own two minutes.
PAUSE = 5.0


class Publisher:
    """Every method returns when the message is safe, however long Kafka is away."""

    def __init__(self, producer: KafkaProducer, pause: float = PAUSE) -> None:
        self._producer = producer
        self._pause = pause
        self._acknowledged = Acknowledged()

    async def page(self, page: Page) -> None:
        await self._send(topics.PAGES, page.page_id, page)

    async def outcome(self, outcome: Outcome) -> None:
        await self._send(topics.OUTCOMES, outcome.page_id, outcome)

    async def discovered(self, url: UrlDiscovered) -> None:
        await self._send(topics.URLS, site_of(url.url), url)

    async def visit(self, visit: Visit) -> None:
        """To the partition of the address's site, so that the owner of the site reads it back."""
        partition = partition_of(site_of(visit.url), self.partitions)
        await self._send(topics.VISITS, visit_key(visit), visit, partition)

    async def dead(self, letter: DeadLetter) -> None:
        await self._send(topics.dead(letter.topic), None, letter, key_bytes=letter.key)

    @functools.cached_property
    def partitions(self) -> int:
        """How many partitions masar.urls has, and masar.visits with it."""
        return len(self._producer.partitions_for(topics.URLS))

    async def _send(
        self,
        topic: str,
        key: str | None,
        message: msgspec.Struct,
        partition: int | None = None,
        key_bytes: bytes | None = None,
    ) -> None:
        value = encode(message)
        raw_key = key.encode() if key is not None else key_bytes
        started = time.perf_counter()
        while True:
            try:
                await self._acknowledged.wait(self._producer.send(topic, value=value, key=raw_key, partition=partition))
            except KafkaError as error:
                log.warning("waiting for Kafka to take a message", topic=topic, error=str(error) or repr(error))
                await asyncio.sleep(self._pause)
            else:
                metrics.published.labels(topic).inc()
                metrics.publish_seconds.labels(topic).observe(time.perf_counter() - started)
                return


def visit_key(visit: Visit) -> str:
    """The record key of a visit: page_id; sources and hosts are marked, a page may live at the same address."""
    return visit.page_id if visit.kind == "page" else f"{visit.kind}:{visit.page_id}"
