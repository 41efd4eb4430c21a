"""One site, all its hosts together: its due addresses in order, its gate, its rules, its breaker."""

import asyncio
import heapq
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from msgspec import Struct

from contracts.addresses import page_id
from contracts.urls import Visit
from services.crawler.gate import Closed, Gate
from services.crawler.robots import Robots

log = structlog.get_logger()

LONGEST_REST = 3_600.0
_FAR = 3_600.0

# Page ids and source addresses, told apart by their shape.
Item = str
Visiting = Callable[["Host", Item], Awaitable[None]]
Learnt = Callable[["Host"], Awaitable[None]]


class Breaker(Struct, frozen=True, kw_only=True):
    """After that many failures in a row a host is left alone, `rest` seconds at first."""

    after: int = 5
    rest: float = 300.0


class Host:
    """The work on one site, from `start` to `stop`. Times are seconds since the epoch; `rules` are by host."""

    def __init__(
        self,
        name: str,
        pace: float,
        at_once: int,
        breaker: Breaker,
        visiting: Visiting,
        holds: Callable[[], bool] = lambda: True,
        known: Visit | None = None,
        learnt: Learnt | None = None,
        outlet: str = "",
    ) -> None:
        """`known` is what an earlier owner told of the host; `learnt` hears of what the next one must know.
        `outlet` is the one that it was first heard of from."""
        self.name = name
        self.outlet = outlet
        self.robots: Robots | None = None
        self.rules: dict[str, Robots] = {}
        self.robots_lock = asyncio.Lock()
        self.delay = (known.delay if known else None) or 0.0
        self.gate = Gate(max(pace, self.delay), at_once, holds)
        # Whoever owned the host before may have asked it a moment ago.
        self.gate.rest(self.gate.pace)
        self._learnt = learnt
        self._breaker = breaker
        self._visiting = visiting
        # The next answers are awaited while the last ones are being published.
        self._room = asyncio.Semaphore(at_once * 2)
        self._queue: list[tuple[float, Item]] = []
        self._new = asyncio.Event()
        self._visits: dict[Item, asyncio.Task[None]] = {}
        self._failures = 0
        self._refusals = 0
        self._refuses_until = 0.0
        self.rests_until = 0.0
        self._worker: asyncio.Task[None] | None = None
        if known and known.next_visit:
            self._take_over(known.next_visit.timestamp(), known.outcome)

    def add(self, when: datetime, item: Item) -> None:
        """Make an address due at a time."""
        heapq.heappush(self._queue, (when.timestamp(), item))
        self._new.set()

    def due(self, now: float) -> int:
        """How many addresses are due or being visited."""
        count, look = len(self._visits), [0]
        while look:
            place = look.pop()
            if place < len(self._queue) and self._queue[place][0] <= now:
                count += 1
                look += (2 * place + 1, 2 * place + 2)
        return count

    def start(self) -> None:
        """Begin to work."""
        self._worker = asyncio.create_task(self._work(), name=f"host {self.name}")

    async def stop(self, grace: float) -> None:
        """Ask nothing more; let open requests end for `grace` seconds, then break them off."""
        self.gate.close()
        if self._worker is not None:
            self._worker.cancel()
        visits = list(self._visits.values())
        if visits:
            _, late = await asyncio.wait(visits, timeout=grace)
            for visit in late:
                visit.cancel()
            await asyncio.gather(*visits, return_exceptions=True)

    def _take_over(self, until: float, outcome: str | None) -> None:
        if outcome == "refused":
            self._refuses_until = until
        else:
            self.rests_until = until
            self.gate.rest(until - time.time())

    async def slow_to(self, delay: float) -> None:
        """Keep at least the host's own delay; the next owner is told before anybody asks the host again."""
        self.gate.slow_to(delay)
        if delay != self.delay:
            self.delay = delay
            await self._tell()

    async def settled(self, before: float) -> None:
        """Tell the next owner of a rest that began since `quiet_until` was `before`."""
        if self.quiet_until > max(before, time.time() + self.gate.pace):
            await self._tell()

    @property
    def quiet_until(self) -> float:
        """Until when the host is left alone: it failed, asked for it, or refuses us."""
        return max(self.rests_until, self._refuses_until)

    async def _tell(self) -> None:
        if self._learnt is not None:
            await self._learnt(self)

    def went_well(self) -> None:
        """Note an answer that shows the host in order."""
        self._failures = self._refusals = 0

    def refused(self, rest: float) -> None:
        """Note that the host refused us; after some times in a row it is not asked for pages for `rest` seconds."""
        self._failures = 0
        self._refusals += 1
        if self._refusals >= self._breaker.after:
            self._refuses_until = time.time() + rest
            log.warning(
                "host refuses us and is left alone",
                outlet=self.outlet,
                host=self.name,
                refusals=self._refusals,
                seconds=rest,
            )

    @property
    def refuses(self) -> str | None:
        """Why no page is asked for, null where pages are."""
        if time.time() >= self._refuses_until:
            return None
        return f"not asked: the host refused {self._breaker.after} times in a row"

    def went_wrong(self, rest: float = 0.0) -> None:
        """Note a failure of the host; it asked to be left alone for `rest` seconds."""
        self._failures += 1
        over = self._failures - self._breaker.after
        if over >= 0:
            rest = max(rest, min(self._breaker.rest * 2**over, LONGEST_REST))
            log.warning("host left alone", outlet=self.outlet, host=self.name, failures=self._failures, seconds=rest)
        self.gate.rest(rest)
        self.rests_until = max(self.rests_until, time.time() + rest)

    async def _work(self) -> None:
        while True:
            item = await self._next_due()
            await self._room.acquire()
            if item in self._visits:
                self._room.release()
                continue
            visit = asyncio.create_task(self._visit(item))
            self._visits[item] = visit

    async def _next_due(self) -> Item:
        while True:
            wait = self._queue[0][0] - time.time() if self._queue else _FAR
            if wait <= 0:
                return heapq.heappop(self._queue)[1]
            self._new.clear()
            try:
                await asyncio.wait_for(self._new.wait(), min(wait, _FAR))
            except TimeoutError:
                continue

    async def _visit(self, item: Item) -> None:
        try:
            await self._visiting(self, item)
        except Closed:
            pass
        except Exception:
            # One address that breaks the crawler's own code must not stop its host; it is due again later.
            log.exception("visit broken off", host=self.name, item=item)
            self.add(datetime.fromtimestamp(time.time() + LONGEST_REST).astimezone(), item)
        finally:
            del self._visits[item]
            self._room.release()


def host_visit(host: Host, outlet: str, now: datetime) -> Visit:
    """What the next owner of a host must know before it asks it anything."""
    url = f"http://{host.name}/"
    quiet = host.quiet_until if host.quiet_until > now.timestamp() else None
    return Visit(
        page_id=page_id(url),
        url=url,
        outlet=outlet,
        kind="host",
        discovered_at=now,
        next_visit=datetime.fromtimestamp(quiet, UTC) if quiet else None,
        outcome="refused" if host.refuses else None,
        delay=host.delay or None,
    )
