"""Connections, a pool for each host: finding one among thousands of hosts costs no more than among one's own."""

import asyncio
import time

import httpx

from services.crawler.guard import KEPT_FOR, GuardedBackend, GuardedTransport


class Connections(httpx.AsyncBaseTransport):
    """A transport over one guarded pool per host; pools that were idle for long are closed."""

    def __init__(self, allow_loopback: bool, at_once: int) -> None:
        self._backend = GuardedBackend(allow_loopback)
        self._tls = httpx.create_ssl_context(trust_env=False)
        self._at_once = at_once
        self._pools: dict[bytes, GuardedTransport] = {}
        self._used_at: dict[bytes, float] = {}
        self._swept_at = time.monotonic()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Ask over the pool of the request's host."""
        origin = request.url.raw_scheme + b"://" + request.url.netloc
        pool = self._pools.get(origin)
        if pool is None:
            pool = self._pools[origin] = GuardedTransport(self._backend, self._tls, self._at_once)
        self._used_at[origin] = time.monotonic()
        await self._sweep()
        return await pool.handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections."""
        pools = list(self._pools.values())
        self._pools.clear()
        self._used_at.clear()
        await asyncio.gather(*(pool.aclose() for pool in pools))

    async def _sweep(self) -> None:
        now = time.monotonic()
        if now - self._swept_at < KEPT_FOR:
            return
        self._swept_at = now
        # Twice the longest time that an answer may take by default, so that none is cut off.
        idle = [origin for origin, used_at in self._used_at.items() if now - used_at > 4 * KEPT_FOR]
        for origin in idle:
            del self._used_at[origin]
            await self._pools.pop(origin).aclose()
