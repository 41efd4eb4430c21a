"""A press of a few hosts on loopback for tests; its own log says who asked for what and when."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Reply(NamedTuple):
    """What a path answers; `slowly` is slept before the head is sent, in seconds."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {}
    slowly: float = 0.0


class Asked(NamedTuple):
    """One line of the log: times in seconds of the machine's own clock."""

    host: str
    path: str
    status: int
    start: float
    end: float
    headers: Mapping[str, str]


Answer = Callable[[str, str, Mapping[str, str]], Reply]


class SmallPress:
    """Answers by calling `answer` with host, path and headers (names in lower case)."""

    def __init__(self, answer: Answer) -> None:
        self.log: list[Asked] = []
        self.port = 0
        self._answer = answer
        self._servers: list[ThreadingHTTPServer] = []

    def serve(self, host: str) -> None:
        """Listen on an address of 127.0.0.0/8, on the port that the first one took."""
        server = _Server((host, self.port), self._handler())
        self.port = server.server_port
        self._servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def asked(self, host: str, path: str) -> list[Asked]:
        """The requests for one path."""
        return [line for line in self.log if line.host == host and line.path == path]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        press = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                start = time.monotonic()
                host = self.connection.getsockname()[0]
                headers = {name.lower(): value for name, value in self.headers.items()}
                reply = press._answer(host, self.path, headers)
                time.sleep(reply.slowly)
                self._send(reply)
                press.log.append(Asked(host, self.path, reply.status, start, time.monotonic(), headers))

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                if reply.status != 304:
                    self.send_header("Content-Length", str(len(reply.body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if reply.status != 304:
                    self.wfile.write(reply.body)

            def log_message(self, format: str, *args: object) -> None:
                """The press keeps its own log."""

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Crawlers are killed in these tests; half-sent answers are no news."""


@contextmanager
def small_press(hosts: list[str], answer: Answer) -> Iterator[SmallPress]:
    """A press that listens on these addresses until the block ends."""
    press = SmallPress(answer)
    try:
        for host in hosts:
            press.serve(host)
        yield press
    finally:
        press.close()


def article(title: str, *paragraphs: str) -> bytes:
    """A page as simple as pages get."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang=ar><meta charset=utf-8><title>{title}</title><body><h1>{title}</h1>{text}".encode()
    )


def rss(links: list[str]) -> bytes:
    """A feed that lists these addresses."""
    items = "".join(
        f"<item><title>خبر {n}</title><link>{link}</link><pubDate>Mon, 04 Nov 2024 19:00:00 GMT</pubDate></item>"
        for n, link in enumerate(links)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>س</title>{items}</channel></rss>'.encode()
