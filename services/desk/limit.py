"""A bound on how much one address may ask for: a bucket that fills again with time."""

import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from services.desk import metrics

# Addresses that are remembered; the one that asked longest ago is forgotten first, its bucket is full by then.
_REMEMBERED = 10_000


class Buckets:
    """Each address may take `burst` at once, and `rate` a second over a longer time."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> float:
        """0.0 where the address may ask now, else the seconds until it may."""
        now = self._clock()
        left, then = self._left.pop(address, (float(self._burst), now))
        left = min(float(self._burst), left + (now - then) * self._rate)
        allowed = left >= 1.0
        self._left[address] = (left - 1.0 if allowed else left, now)
        while len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1.0 - left) / self._rate


class RateLimit:
    """Refuses an address that asks for too much with 429, and says when it may again. Static files are free."""

    def __init__(self, app: ASGIApp, buckets: Buckets) -> None:
        self._app = app
        self._buckets = buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI calls it."""
        if scope["type"] == "http" and not scope["path"].startswith("/static/"):
            address = scope["client"][0] if scope.get("client") else ""
            if wait := self._buckets.take(address):
                metrics.REFUSED.inc()
                told = f"طلبات كثيرة، حاول بعد قليل.\nToo many requests: try again in {wait:.0f} s.\n"
                refusal = PlainTextResponse(told, 429, {"Retry-After": str(max(1, round(wait)))})
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)
