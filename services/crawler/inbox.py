"""The consumer of masar.urls, on a thread of its own: what it gets goes to the crawler, offsets go last."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any

import structlog
from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.subscription_state import AsyncConsumerRebalanceListener
from kafka.errors import CommitFailedError, KafkaError
from kafka.structs import OffsetAndMetadata

from contracts import topics
from services.crawler import metrics
from services.crawler.crawler import Crawler
from services.crawler.membership import Membership

log = structlog.get_logger()

POLL_MS = 500
COMMIT_MS = 10_000
# How often the ends of the partitions are asked for: lag, and whether Kafka answers.
LOOK_EVERY = 2.0
# Between two looks at whether the crawler has let its hosts go.
_GLANCE = 0.05


class Inbox:
    """Runs the consumer until stopped. `grace` says how long open requests may take when partitions leave."""

    def __init__(
        self,
        consumer: KafkaConsumer,
        membership: Membership,
        crawler: Crawler,
        loop: asyncio.AbstractEventLoop,
        grace: Callable[[], float],
    ) -> None:
        self._consumer = consumer
        self.membership = membership
        self._crawler = crawler
        self._loop = loop
        self.grace = grace
        self._handled: dict[TopicPartition, int] = {}
        self._looked_at = 0.0
        self._away = False
        self.reached_at = time.monotonic()
        self.member = False

    def run(self, stop: threading.Event) -> None:
        """Blocks until `stop`; then the partitions are released and the group is left."""
        self._consumer.subscribe([topics.URLS], listener=_Listener(self))
        try:
            while not stop.is_set():
                try:
                    self._turn(stop)
                except KafkaError as error:
                    self._say_away(error)
                    stop.wait(1.0)
        finally:
            self._consumer.close(timeout_ms=5_000)

    def _turn(self, stop: threading.Event) -> None:
        batch = self._consumer.poll(timeout_ms=POLL_MS)
        if batch:
            records = {place.partition: found for place, found in batch.items()}
            if not self._finished(self.ask(self._crawler.receive(records)), stop):
                return
            offsets = {place: found[-1].offset + 1 for place, found in batch.items()}
            self._commit(offsets)
            self._handled.update(offsets)
        self._look()

    def _commit(self, offsets: dict[TopicPartition, int]) -> None:
        committed = {place: OffsetAndMetadata(offset, "", -1) for place, offset in offsets.items()}
        try:
            self._consumer.commit(committed, timeout_ms=COMMIT_MS)
        except CommitFailedError as error:
            # The next owner gets these records again, and knows their addresses already.
            log.info("offsets left to the next owner", error=str(error))

    def _say_away(self, error: KafkaError) -> None:
        if not self._away:
            log.warning("waiting for Kafka", error=str(error) or repr(error))
        self._away = True

    def ask(self, work: Any) -> "Future[None]":
        """Have the crawler's loop do something."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _finished(self, work: "Future[None]", stop: threading.Event) -> bool:
        while not stop.is_set():
            try:
                work.result(timeout=0.5)
            except TimeoutError:
                continue
            return True
        work.cancel()
        return False

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._looked_at < LOOK_EVERY:
            return
        self._looked_at = now
        places = self._consumer.assignment()
        # A crawler on stand-by has none; what it asks shows that Kafka answers.
        ends = self._consumer.end_offsets(list(places) or [TopicPartition(topics.URLS, 0)], timeout_ms=5_000)
        self.reached_at = time.monotonic()
        self.member = self.membership.joined_group
        if self.member and not places:
            # The group tells nobody that he gets nothing.
            self._loop.call_soon_threadsafe(self._crawler.assign, [])
        if self._away:
            log.info("Kafka is there")
            self._away = False
        done = {place: self._handled.get(place, self._consumer.position(place, timeout_ms=5_000)) for place in places}
        metrics.inbox_lag.set(sum(max(ends[place] - (done[place] or 0), 0) for place in places))

    async def taken(self, places: Iterable[TopicPartition]) -> None:
        self._loop.call_soon_threadsafe(self._crawler.assign, [place.partition for place in places])

    async def given_up(self, places: Iterable[TopicPartition], grace: float) -> None:
        for place in places:
            self._handled.pop(place, None)
        released = self.ask(self._crawler.release([place.partition for place in places], grace))
        while not released.done():
            await self.membership.nap(_GLANCE)
        released.result()


class _Listener(AsyncConsumerRebalanceListener):  # type: ignore[misc]  # kafka-python has no types
    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        self._inbox.membership.joined()
        await self._inbox.taken(assigned)

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        await self._inbox.given_up(revoked, self._inbox.grace())

    async def on_partitions_lost(self, lost: Iterable[TopicPartition]) -> None:
        # Another crawler may work for them already: nothing may stay open.
        self._inbox.membership.lost()
        await self._inbox.given_up(lost, 0.0)
