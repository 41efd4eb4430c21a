"""A proxy before Elasticsearch that injects the faults that are asked for."""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx


class Proxy:
    """Forwards to `target` (http://host:port); the faults in `script` are used up by bulk requests, one each, in order.

    A number is answered as a status without forwarding. "cut": forwarded, but the answer is lost. "half": so, but only
    the first half of the documents. "silent": neither forwarded nor answered for `silence` seconds.
    """

    def __init__(self, target: str, silence: float) -> None:
        self.script: list[int | str] = []
        self.silence = silence
        self.client = httpx.Client(base_url=target, timeout=60, trust_env=False)
        self.server = _Server(self)

    @property
    def address(self) -> str:
        """What clients are given, as http://host:port."""
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        """Let go of the connections to the target."""
        self.client.close()


@contextmanager
def proxy_before(target: str, silence: float = 3.0) -> Iterator[Proxy]:
    """A proxy that is served until the block ends."""
    proxy = Proxy(target, silence)
    threading.Thread(target=proxy.server.serve_forever, daemon=True).start()
    try:
        yield proxy
    finally:
        proxy.server.shutdown()
        proxy.server.server_close()
        proxy.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, proxy: Proxy) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.proxy = proxy


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _handle(self) -> None:
        proxy = self.server.proxy
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = proxy.script.pop(0) if proxy.script and "_bulk" in self.path else None
        if isinstance(fault, int):
            self._answer(fault, b'{"error": "injected"}', {"Content-Type": "application/json"})
        elif fault == "silent":
            threading.Event().wait(proxy.silence)
            self.close_connection = True
        else:
            self._forward(_first_half(body) if fault == "half" else body, lost=fault in ("cut", "half"))

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _handle

    def _forward(self, body: bytes, lost: bool) -> None:
        kept = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
        try:
            answer = self.server.proxy.client.request(self.command, self.path, content=body, headers=kept)
        except httpx.TransportError:
            lost = True  # Elasticsearch is away, and so is the proxy
        if lost:
            self.close_connection = True
        else:
            self._answer(answer.status_code, answer.content, dict(answer.headers))

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() in ("content-type", "x-elastic-product"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            with contextlib.suppress(ConnectionError):  # the service that asked was killed
                self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # as the base class has it
        """Nothing: what the indexer makes of it is what is looked at."""


def _first_half(bulk: bytes) -> bytes:
    """The first documents of a bulk request, each a line for the action and one for the source."""
    lines = bulk.splitlines(keepends=True)
    return b"".join(lines[: 2 * max(1, len(lines) // 4)])
