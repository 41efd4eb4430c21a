"""The crawler: territories come and go with partitions, and each host in them is worked on."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import structlog

from contracts.addresses import site_of
from contracts.outlet import Outlet
from contracts.urls import Visit
from services.crawler import metrics
from services.crawler.host import Breaker, Host, host_visit
from services.crawler.measure import measure, measure_disk
from services.crawler.partition import partition_of
from services.crawler.polling import Polling
from services.crawler.publish import Publisher
from services.crawler.recall import Recalled
from services.crawler.receive import receive
from services.crawler.settings import CrawlerSettings
from services.crawler.sources import Sources, source_visit
from services.crawler.territory import Territory
from services.crawler.visiting import Visiting

log = structlog.get_logger()

# Reads the visits of partitions back; blocks, and so runs on a thread.
Recall = Callable[[Iterable[int], Callable[[int, Visit], None], Callable[[], bool]], None]

# For hosts whose outlet is declared no more: contracts.outlet's own defaults.
_DEFAULT_PACE = 5.0


class Crawler:
    """Owns territories. `assign`, `release` and `receive` are called as the group and the inbox say."""

    def __init__(
        self,
        outlets: Mapping[str, Outlet],
        visiting: Visiting,
        polling: Polling,
        publisher: Publisher,
        recall: Recall,
        settings: CrawlerSettings,
        holds: Callable[[], bool] = lambda: True,
        phrases: Sequence[str] = (),
    ) -> None:
        """`holds` says whether the partitions are certainly this crawler's; while it says no, no host is asked.
        `phrases` are looked for on the outlets' own search pages."""
        self._holds = holds
        self._outlets = outlets
        self._sources = Sources(outlets, phrases, settings.search_every)
        self._visiting = visiting
        self._polling = polling
        self._publisher = publisher
        self._recall = recall
        self._settings = settings
        self._loading: dict[int, asyncio.Task[Territory]] = {}
        self._joined = False

    @property
    def joined(self) -> bool:
        """Whether the group has given this crawler its share, be it none, and all of it is recalled."""
        return self._joined and all(task.done() for task in self._loading.values())

    def assign(self, partitions: Iterable[int]) -> None:
        """Begin to work for partitions, as soon as they are recalled."""
        self._joined = True
        new = sorted(set(partitions) - set(self._loading))
        if not new:
            return
        log.info("partitions taken", partitions=new)
        loaded = asyncio.create_task(self._load(new))
        for partition in new:
            self._loading[partition] = asyncio.create_task(self._territory(partition, loaded))

    async def release(self, partitions: Iterable[int], grace: float) -> None:
        """Stop working for partitions; returns when none of their requests is open and all they brought is safe."""
        leaving = [self._loading.pop(partition) for partition in set(partitions) & set(self._loading)]
        for task in leaving:
            if not task.done():
                task.cancel()
        loaded = await asyncio.gather(*leaving, return_exceptions=True)
        await asyncio.gather(*(each.end(grace) for each in loaded if isinstance(each, Territory)))
        log.info("partitions released", partitions=sorted(partitions))

    async def receive(self, records: Mapping[int, Sequence[Any]]) -> None:
        """Take in records of masar.urls by partition; returns when all that follows from them is safe."""
        for partition, batch in records.items():
            if task := self._loading.get(partition):
                await receive(await asyncio.shield(task), batch, self._publisher)

    def measure(self) -> None:
        """Bring the gauges up to date."""
        tasks = self._loading.values()
        territories = [task.result() for task in tasks if task.done() and not task.cancelled() and not task.exception()]
        unpolled = sum(1 for territory in territories for _ in territory.unpolled())
        metrics.sources_unpolled.set(unpolled if self.joined else len(self._sources))
        measure(territories, self._outlets)
        measure_disk(self._settings.archive)

    async def _load(self, partitions: Sequence[int]) -> dict[int, Recalled]:
        kept = {partition: Recalled() for partition in partitions}

        def keep(partition: int, visit: Visit) -> None:
            kept[partition].keep(visit)

        await asyncio.to_thread(self._recall, partitions, keep, lambda: bool(set(partitions) & set(self._loading)))
        return kept

    async def _territory(self, partition: int, loaded: "asyncio.Task[dict[int, Recalled]]") -> Territory:
        recalled = (await asyncio.shield(loaded))[partition]
        memory = recalled.memory
        sources = {url: visit for url, visit in recalled.sources.items() if self._sources.followed(visit)}
        now = datetime.now(UTC)
        for url, outlet in self._sources.outlets().items():
            if partition_of(site_of(url), self._publisher.partitions) == partition:
                sources.setdefault(url, source_visit(url, outlet, now))
        territory = Territory(partition, memory, sources, lambda name, outlet: self._host(territory, name, outlet))
        territory.told.update(recalled.hosts)
        await territory.begin()
        log.info("partition recalled", partition=partition, addresses=len(memory), sources=len(sources))
        return territory

    def _host(self, territory: Territory, name: str, outlet: str) -> Host:
        declared = self._outlets.get(outlet)
        pace = max(declared.pace if declared else _DEFAULT_PACE, self._settings.least_pace)
        breaker = Breaker(after=self._settings.breaker_after, rest=self._settings.breaker_rest)

        async def work(host: Host, item: str) -> None:
            before = host.quiet_until
            await self._work(territory, host, item)
            await host.settled(before)

        async def learnt(host: Host) -> None:
            territory.told[name] = told = host_visit(host, outlet, datetime.now(UTC))
            await self._publisher.visit(told)

        known = territory.told.get(name)
        at_once = declared.at_once if declared else 1
        return Host(name, pace, at_once, breaker, work, self._holds, known, learnt, outlet)

    async def _work(self, territory: Territory, host: Host, item: str) -> None:
        visit = territory.known(item)
        # The queue keeps what was planned before as well: only what is known now counts.
        if visit is None or visit.next_visit is None or visit.next_visit > datetime.now(UTC):
            return
        if visit.kind == "page":
            await self._visiting.visit(territory, host, visit)
        elif followed := self._sources.followed(visit):
            await self._polling.poll(territory, host, visit, followed)
        else:
            # Another crawler, with other outlets declared, pointed to it.
            territory.sources.pop(visit.url, None)
