"""Asking a host: through its gate, under its robots.txt, redirects followed only within the same page."""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from msgspec.structs import replace

from contracts.addresses import site_of
from contracts.urls import Visit
from services.crawler import metrics
from services.crawler.fetch import Answer, FetchFailed, Limits, Transport, fetch
from services.crawler.host import Host
from services.crawler.robots import ROBOTS_LIMIT, Robots, no_robots, read_robots
from services.crawler.settings import CrawlerSettings
from services.crawler.verdict import MOST_HOPS


class Asking:
    """The crawler's one way to talk to servers."""

    def __init__(self, transport: Transport, settings: CrawlerSettings) -> None:
        self._transport = transport
        self._settings = settings
        self._headers = {"user-agent": settings.user_agent, "accept-encoding": "gzip", "accept-language": "ar,*;q=0.5"}
        self._open = asyncio.Semaphore(settings.at_once)

    async def robots_of(self, host: Host, url: str) -> Robots:
        """The rules for an address of a site, asked for anew when they have expired: www has rules of its own."""
        parts = urlsplit(url)
        async with host.robots_lock:
            robots = host.rules.get(parts.netloc)
            if robots is None or robots.expires <= datetime.now(UTC):
                robots = host.rules[parts.netloc] = await self._fresh_robots(host, f"{parts.scheme}://{parts.netloc}")
                await host.slow_to(max(each.delay(self._settings.agent) for each in host.rules.values()))
            host.robots = robots
            return robots

    def allowed(self, robots: Robots, url: str) -> bool:
        """Whether the rules let this crawler have the address."""
        return robots.allows(url, self._settings.agent)

    def headers(self, visit: Visit) -> dict[str, str]:
        """The headers that a visit is asked with."""
        return {**self._headers, **_conditions(visit)}

    async def follow(
        self,
        host: Host,
        visit: Visit,
        limits: Limits,
        same: Callable[[str], bool],
        wanted: Callable[[Answer], bool] = lambda _: True,
    ) -> Answer:
        """The answer at a visit's address; redirects are followed on the site where `same` says yes to the target.

        Any other redirect is returned as it is. Raises FetchFailed, Closed.
        """
        asked: set[str] = set()
        url = visit.url
        while True:
            asked.add(url)
            answer = await self._ask(host, url, self.headers(visit), limits, wanted)
            target = _target(answer)
            if target is None or target in asked or len(asked) > MOST_HOPS:
                return answer
            if site_of(target) != host.name or not same(target):
                return answer
            if not self.allowed(await self.robots_of(host, target), target):
                return answer
            url = target

    async def _fresh_robots(self, host: Host, origin: str) -> Robots:
        settings = self._settings
        limits = replace(settings.limits, body=ROBOTS_LIMIT, cut=True)
        asked: set[str] = set()
        url: str | None = f"{origin}/robots.txt"
        try:
            while url is not None and url not in asked and len(asked) <= MOST_HOPS:
                asked.add(url)
                answer = await self._ask(host, url, self._headers, limits)
                target = _target(answer)
                url = target if target and site_of(target) == host.name else None
        except FetchFailed as failure:
            host.went_wrong()
            return no_robots(f"robots.txt: {failure}", datetime.now(UTC), settings.robots_retry)
        return read_robots(answer, datetime.now(UTC), settings.robots_for, settings.robots_retry)

    async def _ask(
        self,
        host: Host,
        url: str,
        headers: Mapping[str, str],
        limits: Limits,
        wanted: Callable[[Answer], bool] = lambda _: True,
    ) -> Answer:
        async with host.gate.turn() as answered, self._open:
            started = time.monotonic()
            try:
                answer = await fetch(self._transport, url, headers, limits, wanted, answered)
            finally:
                metrics.fetch_seconds.observe(time.monotonic() - started)
            metrics.received_bytes.inc(len(answer.body))
            return answer


def _conditions(visit: Visit) -> dict[str, str]:
    """Only where there is content that a 304 could leave in force, and nobody waits to compare it."""
    conditions: dict[str, str] = {}
    if visit.aliases:
        return conditions
    if visit.etag and visit.signature:
        conditions["if-none-match"] = visit.etag
    if visit.last_modified and visit.signature:
        conditions["if-modified-since"] = visit.last_modified
    return conditions


def _target(answer: Answer) -> str | None:
    location = answer.header("location")
    if answer.status not in (301, 302, 303, 307, 308) or not location:
        return None
    target = urldefrag(urljoin(answer.url, location)).url
    return target if urlsplit(target).scheme in ("http", "https") else None
