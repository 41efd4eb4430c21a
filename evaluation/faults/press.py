"""The press of fault runs and soaks: of a hundred pages one is unreadable; one in ten is a copy."""

import argparse
import asyncio
import functools
import random
import signal
import time
from pathlib import Path

import msgspec
from msgspec import Struct

# The first host's address is FIRST.0.1, the others follow it.
FIRST = "127.4"
# One page in so many cannot be read, and one in so many has the text of the page before it.
UNREADABLE_EVERY, COPY_EVERY = 100, 10
# The first page that concerns the dossier, where not all do: one that the next page is a copy of.
CONCERNED_FROM = 9
# Entries that a growing feed shows at most.
SHOWN = 300
# fmt: off
WORDS = (
    "الوفد", "المشاركون", "الجلسة", "التعاون", "الحدود", "المعلومات", "الخبراء", "الدعم", "التنسيق", "الاجتماع",
    "المنطقة", "الأمن", "المبادرة", "القرار", "البيان", "الخطة", "المقترح", "التدريب", "المراقبة", "التمويل",
    "القانون", "الاتفاق", "المنظمة", "الوزير", "السفير", "اللجنة", "الشركاء", "الدول", "الجهود", "التحديات",
    "يناقش", "يعرض", "يؤكد", "يدعو", "يواصل", "يشمل", "يعزز", "ينظم", "يستعرض", "يتابع", "خلال", "حول", "ضمن",
    "أمام", "بعد", "قبل", "عند", "نحو", "منذ", "حتى",
)
# fmt: on
# What a page's text and its headline are about.
SUBJECT = ("عملية دوشنبه لمكافحة الإرهاب وتمويله", "عملية دوشنبه لمكافحة الإرهاب")
OTHER = ("زراعة النخيل وتصدير التمور", "زراعة النخيل")
OTHER_WORDS = (
    "النخيل",
    "التمور",
    "المزارع",
    "الموسم",
    "الثمار",
    "الأسواق",
    "الري",
    "التربة",
    "يعرض",
    "خلال",
    "قبل",
    "بعد",
)


class Plan(Struct, frozen=True, kw_only=True):
    """The press: so many hosts with so many pages each, served on `port` of each host's address.

    One text in `concerned` concerns the dossier. Page k appears `k * grow / pages` seconds after `opened`, in seconds
    since the epoch; with `grow` 0 all are there from the first.
    """

    hosts: int
    pages: int
    port: int
    concerned: int = 1
    grow: float = 0.0
    opened: float = 0.0

    def names(self) -> list[str]:
        """The hosts' addresses with the port."""
        return [f"{address(number)}:{self.port}" for number in range(self.hosts)]

    def urls(self) -> dict[str, bool]:
        """Every page's address, and whether it can be read."""
        return {f"http://{name}/news/{page}": readable(page) for name in self.names() for page in range(self.pages)}

    def ends(self) -> dict[str, str]:
        """Every page's address, and what must become of it: indexed, dead or off_topic."""
        return {
            f"http://{name}/news/{page}": "dead" if not readable(page) else self._end(page)
            for name in self.names()
            for page in range(self.pages)
        }

    def appeared(self, now: float) -> int:
        """How many pages of each host are there at a time."""
        return self.pages if not self.grow else min(int((now - self.opened) / self.grow * self.pages) + 1, self.pages)

    def concerns(self, page: int) -> bool:
        """Whether the page of this number concerns the dossier; a copy does as its origin does."""
        return _told(page) % self.concerned == min(CONCERNED_FROM, self.concerned - 1)

    def _end(self, page: int) -> str:
        return "indexed" if self.concerns(page) else "off_topic"


def address(number: int) -> str:
    """The address of a host by its number."""
    return f"{FIRST}.{number // 250}.{number % 250 + 1}"


def readable(page: int) -> bool:
    """Whether the page of this number can be read."""
    return page % UNREADABLE_EVERY != UNREADABLE_EVERY // 2


def page_html(host: int, page: int, concerns: bool = True) -> bytes:
    """A page's bytes: always the same for the same numbers."""
    if not readable(page):
        return bytes(range(256)) * 8
    told = _told(page)
    chance = random.Random(f"{host}:{told}")  # noqa: S311  # texts, no secrets
    subject, words = (SUBJECT, WORDS) if concerns else (OTHER, OTHER_WORDS)
    said = [" ".join(chance.choices(words, k=30)) + "." for _ in range(4)]
    opening = f"تواصلت أعمال مؤتمر «{subject[0]}» في يومها رقم {told} بمشاركة الوفود."
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (opening, *said))
    title = f"مؤتمر {subject[1]}: {' '.join(chance.choices(words, k=4))}"
    head = f"<!doctype html><html lang=ar><meta charset=utf-8><title>{title}</title>"
    return f"{head}<article><h1>{title}</h1><time datetime=2024-11-04>4 نوفمبر 2024</time>{text}</article>".encode()


def _told(page: int) -> int:
    return page - 1 if page % COPY_EVERY == 0 and page else page


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
            there = self._plan.appeared(time.time())
            # What is older has scrolled out of a feed that grows.
            first = max(there - SHOWN, 0) if self._plan.grow else 0
            links = "".join(f"<item><link>{home}/news/{page}</link></item>" for page in range(first, there))
            feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>س</title>{links}</channel></rss>'
            return 200, "application/rss+xml", feed.encode()
        if path.startswith("/news/"):
            page = int(path.rpartition("/")[2])
            return 200, "text/html; charset=utf-8", page_html(self._host, page, self._plan.concerns(page))
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
    options.add_argument("--concerned", type=int, default=1, help="one page in so many concerns the dossier")
    options.add_argument("--grow", type=float, default=0.0, help="seconds over which the pages appear; 0: all at once")
    chosen = options.parse_args()
    plan = Plan(
        hosts=chosen.hosts,
        pages=chosen.pages,
        port=chosen.port,
        concerned=chosen.concerned,
        grow=chosen.grow,
        opened=time.time(),
    )
    asyncio.run(_serve(plan, chosen.ready))


if __name__ == "__main__":
    main()
