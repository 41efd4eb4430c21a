"""Hand-written stand-ins for the crawler's edges: a network and a Kafka that remember what they were told."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from contracts.addresses import page_id
from contracts.dead_letter import DeadLetter
from contracts.outcome import Outcome
from contracts.page import Page
from contracts.urls import UrlDiscovered, Visit
from services.crawler.fetch import Limits

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Request(NamedTuple):
    """What a server was asked."""

    url: str
    headers: Mapping[str, str]


class FakeTransport:
    """Answers from a dict of address to (status, headers, parts of the body) or an exception; remembers requests."""

    def __init__(self, answers: dict[str, object]) -> None:
        self.answers = answers
        self.requests: list[Request] = []

    @property
    def asked(self) -> list[str]:
        return [request.url for request in self.requests]

    async def ask(self, url: str, headers: Mapping[str, str], limits: Limits) -> "FakeReply":
        await asyncio.sleep(0)
        self.requests.append(Request(url, headers))
        answer = self.answers.get(url, (404, {}, []))
        if isinstance(answer, Exception):
            raise answer
        status, named, parts = answer
        pairs = named.items() if isinstance(named, Mapping) else named
        return FakeReply(status, tuple((name.lower(), value) for name, value in pairs), parts)


class FakeReply:
    """An answer whose body comes in parts; a number among them is a pause in seconds."""

    def __init__(self, status: int, headers: tuple[tuple[str, str], ...], parts: Iterable[bytes | float]) -> None:
        self.status = status
        self.headers = headers
        self._parts = parts

    async def parts(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            if isinstance(part, bytes):
                yield part
            else:
                await asyncio.sleep(part)

    def close(self) -> None:
        """Nothing is open."""


class FakePublisher:
    """Keeps all messages, in one list and in order; `fails` is called before each and may raise."""

    partitions = 12

    def __init__(self, fails: Callable[[object], None] = lambda _: None) -> None:
        self.sent: list[object] = []
        self._fails = fails

    async def page(self, page: Page) -> None:
        await self._keep(page)

    async def outcome(self, outcome: Outcome) -> None:
        await self._keep(outcome)

    async def discovered(self, url: UrlDiscovered) -> None:
        await self._keep(url)

    async def visit(self, visit: Visit) -> None:
        await self._keep(visit)

    async def dead(self, letter: DeadLetter) -> None:
        await self._keep(letter)

    def of(self, kind: type) -> list:
        return [message for message in self.sent if isinstance(message, kind)]

    async def _keep(self, message: object) -> None:
        await asyncio.sleep(0)
        self._fails(message)
        self.sent.append(message)


def visit(url: str = "http://paper.test/news/1", **known: object) -> Visit:
    """A page that was just discovered, with whatever else is known of it."""
    return Visit(page_id=page_id(url), url=url, outlet="paper", discovered_at=NOON, **known)
