"""A crawler among fakes that owns every host: what it hands on through masar.urls comes back to it."""

import asyncio
from collections.abc import Callable, Sequence
from types import SimpleNamespace

from crawl_fakes import FakePublisher, FakeTransport

from contracts.addresses import site_of
from contracts.codec import encode
from contracts.outlet import Outlet, Source
from contracts.urls import UrlDiscovered, Visit
from services.crawler import metrics
from services.crawler.ask import Asking
from services.crawler.crawler import Crawler
from services.crawler.partition import partition_of
from services.crawler.polling import Polling
from services.crawler.settings import CrawlerSettings
from services.crawler.visiting import Visiting

HOME = "http://paper.test"
# Of a test that waits for what never comes.
LONGEST = 120.0
SETTINGS = CrawlerSettings(revisit_first=1_000.0, retry_first=0.05, retry_longest=0.1, search_every=0.1)


class PollTrial:
    """Lists come back at once, as their host's owner would get them; pages are only counted."""

    def __init__(
        self,
        answers: dict[str, object],
        sources: Sequence[Source],
        phrases: Sequence[str] = (),
        known: Sequence[Visit] = (),
        **more: object,
    ) -> None:
        outlet = Outlet(
            id="paper",
            name_ar="صحيفة",
            name_en="Paper",
            country="KW",
            kind="web",
            home=f"{HOME}/",
            sources=tuple(sources),
            pace=0.0,
            **more,
        )
        self.unpolled: float | None = None
        self.network, self.kafka = FakeTransport(answers), FakePublisher()
        asking = Asking(self.network, SETTINGS)
        self.crawler = Crawler(
            {"paper": outlet},
            Visiting(asking, self.kafka, SETTINGS),
            Polling(asking, self.kafka, SETTINGS),
            self.kafka,
            lambda partitions, keep, wanted: [keep(_partition(each.url), each) for each in known],
            SETTINGS,
            phrases=phrases,
        )

    def run(self, until: Callable[["PollTrial"], object], longer: float = 0.1) -> "PollTrial":
        """Crawl until something is true, and some seconds longer for what must not happen. Raises TimeoutError."""
        asyncio.run(asyncio.wait_for(self._run(until, longer), LONGEST))
        return self

    def lists(self) -> list[tuple[str, str | None]]:
        """The lists handed on, each once, with their kinds."""
        return list(dict.fromkeys((url.url, url.lists) for url in self.kafka.of(UrlDiscovered) if url.lists))

    def pages(self) -> list[str]:
        """The addresses of the pages found, each once."""
        return list(dict.fromkeys(url.url for url in self.kafka.of(UrlDiscovered) if not url.lists))

    def polls(self, url: str) -> int:
        """How often a source was polled to the end."""
        return max((each.visits for each in self.kafka.of(Visit) if each.url == url), default=0)

    def last_visit(self, url: str) -> Visit:
        """What is remembered of a source."""
        return [each for each in self.kafka.of(Visit) if each.url == url][-1]

    async def _run(self, until: Callable[["PollTrial"], object], longer: float) -> None:
        owned = range(FakePublisher.partitions)
        self.crawler.assign(owned)
        returning = asyncio.create_task(self._return_lists())
        while not until(self):  # noqa: ASYNC110  # what is waited for has no event
            await asyncio.sleep(0.01)
        await asyncio.sleep(longer)
        self.crawler.measure()
        self.unpolled = metrics.sources_unpolled.collect()[0].samples[0].value
        returning.cancel()
        await self.crawler.release(owned, grace=1.0)

    async def _return_lists(self) -> None:
        handed = 0
        while True:
            told = self.kafka.of(UrlDiscovered)
            for url in told[handed:]:
                if url.lists:
                    await self.crawler.receive({_partition(url.url): [_record(url)]})
            handed = len(told)
            await asyncio.sleep(0.01)


def _partition(url: str) -> int:
    return partition_of(site_of(url), FakePublisher.partitions)


def _record(url: UrlDiscovered) -> object:
    return SimpleNamespace(
        topic="masar.urls", partition=_partition(url.url), offset=1, key=b"", value=encode(url), headers=[]
    )
