"""Kafka's acknowledgements, brought from the producer's thread to the loop in bunches."""

import asyncio
from collections import deque
from typing import Any


class Acknowledged:
    """Lets coroutines await what kafka-python's `send` returns. One for each loop."""

    def __init__(self) -> None:
        self._settled: deque[tuple[asyncio.Future[None], BaseException | None]] = deque()
        self._woken = False

    async def wait(self, sent: Any) -> None:
        """Return when the message is safe. Raises the KafkaError that kept it from being so."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()

        def settle(error: BaseException | None) -> None:
            self._settled.append((done, error))
            # One wake-up for a whole batch: each is a system call, and hands the interpreter over.
            if not self._woken:
                self._woken = True
                loop.call_soon_threadsafe(self._hand_over)

        sent.add_callback(lambda _: settle(None))
        sent.add_errback(settle)
        await done

    def _hand_over(self) -> None:
        self._woken = False
        while self._settled:
            done, error = self._settled.popleft()
            if done.done():
                continue
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(error)
