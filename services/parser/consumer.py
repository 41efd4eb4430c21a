"""Faust's consumer, made to notice and read again the records that it skips."""

import contextlib
from collections.abc import AsyncIterator, Awaitable
from typing import Any

import structlog
from aiokafka.errors import IllegalStateError  # type: ignore[import-untyped]  # it publishes no types
from faust.transport.drivers import aiokafka

log = structlog.get_logger()


class Consumer(aiokafka.Consumer):
    """Delivers every record of a partition, in order, from the committed offset on.

    Faust 0.15.3 drops records that it has fetched and not delivered while its flow is suspended, as it is around
    the end of a rebalance, and reads on behind them; its commits then pass them, as it takes the hole for offsets
    that never were (Consumer.getmany, Consumer._drain_messages and Consumer._add_gap in faust/transport/consumer.py).
    So each partition's next offset is kept here; what lies behind a hole is refused and read again after it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._next: dict[Any, int] = {}
        self._deliver, self.callback = self.callback, self._in_order

    async def perform_seek(self) -> None:
        """Go to the committed offsets: the partitions' next ones, where there are any."""
        await super().perform_seek()
        mine = [tp for tp in self.assignment() if self.app.topics.acks_enabled_for(tp.topic)]
        starts = await self.earliest_offsets(*mine) if mine else {}
        self._next = {tp: self._committed_offset[tp] or starts[tp] for tp in mine}

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[Any, Any]]:  # noqa: ASYNC109  # as Faust has it
        """The next records, by partition; every one fetched before has been delivered, or is fetched again."""
        await self._go_back()
        async for partition, message in super().getmany(timeout):
            yield partition, message

    async def _go_back(self) -> None:
        if not self.flow_active:
            return  # positions are about to be set
        for partition in self._next.keys() & self.assignment() - self._paused_partitions:
            with contextlib.suppress(IllegalStateError):  # no longer ours, since a moment
                await self._fill(partition, await self.position(partition))

    async def _fill(self, partition: Any, position: int | None) -> None:
        offset = self._next.get(partition)
        if offset is None or position is None or position <= offset:
            return
        offset = max(offset, await self._start(partition))
        if position > offset:
            log.warning("records were skipped, reading them", partition=str(partition), offset=offset, before=position)
            await self.seek(partition, offset)
        self._next[partition] = offset

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
