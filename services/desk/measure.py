"""Counts and times every answer, and tells the browser how long it waited for Elasticsearch (Server-Timing)."""

from time import perf_counter

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.desk import metrics
from services.desk.index import Waited, waited


class Measured:
    """Stands around the whole site. A streamed answer's time is that until it began."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI calls it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, noted = perf_counter(), Waited()
        token = waited.set(noted)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                _note(scope, message, perf_counter() - began, noted.seconds)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            waited.reset(token)


def _note(scope: Scope, message: Message, seconds: float, index: float) -> None:
    page = getattr(scope.get("endpoint"), "__name__", "other")
    metrics.PAGES.labels(page, message["status"]).inc()
    metrics.PAGE_SECONDS.labels(page).observe(seconds)
    metrics.INDEX_SECONDS.labels(page).observe(index)
    headers = MutableHeaders(scope=message)
    headers["Server-Timing"] = f"index;dur={index * 1000:.1f}, page;dur={seconds * 1000:.1f}"
