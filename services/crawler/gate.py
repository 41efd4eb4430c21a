"""The gate before a host: how soon and how many at once, counted as the host's own log would."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

# How long to wait before looking again whether the host is still ours.
DOUBT = 0.25


class Closed(Exception):
    """The host belongs to another crawler now, or the crawler stops."""


class Gate:
    """Lets requests to one host through, `pace` seconds apart and at most `at_once` open.

    The pace counts from the head of one answer to the start of the next request, so that whatever
    the network adds or takes, the host never sees two requests closer than that.
    """

    def __init__(self, pace: float, at_once: int, holds: Callable[[], bool] = lambda: True) -> None:
        """`holds` says whether the host is still this crawler's; while it says no, all wait."""
        self.pace = pace
        self._holds = holds
        self._slots = asyncio.Semaphore(at_once)
        self._order = asyncio.Lock()
        self._free_at = 0.0
        self._closed = asyncio.Event()

    def slow_to(self, pace: float) -> None:
        """Keep at least this pace from now on, before the very next request too; a quicker one changes nothing."""
        if pace > self.pace:
            self.pace = pace
            self.rest(pace)

    def rest(self, seconds: float) -> None:
        """Let nothing through for that long from now."""
        self._free_at = max(self._free_at, time.monotonic() + seconds)

    @property
    def rests_for(self) -> float:
        """The seconds until the gate lets anything through again."""
        return max(self._free_at - time.monotonic(), 0.0)

    def close(self) -> None:
        """Let nothing through any more: who waits at the gate gets Closed."""
        self._closed.set()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Callable[[], None]]:
        """Wait for a turn; call what it gives when the head of the answer is there. Raises Closed."""
        async with self._slots:
            await self._order.acquire()
            passed = False

            def answered() -> None:
                nonlocal passed
                if not passed:
                    passed = True
                    self.rest(self.pace)
                    self._order.release()

            try:
                await self._until_free()
                if self.pace == 0:
                    answered()
                yield answered
            finally:
                answered()

    async def _until_free(self) -> None:
        while not self._closed.is_set():
            wait = self.rests_for
            if wait <= 0 and self._holds():
                return
            try:
                await asyncio.wait_for(self._closed.wait(), wait if wait > 0 else DOUBT)
            except TimeoutError:
                continue
        raise Closed
