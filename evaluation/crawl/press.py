"""A press of many hosts on loopback whose feeds grow while it is read; its log is the judge."""

import argparse
import asyncio
import functools
import signal
import socket
import time
from pathlib import Path
from typing import TextIO

import msgspec
from msgspec import Struct

# The first host; the others follow it.
FIRST = (127, 2, 0, 1)
# Entries that a feed shows at most: what is older has scrolled out.
SHOWN = 300
# Bytes of a page, about as much as the text of a plain one.
WEIGHT = 8_000
_TEXT = "<p>نص المقال فيه جملة طويلة بما يكفي ليقرأها الناس ويفهموا ما جرى في المؤتمر.</p>"


class Plan(Struct, frozen=True, kw_only=True):
    """The press: page k of a host appears `k * grow / pages` seconds after `opened` (seconds since the epoch)."""

    hosts: int
    pages: int
    grow: float
    port: int
    opened: float

    def names(self) -> list[str]:
        """The hosts' addresses with the port."""
        return [f"{address(number)}:{self.port}" for number in range(self.hosts)]

    def appears(self, page: int) -> float:
        """When a page appears in its host's feed, in seconds since the epoch."""
        return self.opened + page * self.grow / self.pages


class Asked(Struct, frozen=True, array_like=True):
    """One line of the log; times in seconds since the epoch, measured by the server."""

    host: str
    path: str
    status: int
    began: float
    ended: float


def address(number: int) -> str:
    """The address of a host by its number."""
    return f"{FIRST[0]}.{FIRST[1]}.{number // 250}.{number % 250 + 1}"


def read_log(path: Path) -> list[Asked]:
    """All requests so far, whole lines only."""
    whole = path.read_bytes().rpartition(b"\n")[0]
    return [msgspec.json.decode(line, type=Asked) for line in whole.splitlines()]


class _Connection(asyncio.Protocol):
    def __init__(self, plan: Plan, host: str, log: TextIO) -> None:
        self._plan, self._host, self._log = plan, host, log
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._held += data
        while b"\r\n\r\n" in self._held:
            began = time.time()
            head, _, self._held = self._held.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            status, kind, body = self._reply(path)
            line = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            self._transport.write(line.encode() + body)  # type: ignore[attr-defined]  # a transport that writes
            asked = Asked(self._host, path, status, began, time.time())
            self._log.write(msgspec.json.encode(asked).decode() + "\n")

    def _reply(self, path: str) -> tuple[int, str, bytes]:
        home = f"http://{self._host}:{self._plan.port}"
        if path == "/rss.xml":
            return 200, "application/rss+xml", _feed(self._plan, home)
        if path.startswith("/news/"):
            title = f"خبر {path}"
            body = f"<!doctype html><meta charset=utf-8><title>{title}</title><h1>{title}</h1>{_TEXT}".encode()
            return 200, "text/html; charset=utf-8", body + b" " * (WEIGHT - len(body))
        return 404, "text/plain", b"none"


def _feed(plan: Plan, home: str) -> bytes:
    share = (time.time() - plan.opened) / plan.grow if plan.grow else 1.0
    newest = min(int(share * plan.pages) + 1, plan.pages)
    items = "".join(
        f"<item><title>خبر {page}</title><link>{home}/news/{page}</link></item>"
        for page in range(max(newest - SHOWN, 0), newest)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>س</title>{items}</channel></rss>'.encode()


async def _serve(options: argparse.Namespace) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    plan = Plan(
        hosts=options.hosts,
        pages=options.pages,
        grow=options.grow,
        port=options.port or _free_port(),
        opened=time.time() + options.delay,
    )
    with (options.data / "log.jsonl").open("w", buffering=1, encoding="utf-8") as log:
        for number in range(options.hosts):
            connection = functools.partial(_Connection, plan, address(number), log)
            await loop.create_server(connection, address(number), plan.port, backlog=256)
        ready = options.data / "plan.json"
        ready.with_suffix(".new").write_bytes(msgspec.json.encode(plan))
        ready.with_suffix(".new").rename(ready)
        await stop.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((address(0), 0))
        return int(listener.getsockname()[1])


def main() -> None:
    """Serve until SIGTERM; writes plan.json when it listens, and log.jsonl."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--hosts", type=int, default=200)
    options.add_argument("--pages", type=int, default=100, help="of each host")
    options.add_argument("--grow", type=float, default=120.0, help="seconds until the last page has appeared")
    options.add_argument("--delay", type=float, default=0.0, help="seconds until the first page appears")
    options.add_argument("--port", type=int, default=0)
    asyncio.run(_serve(options.parse_args()))


if __name__ == "__main__":
    main()
