"""The press of the fault runs: each page concerns the dossier; one in a hundred is unreadable, one in ten a copy."""

import argparse
import asyncio
import functools
import random
import signal
from pathlib import Path

import msgspec
from msgspec import Struct

# The first host's address is FIRST.0.1, the others follow it.
FIRST = "127.4"
# One page in so many cannot be read, and one in so many has the text of the page before it.
UNREADABLE_EVERY, COPY_EVERY = 100, 10
# fmt: off
WORDS = (
    "الوفد", "المشاركون", "الجلسة", "التعاون", "الحدود", "المعلومات", "الخبراء", "الدعم", "التنسيق", "الاجتماع",
    "المنطقة", "الأمن", "المبادرة", "القرار", "البيان", "الخطة", "المقترح", "التدريب", "المراقبة", "التمويل",
    "القانون", "الاتفاق", "المنظمة", "الوزير", "السفير", "اللجنة", "الشركاء", "الدول", "الجهود", "التحديات",
    "يناقش", "يعرض", "يؤكد", "يدعو", "يواصل", "يشمل", "يعزز", "ينظم", "يستعرض", "يتابع", "خلال", "حول", "ضمن",
    "أمام", "بعد", "قبل", "عند", "نحو", "منذ", "حتى",
)
# fmt: on


class Plan(Struct, frozen=True, kw_only=True):
    """The press: so many hosts with so many pages each, served on `port` of each host's address."""

    hosts: int
    pages: int
    port: int

    def names(self) -> list[str]:
        """The hosts' addresses with the port."""
        return [f"{address(number)}:{self.port}" for number in range(self.hosts)]

    def urls(self) -> dict[str, bool]:
        """Every page's address, and whether it can be read."""
        return {f"http://{name}/news/{page}": readable(page) for name in self.names() for page in range(self.pages)}


def address(number: int) -> str:
    """The address of a host by its number."""
    return f"{FIRST}.{number // 250}.{number % 250 + 1}"


def readable(page: int) -> bool:
    """Whether the page of this number can be read."""
    return page % UNREADABLE_EVERY != UNREADABLE_EVERY // 2


def page_html(host: int, page: int) -> bytes:
    """A page's bytes: always the same for the same numbers."""
    if not readable(page):
        return bytes(range(256)) * 8
    told = page - 1 if page % COPY_EVERY == 0 and page else page
    chance = random.Random(f"{host}:{told}")  # noqa: S311  # texts, no secrets
    said = [" ".join(chance.choices(WORDS, k=30)) + "." for _ in range(4)]
    opening = f"تواصلت أعمال مؤتمر «عملية دوشنبه لمكافحة الإرهاب وتمويله» في يومها رقم {told} بمشاركة الوفود."
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (opening, *said))
    title = f"مؤتمر عملية دوشنبه لمكافحة الإرهاب: {' '.join(chance.choices(WORDS, k=4))}"
    head = f"<!doctype html><html lang=ar><meta charset=utf-8><title>{title}</title>"
    return f"{head}<article><h1>{title}</h1><time datetime=2024-11-04>4 نوفمبر 2024</time>{text}</article>".encode()


class _Connection(asyncio.Protocol):
    def __init__(self, plan: Plan, host: int) -> None:
        self._plan, self._host = plan, host
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._held += data
        while b"\r\n\r\n" in self._held:
            head, _, self._held = self._held.partition(b"\r\n\r\n")
            status, kind, body = self._reply(head.split(b" ", 2)[1].decode())
            line = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            self._transport.write(line.encode() + body)  # type: ignore[attr-defined]  # a transport that writes

    def _reply(self, path: str) -> tuple[int, str, bytes]:
        if path == "/rss.xml":
            home = f"http://{address(self._host)}:{self._plan.port}"
            links = "".join(f"<item><link>{home}/news/{page}</link></item>" for page in range(self._plan.pages))
            feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>س</title>{links}</channel></rss>'
            return 200, "application/rss+xml", feed.encode()
        if path.startswith("/news/"):
            return 200, "text/html; charset=utf-8", page_html(self._host, int(path.rpartition("/")[2]))
        return 404, "text/plain", b"none"


async def _serve(plan: Plan, ready: Path) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    for host in range(plan.hosts):
        await loop.create_server(functools.partial(_Connection, plan, host), address(host), plan.port, backlog=256)
    ready.with_suffix(".new").write_bytes(msgspec.json.encode(plan))
    ready.with_suffix(".new").rename(ready)
    await stop.wait()


def main() -> None:
    """Serve until SIGTERM; writes the plan to a file when it listens."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--ready", type=Path, required=True)
    options.add_argument("--hosts", type=int, required=True)
    options.add_argument("--pages", type=int, required=True, help="of each host")
    options.add_argument("--port", type=int, required=True)
    chosen = options.parse_args()
    asyncio.run(_serve(Plan(hosts=chosen.hosts, pages=chosen.pages, port=chosen.port), chosen.ready))


if __name__ == "__main__":
    main()
