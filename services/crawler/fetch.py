"""One request, within limits: bytes, time, content; redirects are never followed here."""

import asyncio
import zlib
from collections.abc import Callable, Mapping
from typing import Literal

import httpx
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


class FetchFailed(Exception):
    """No usable answer: `name` is the outcome's name, the text its reason."""

    def __init__(self, name: Failure, reason: str) -> None:
        super().__init__(reason)
        self.name: Failure = name


async def fetch(
    transport: httpx.AsyncBaseTransport,
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
        raise FetchFailed("timed_out", f"no whole answer within {limits.total:g} s") from error
    except httpx.TimeoutException as error:
        raise FetchFailed("timed_out", type(error).__name__) from error
    except (httpx.HTTPError, httpx.InvalidURL, zlib.error, OSError) as error:
        raise FetchFailed("unreachable", f"{type(error).__name__}: {error}") from error


async def _ask(
    transport: httpx.AsyncBaseTransport,
    url: str,
    headers: Mapping[str, str],
    limits: Limits,
    wanted: Callable[[Answer], bool],
    answered: Callable[[], None],
) -> Answer:
    times = {"connect": limits.connect, "read": limits.silence, "write": limits.silence, "pool": None}
    request = httpx.Request("GET", url, headers=headers, extensions={"timeout": times})
    response = await transport.handle_async_request(request)
    answered()
    try:
        pairs = tuple((name.lower(), value) for name, value in response.headers.multi_items())
        head = Answer(url=url, status=response.status_code, headers=pairs)
        if head.status in (204, 304) or 300 <= head.status < 400:
            return head
        if head.status != 200:
            body = await _body(response, head, ERROR_BODY_LIMIT, True)
        elif wanted(head):
            body = await _body(response, head, limits.body, limits.cut)
        else:
            raise FetchFailed("not_html", head.header("content-type") or "no content type")
        return Answer(url=url, status=head.status, headers=pairs, body=body)
    finally:
        await response.aclose()


async def _body(response: httpx.Response, head: Answer, most: int, cut: bool) -> bytes:
    coding = (head.header("content-encoding") or "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", "deflate", ""):
        raise FetchFailed("unreachable", f"content-encoding not asked for: {coding}")
    inflater = None if coding in ("identity", "") else zlib.decompressobj(_GZIP_OR_ZLIB)
    parts: list[bytes] = []
    size = 0
    async for raw in response.aiter_raw():
        # One byte above the limit is enough to know; a bomb is never unpacked whole.
        part = inflater.decompress(raw, most + 1 - size) if inflater else raw
        parts.append(part)
        size += len(part)
        if size > most:
            if cut:
                break
            raise FetchFailed("too_large", f"more than {most} bytes")
    return b"".join(parts)[:most]
