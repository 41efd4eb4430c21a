"""Coming back after a crash: the table is read from its changelog, then the stories are taken from the table."""

import asyncio
import time
from typing import Any

import structlog

from runtime.health import Health
from services.parser import metrics
from services.parser.trace import Tracing

log = structlog.get_logger()

# Seconds between two lines of the log about the same recovery.
_EVERY = 10.0


class Recovery:
    """Tells how far it is: to the log, to the metrics, and to whoever asks whether the worker is ready.

    It turns the health's loop too: Faust starts the application's own timers when all this is over.
    """

    def __init__(self, health: Health) -> None:
        self._health = health
        self._read = 0
        self._left: str | None = None
        self._told = time.monotonic()

    def left(self) -> str | None:
        """What is still to be done, null when nothing."""
        return self._left

    async def read(self, event: Any) -> None:
        """Note that Faust has read one more record of the changelog; standby copies are read while others work."""
        if not event.app.in_recovery:
            return
        self._read += 1
        self._tell(f"the table: {self._read} records of its changelog read")

    async def retell(self, tracing: Tracing) -> None:
        """Take the stories anew from the table, in steps between which others may use the loop."""
        started = time.monotonic()
        for done, articles in tracing.rebuilding():
            metrics.RECOVERING.set(articles - done)
            self._tell(f"the stories: {done} of {articles} articles")
            await asyncio.sleep(0)
        log.info("stories recovered", records=self._read, seconds=round(time.monotonic() - started, 1))
        metrics.RECOVERING.set(0)
        self._read, self._left = 0, None

    def _tell(self, left: str) -> None:
        self._left = left
        self._health.turned()
        if time.monotonic() - self._told > _EVERY:
            self._told = time.monotonic()
            log.info("recovering", left=left)
