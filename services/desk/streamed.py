"""A streamed answer whose source is closed however it ends: at its last line, or when the reader hangs up."""

from collections.abc import Generator, Iterable, Mapping
from typing import Any

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

# Whoever takes nothing for so long, in seconds, is taken for gone: the index is not held still for him.
PATIENCE = 120.0


class Streamed(StreamingResponse):
    """Text made of what a generator gives. It ends in error, as a connection cut off, where the generator does."""

    def __init__(
        self, text: Iterable[str], source: Generator[Any, None, None], kind: str, headers: Mapping[str, str]
    ) -> None:
        super().__init__(text, media_type=kind, headers=headers)
        self._source = source

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI calls it."""

        async def sending(message: Message) -> None:
            with anyio.fail_after(PATIENCE):
                await send(message)

        try:
            await super().__call__(scope, receive, sending)
        finally:
            # Also where the reader hung up, which cancels whatever waits here.
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(self._source.close)
