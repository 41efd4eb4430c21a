"""Connections to servers: TLS verified, no proxy, no cookies, HTTP/1.1, kept open a while for the next page."""

import functools
import ssl
from collections.abc import AsyncIterator, Mapping
from types import TracebackType

import aiohttp
import certifi
import yarl

from services.crawler.fetch import Limits, Reply
from services.crawler.guard import GuardedResolver, guarded_socket

# An idle connection is kept for so long, in seconds.
KEPT_FOR = 30.0
# A head line may be that long: policies in real heads go beyond aiohttp's own 8 KiB. It also takes 128 lines at most.
LONGEST_LINE = 65_536


class Connections:
    """Asks over connections that the guard let through. Open it with `async with`."""

    def __init__(self, allow_loopback: bool, at_once: int, name_service: float = Limits().connect) -> None:
        self._allow_loopback = allow_loopback
        self._at_once = at_once
        self._name_service = name_service

    async def __aenter__(self) -> "Connections":
        connector = aiohttp.TCPConnector(
            limit=self._at_once,
            keepalive_timeout=KEPT_FOR,
            resolver=GuardedResolver(self._allow_loopback, self._name_service),
            socket_factory=functools.partial(guarded_socket, allow_loopback=self._allow_loopback),
            use_dns_cache=False,
            happy_eyeballs_delay=None,
            ssl=ssl.create_default_context(cafile=certifi.where()),
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            max_line_size=LONGEST_LINE,
            max_field_size=LONGEST_LINE,
        )
        # aiohttp would ask again at once where a kept connection breaks; a host's pace allows that only in its time.
        # 3.14 has no public switch.
        self._session._retry_connection = False
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def ask(self, url: str, headers: Mapping[str, str], limits: Limits) -> Reply:
        """The head of the answer, its body still to be read.

        Raises UnsafeAddress, aiohttp.ClientError, OSError (TimeoutError too), ValueError.
        """
        response = await self._session.get(
            # As it is written: the crawler's addresses are normalised, and an address is known by its bytes.
            yarl.URL(url, encoded=True),
            headers=headers,
            allow_redirects=False,
            timeout=_times(limits.connect, limits.silence),
        )
        pairs = tuple((_text(name).lower(), _text(value)) for name, value in response.raw_headers)
        return _Received(response.status, pairs, response)


class _Received:
    def __init__(self, status: int, headers: tuple[tuple[str, str], ...], response: aiohttp.ClientResponse) -> None:
        self.status = status
        self.headers = headers
        self._response = response

    def parts(self) -> AsyncIterator[bytes]:
        return self._response.content.iter_any()

    def close(self) -> None:
        # Keeps the connection where the body was read to its end, and breaks it off where not.
        self._response.release()


@functools.lru_cache(maxsize=16)
def _times(connect: float, silence: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, sock_connect=connect, sock_read=silence)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
