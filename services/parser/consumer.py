"""Faust's consumer, made to notice and read again the records that it skips."""

import contextlib
import time
from collections.abc import AsyncIterator, Awaitable
from typing import Any

import structlog
from aiokafka.errors import IllegalStateError  # type: ignore[import-untyped]  # it publishes no types
from faust.transport.drivers import aiokafka

log = structlog.get_logger()

# A record that was delivered and that no agent has taken for so many seconds was passed over.
UNTAKEN = 15.0


class Consumer(aiokafka.Consumer):
    """Delivers every record of a partition, in order, from the committed offset on.

    Faust 0.15.3 drops records that it has fetched and not delivered while its flow is suspended, as it is around
    the end of a rebalance, and reads on behind them; its commits then pass them, as it takes the hole for offsets
    that never were (Consumer.getmany, Consumer._drain_messages and Consumer._add_gap in faust/transport/consumer.py).
    Its streams also pass over records in silence. So two offsets are kept for each partition: the next one to deliver
    and the next one that an agent is to take. What lies behind a hole is refused and read again after it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._next: dict[Any, int] = {}
        self._taken: dict[Any, int] = {}
        self._moved: dict[Any, float] = {}
        self._deliver, self.callback = self.callback, self._in_order

    async def perform_seek(self) -> None:
        """Go to the committed offsets: the partitions' next ones, where there are any."""
        await super().perform_seek()
        mine = [tp for tp in self.assignment() if self.app.topics.acks_enabled_for(tp.topic)]
        starts = await self.earliest_offsets(*mine) if mine else {}
        self._next = {tp: self._committed_offset[tp] or starts[tp] for tp in mine}
        self._taken = dict(self._next)

    def take(self, message: Any) -> bool:
        """Whether an agent may work on a message that it was given; one behind a hole it must leave, it comes again."""
        expected = self._taken.get(message.tp)
        if expected is None:
            return True
        if message.offset > expected:
            self._next[message.tp] = min(self._next[message.tp], expected)
            return False
        self._taken[message.tp] = max(expected, message.offset + 1)
        self._moved[message.tp] = time.monotonic()
        return True

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[Any, Any]]:  # noqa: ASYNC109  # as Faust has it
        """The next records, by partition; every one fetched before has been delivered, or is fetched again."""
        await self._go_back()
        async for partition, message in super().getmany(timeout):
            yield partition, message

    async def _go_back(self) -> None:
        if not self.flow_active:
            return  # positions are about to be set
        for partition in self._next.keys() & self.assignment() - self._paused_partitions:
            self._recover_untaken(partition)
            with contextlib.suppress(IllegalStateError):  # no longer ours, since a moment
                await self._fill(partition, await self.position(partition))

    def _recover_untaken(self, partition: Any) -> None:
        """Deliver again what no agent has taken for long; a stream that is only busy gets it twice, without harm."""
        if self._next[partition] <= self._taken[partition]:
            self._moved[partition] = time.monotonic()
        elif time.monotonic() - self._moved.get(partition, 0.0) > UNTAKEN:
            self._moved[partition] = time.monotonic()
            self._next[partition] = self._taken[partition]

    async def _fill(self, partition: Any, position: int | None) -> None:
        offset = self._next.get(partition)
        if offset is None or position is None or position <= offset:
            return
        offset = max(offset, await self._start(partition))
        if position > offset:
            log.warning("records were skipped, reading them", partition=str(partition), offset=offset, before=position)
            await self.seek(partition, offset)
        self._next[partition] = offset
        # Kafka may have removed what an agent would wait for.
        self._taken[partition] = max(self._taken[partition], min(offset, await self._start(partition)))

    def _in_order(self, message: Any) -> Awaitable[None]:
        expected = self._next.get(message.tp)
        if expected is not None and message.offset > expected:
            return self._refuse()
        return self._delivered(message)

    async def _refuse(self) -> None:
        """What lies behind a hole comes again, see `_go_back`."""

    async def _delivered(self, message: Any) -> None:
        await self._deliver(message)
        # Only now: a delivery that is cancelled leaves a hole.
        if message.tp in self._next:
            self._next[message.tp] = max(self._next[message.tp], message.offset + 1)

    async def _add_gap(self, partition: Any, first: int, last: int) -> None:
        """Offsets that never come, as Kafka has removed them; any other gap is a hole that will be filled."""
        if await self._start(partition) >= last:
            await super()._add_gap(partition, first, last)

    async def _start(self, partition: Any) -> int:
        start: int = (await self.earliest_offsets(partition))[partition]
        return start


class Transport(aiokafka.Transport):
    """Faust's connection to Kafka with the consumer above."""

    Consumer = Consumer
