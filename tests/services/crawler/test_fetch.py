import asyncio
import gzip
import zlib

import aiohttp
import pytest
from crawl_fakes import FakeTransport

from services.crawler.connections import Connections
from services.crawler.content import looks_like_html, may_be_html
from services.crawler.fetch import Answer, FetchFailed, Limits, fetch
from services.crawler.guard import UnsafeAddress

URL = "http://paper.test/news/1"
HTML = {"Content-Type": "text/html"}


def _fetch(answer: object, limits: Limits | None = None, wanted: object = may_be_html) -> Answer:
    return asyncio.run(fetch(FakeTransport({URL: answer}), URL, {}, limits or Limits(), wanted))


def _failure(answer: object, limits: Limits | None = None) -> tuple[str, str]:
    with pytest.raises(FetchFailed) as caught:
        _fetch(answer, limits)
    return caught.value.name, str(caught.value)


def test_an_answer_keeps_bytes_and_headers_as_they_came() -> None:
    answer = _fetch((200, [("Set-Cookie", "a"), ("set-cookie", "b"), ("Content-Type", "text/html")], [b"<p>", b"\xe3"]))
    assert answer.body == b"<p>\xe3"
    assert answer.headers == (("set-cookie", "a"), ("set-cookie", "b"), ("content-type", "text/html"))
    assert answer.header("content-type") == "text/html"


def test_gzip_is_undone() -> None:
    packed = gzip.compress(b"<p>text</p>")
    answer = _fetch((200, {**HTML, "Content-Encoding": "gzip"}, [packed[:7], packed[7:]]))
    assert answer.body == b"<p>text</p>"


def test_a_body_above_the_limit_is_broken_off() -> None:
    endless = (b"x" * 1000 for _ in range(10**9))
    assert _failure((200, HTML, endless), Limits(body=5_000)) == ("too_large", "more than 5000 bytes")


def test_a_gzip_bomb_is_never_unpacked() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert _failure((200, {**HTML, "Content-Encoding": "gzip"}, [bomb]), Limits(body=1_000_000))[0] == "too_large"


def test_a_body_of_exactly_the_limit_passes() -> None:
    assert len(_fetch((200, HTML, [b"x" * 5_000]), Limits(body=5_000)).body) == 5_000


def test_a_body_that_drips_for_ever_is_dropped() -> None:
    dripping = (part for _ in range(10**6) for part in (b"x", 0.02))
    assert _failure((200, HTML, dripping), Limits(total=0.1))[0] == "timed_out"


def test_what_is_no_html_is_not_read_at_all() -> None:
    def untouched() -> object:
        yield b"%PDF"
        raise AssertionError("the body was read on")

    assert _failure((200, {"Content-Type": "application/pdf"}, [])) == ("not_html", "application/pdf")
    assert _failure((200, {"Content-Type": "video/mp4"}, untouched()))[0] == "not_html"


def test_redirects_are_told_and_not_followed() -> None:
    transport = FakeTransport({URL: (302, {"Location": "http://10.0.0.1/"}, [])})
    answer = asyncio.run(fetch(transport, URL, {}, Limits()))
    assert (answer.status, answer.header("location")) == (302, "http://10.0.0.1/")
    assert transport.asked == [URL]


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (ConnectionRefusedError("refused"), "unreachable"),
        (aiohttp.SocketTimeoutError("silent"), "timed_out"),
        (aiohttp.ConnectionTimeoutError("far"), "timed_out"),
        (TimeoutError("no answer from the name service"), "timed_out"),
        (aiohttp.ClientPayloadError("broken off"), "unreachable"),
        (aiohttp.ServerDisconnectedError(), "unreachable"),
        (aiohttp.InvalidURL("http://paper.test:x/"), "unreachable"),
        (UnsafeAddress("paper.test is 10.0.0.1"), "unsafe_address"),
        (zlib.error("not gzip"), "unreachable"),
    ],
)
def test_failures_have_names(error: Exception, name: str) -> None:
    assert _failure(error)[0] == name


def test_an_unasked_for_encoding_and_a_broken_one_are_failures() -> None:
    assert _failure((200, {**HTML, "Content-Encoding": "br"}, [b"?"]))[0] == "unreachable"
    assert _failure((200, {**HTML, "Content-Encoding": "gzip"}, [b"no gzip"]))[0] == "unreachable"


@pytest.mark.parametrize(
    ("label", "body", "html"),
    [
        ("text/html; charset=windows-1256", b"", True),
        ("application/xhtml+xml", b"", True),
        ("text/plain", b"<html>", False),
        (None, b"\xef\xbb\xbf <!DOCTYPE HTML><title>x", True),
        (None, b"%PDF-1.4 <html>"[:8], False),
    ],
)
def test_html_is_known_by_its_label_or_its_looks(label: str | None, body: bytes, html: bool) -> None:
    headers = (("content-type", label),) if label else ()
    assert looks_like_html(Answer(url=URL, status=200, headers=headers, body=body)) is html


def test_over_a_real_socket_the_guard_stands_and_long_headers_are_dropped() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n")
        writer.close()

    async def ask(allow_loopback: bool) -> str:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        try:
            async with Connections(allow_loopback, at_once=2) as transport:
                await fetch(transport, url, {}, Limits(total=5))
        except FetchFailed as failure:
            return failure.name
        finally:
            server.close()
        return "answered"

    assert asyncio.run(ask(allow_loopback=False)) == "unsafe_address"
    assert asyncio.run(ask(allow_loopback=True)) == "unreachable"
