"""Over real sockets: what a server can do to a connection."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest

from services.crawler.connections import Connections
from services.crawler.fetch import Answer, FetchFailed, Limits, fetch

Server = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def _asked(serve: Server, paths: list[str], limits: Limits) -> list[Answer]:
    ended: list[asyncio.Event] = []

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ended.append(asyncio.Event())
        own = ended[-1]
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await serve(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        own.set()

    server = await asyncio.start_server(served, "127.0.0.1", 0)
    home = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        async with Connections(allow_loopback=True, at_once=2) as transport:
            return [await fetch(transport, f"{home}{path}", {"user-agent": "Masar"}, limits) for path in paths]
    finally:
        server.close()
        await asyncio.gather(*(each.wait() for each in ended))


def test_a_connection_is_kept_and_an_address_is_asked_for_as_it_is_written() -> None:
    heads: list[bytes] = []
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while head := await reader.readuntil(b"\r\n\r\n"):
            heads.append(head)
            writer.write("HTTP/1.1 200 OK\r\nX-Said: خبر\r\n".encode())
            writer.write(b"Content-Length: 2\r\n\r\nok")

    answers = asyncio.run(_asked(serve, ["/a%2Fb?x=%d8%a3", "/c"], Limits()))
    assert connections == 1
    assert heads[0].startswith(b"GET /a%2Fb?x=%d8%a3 HTTP/1.1\r\n")
    assert b"user-agent: masar\r\n" in heads[0].lower()
    assert b"cookie" not in heads[1].lower()
    assert [answer.body for answer in answers] == [b"ok", b"ok"]
    assert answers[0].header("x-said") == "خبر"


def test_a_broken_connection_is_not_asked_over_again_at_once() -> None:
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        heads.append(await reader.readuntil(b"\r\n\r\n"))

    with pytest.raises(FetchFailed) as caught:
        asyncio.run(_asked(serve, ["/1", "/2"], Limits()))
    assert caught.value.name == "unreachable"
    assert len(heads) == 2


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab"])
def test_a_server_that_falls_silent_is_dropped(said: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(said)
        await reader.read()  # the crawler hangs up

    with pytest.raises(FetchFailed) as caught:
        asyncio.run(_asked(serve, ["/"], Limits(silence=0.2)))
    assert caught.value.name == "timed_out"


@pytest.mark.parametrize("line", [b"X: " + b"y" * 200_000 + b"\r\n", b"X: y\r\n" * 5_000])
def test_a_head_without_measure_is_refused(line: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n" + line + b"\r\n")

    with pytest.raises(FetchFailed) as caught:
        asyncio.run(_asked(serve, ["/"], Limits(total=20)))
    assert caught.value.name == "unreachable"


def test_a_body_beyond_the_limit_is_not_read_on() -> None:
    sent = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while sent < 1_000_000_000:
            writer.write(bytes(100_000))
            sent += 100_000
            await writer.drain()

    with pytest.raises(FetchFailed) as caught:
        asyncio.run(_asked(serve, ["/"], Limits(body=1_000)))
    assert caught.value.name == "too_large"
    assert sent < 100_000_000
