"""One request, within limits: bytes, time, content; redirects are never followed here."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Literal, Protocol

import aiohttp
from msgspec import Struct

from contracts.topics import PAGE_BODY_LIMIT
from services.crawler.guard import UnsafeAddress

Failure = Literal["timed_out", "unreachable", "too_large", "unsafe_address", "not_html"]

# Enough of an error page to recognise a challenge.
ERROR_BODY_LIMIT = 65_536
# gzip and zlib, by their own heads (zlib's manual, inflateInit2).
_GZIP_OR_ZLIB = 47


class Limits(Struct, frozen=True, kw_only=True):
    """What one request may cost: seconds to connect, of silence and in total, bytes of body after decompression.

    A longer body is cut there where `cut` is set, and else refused as too_large.
    """

    connect: float = 10.0
    silence: float = 20.0
    total: float = 60.0
    body: int = PAGE_BODY_LIMIT
    cut: bool = False


class Answer(Struct, frozen=True, kw_only=True):
    """What a server answered. `headers` in order, names in lower case; `body` with content-encoding undone."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The first header of that name."""
        return next((value for key, value in self.headers if key == name), None)


class Reply(Protocol):
    """The head of an answer, names of headers in lower case; `parts` gives the body as it comes, once."""

    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> tuple[tuple[str, str], ...]: ...
    def parts(self) -> AsyncIterator[bytes]: ...
    def close(self) -> None: ...


class Transport(Protocol):
    """What asks servers: connections, or a stand-in for them."""

    async def ask(self, url: str, headers: Mapping[str, str], limits: Limits) -> Reply: ...


class FetchFailed(Exception):
    """No usable answer: `name` is the outcome's name, the text its reason."""

    def __init__(self, name: Failure, reason: str) -> None:
        super().__init__(reason)
        self.name: Failure = name


async def fetch(
    transport: Transport,
    url: str,
    headers: Mapping[str, str],
    limits: Limits,
    wanted: Callable[[Answer], bool] = lambda _: True,
    answered: Callable[[], None] = lambda: None,
) -> Answer:
    """Ask for an address once. `answered` is called when the head of the answer is there.

    The body is not read where `wanted` says no to the head of a good answer (not_html). Raises FetchFailed.
    """
    try:
        async with asyncio.timeout(limits.total):
            return await _ask(transport, url, headers, limits, wanted, answered)
    except UnsafeAddress as error:
        raise FetchFailed("unsafe_address", str(error)) from error
    except TimeoutError as error:
        raise FetchFailed("timed_out", str(error) or f"no whole answer within {limits.total:g} s") from error
    except (aiohttp.ClientError, zlib.error, OSError, ValueError) as error:
        raise FetchFailed("unreachable", f"{type(error).__name__}: {error}") from error


async def _ask(
    transport: Transport,
    url: str,
    headers: Mapping[str, str],
    limits: Limits,
    wanted: Callable[[Answer], bool],
    answered: Callable[[], None],
) -> Answer:
    reply = await transport.ask(url, headers, limits)
    answered()
    try:
        head = Answer(url=url, status=reply.status, headers=reply.headers)
        if head.status in (204, 304) or 300 <= head.status < 400:
            return head
        if head.status != 200:
            body = await _body(reply, head, ERROR_BODY_LIMIT, True)
        elif wanted(head):
            body = await _body(reply, head, limits.body, limits.cut)
        else:
            raise FetchFailed("not_html", head.header("content-type") or "no content type")
        return Answer(url=url, status=head.status, headers=head.headers, body=body)
    finally:
        reply.close()


async def _body(reply: Reply, head: Answer, most: int, cut: bool) -> bytes:
    coding = (head.header("content-encoding") or "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", "deflate", ""):
        raise FetchFailed("unreachable", f"content-encoding not asked for: {coding}")
    inflater = None if coding in ("identity", "") else zlib.decompressobj(_GZIP_OR_ZLIB)
    parts: list[bytes] = []
    size = 0
    async for raw in reply.parts():
        # One byte above the limit is enough to know; a bomb is never unpacked whole.
        part = inflater.decompress(raw, most + 1 - size) if inflater else raw
        parts.append(part)
        size += len(part)
        if size > most:
            if cut:
                break
            raise FetchFailed("too_large", f"more than {most} bytes")
    return b"".join(parts)[:most]
