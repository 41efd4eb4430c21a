"""A partition's hosts while this crawler owns it: what is known of their addresses, and the work on them."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from contracts.addresses import site_of
from contracts.urls import Visit
from services.crawler.host import Host
from services.crawler.memory import Memory

# Only what is due within so many seconds stands in the hosts' queues: most of a million addresses are due in weeks.
HORIZON = 21_600.0
# A site whose canonical links led so often to another text, and as often as not, has its links ignored.
MOST_WRONG = 3


class Territory:
    """One partition. `sources` holds the visits of its sources by address."""

    def __init__(
        self,
        partition: int,
        memory: Memory,
        sources: dict[str, Visit],
        make_host: Callable[[str, str], Host],
        horizon: float = HORIZON,
    ) -> None:
        self._horizon = horizon
        self.partition = partition
        self.memory = memory
        self.sources = sources
        self.hosts: dict[str, Host] = {}
        # What owners of the hosts learnt of them: their delay, and whether they are to be left alone.
        self.told: dict[str, Visit] = {}
        # Canonical links of a site that were followed, and those of them that led to another text.
        self.followed: Counter[str] = Counter()
        self.disowned: Counter[str] = Counter()
        self._make_host = make_host
        self._looking: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Work on everything that has a time to be visited at."""
        await self._look_ahead()
        self._looking = asyncio.create_task(self._keep_looking(), name=f"looking ahead in {self.partition}")

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(self._horizon / 2)
            await self._look_ahead()

    async def _look_ahead(self) -> None:
        for count, visit in enumerate(itertools.chain(list(self.sources.values()), self.memory.visits())):
            self.plan(visit)
            if count % 1_000 == 999:
                await asyncio.sleep(0)  # a million of them take seconds, in which other hosts have work to do

    def plan(self, visit: Visit) -> None:
        """Have an address visited at its time, by its host; one that is due much later is planned later."""
        if visit.next_visit is None or visit.next_visit.timestamp() > time.time() + self._horizon:
            return
        name = site_of(visit.url)
        host = self.hosts.get(name)
        if host is None:
            host = self.hosts[name] = self._make_host(name, visit.outlet)
            host.start()
        host.add(visit.next_visit, visit.url if visit.kind == "source" else visit.page_id)

    def remember(self, visit: Visit) -> None:
        """Take the place of what was known of an address, and plan its next visit."""
        if visit.kind == "source":
            self.sources[visit.url] = visit
        else:
            self.memory.put(visit)
        self.plan(visit)

    def known(self, item: str) -> Visit | None:
        """What is known of a due item: a source by its address, a page by its id."""
        return self.sources.get(item) if "/" in item else self.memory.get(item)

    async def end(self, grace: float) -> None:
        """Stop all hosts; returns when none of their requests is open."""
        if self._looking is not None:
            self._looking.cancel()
        await asyncio.gather(*(host.stop(grace) for host in self.hosts.values()))

    def believes_canonicals(self, site: str) -> bool:
        """Whether a site's canonical links are to be followed: not once enough of them have led to another text."""
        wrong = self.disowned[site]
        return wrong < MOST_WRONG or wrong * 2 < self.followed[site]

    def due(self) -> int:
        """How many addresses are due now or being visited."""
        now = datetime.now(UTC).timestamp()
        return sum(host.due(now) for host in self.hosts.values())

    def unpolled(self) -> Iterator[Visit]:
        """The sources that nobody has polled yet."""
        return (visit for visit in self.sources.values() if visit.visited_at is None)
