"""The houses on their loopback addresses, each a server of its own."""

import errno
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from deploy.press.access_log import AccessLog
from deploy.press.correction import Corrections
from deploy.press.house import House
from deploy.press.reply import Reply, reply_to

ENDLESS_LIMIT = 64 * 1024 * 1024
_CHUNK = 64 * 1024
_IDLE_SECONDS = 60
_TRIES = 20


class PressRunning:
    """The servers of all houses, answering until `stop`."""

    def __init__(self, servers: Sequence["HouseServer"]) -> None:
        self._servers = servers
        self.port: int = servers[0].server_address[1]
        self._threads = [Thread(target=server.serve_forever, daemon=True) for server in servers]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Answer no more; returns when every server is closed."""
        closing = [Thread(target=server.stop, daemon=True) for server in self._servers]
        for thread in closing:
            thread.start()
        for thread in (*closing, *self._threads):
            thread.join()


class HouseServer(ThreadingHTTPServer):
    """The server of one house; `house` is set before it answers."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    stopped = False
    house: House
    log: AccessLog
    corrections: Corrections

    def stop(self) -> None:
        """Close the socket, and answer no more on connections that readers kept open."""
        self.stopped = True
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Readers leave when they have had enough (the endless page): that is no error here."""


def bind(addresses: Sequence[str], port: int) -> list[HouseServer]:
    """A server on each address, all on one port; 0 takes a port that is free on all of them.

    Raises OSError where the port is taken (with 0: where no common port was found).
    """
    for _ in range(_TRIES):
        servers: list[HouseServer] = []
        try:
            for address in addresses:
                taken = servers[0].server_address[1] if servers else port
                servers.append(HouseServer((address, taken), _Request))
            return servers
        except OSError as error:
            _close(servers)
            if port or error.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, f"no port is free on all of {', '.join(addresses)}")


def answer(servers: Sequence[HouseServer], houses: Sequence[House], log: AccessLog, corrections: Corrections) -> None:
    """Give each server its house."""
    for server, house in zip(servers, houses, strict=True):
        server.house, server.log, server.corrections = house, log, corrections


def _close(servers: Iterable[HouseServer]) -> None:
    for server in servers:
        server.server_close()


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "press"
    sys_version = ""
    timeout = _IDLE_SECONDS
    # Head and body leave together; apart, the second waits for the reader's delayed acknowledgement (40 ms).
    wbufsize = -1
    disable_nagle_algorithm = True
    server: HouseServer

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:
        """Requests go to the access log."""

    def _answer(self, with_body: bool) -> None:
        if self.server.stopped:
            self.close_connection = True
            return
        began = datetime.now(UTC)
        asked = {name.lower(): value for name, value in self.headers.items()}
        reply = reply_to(self.server.house, self.path, asked, began, self.server.corrections)
        sent = 0
        try:
            sent = self._send(reply, with_body)
        finally:
            self.server.log.note(
                began,
                host=self.server.house.address,
                method=self.command,
                path=self.path,
                status=reply.status,
                bytes=sent,
                if_none_match=asked.get("if-none-match"),
                if_modified_since=asked.get("if-modified-since"),
                user_agent=asked.get("user-agent"),
            )

    def _send(self, reply: Reply, with_body: bool) -> int:
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.endless:
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            return self._send_for_ever(reply.body) if with_body else 0
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if not with_body:
            return 0
        self.wfile.write(reply.body)
        return len(reply.body)

    def _send_for_ever(self, opening: bytes) -> int:
        line = "<p>تحديث مباشر: لا جديد حتى الآن، تابعونا.</p>\n".encode()
        more = line * (_CHUNK // len(line))
        sent = 0
        self.close_connection = True
        try:
            for block in (opening, *[more] * (ENDLESS_LIMIT // len(more))):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(block), block))
                sent += len(block)
        except OSError:
            return sent
        return sent
