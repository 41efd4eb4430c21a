"""A reader of the reading room's pages, with no server between."""

import asyncio
from typing import Any

import httpx
from starlette.types import ASGIApp


class Reader:
    """Asks an application for pages below a base address; follows redirects and keeps no cookie."""

    def __init__(self, app: ASGIApp, base: str = "http://desk.test/") -> None:
        self._transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._base = base

    def get(self, path: str, **asked: Any) -> httpx.Response:
        """The answer to a GET."""
        return self.request("GET", path, **asked)

    def request(self, method: str, path: str, **asked: Any) -> httpx.Response:
        """The answer, read to its end."""
        return asyncio.run(self._ask(method, path, asked))

    async def _ask(self, method: str, path: str, asked: dict[str, Any]) -> httpx.Response:
        async with httpx.AsyncClient(
            transport=self._transport, base_url=self._base, timeout=60, follow_redirects=True
        ) as client:
            return await client.request(method, path or self._base.rstrip("/"), **{"follow_redirects": True, **asked})
