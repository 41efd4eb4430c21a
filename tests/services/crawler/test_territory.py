import asyncio
from datetime import UTC, datetime, timedelta

from crawl_fakes import visit

from services.crawler.memory import Memory
from services.crawler.territory import HORIZON, Territory


class _Host:
    def __init__(self) -> None:
        self.planned: list[str] = []

    def start(self) -> None:
        """Nothing works in these tests."""

    def add(self, when: datetime, item: str) -> None:
        self.planned.append(item)

    async def stop(self, grace: float) -> None:
        """Nothing is open in these tests."""


def _planned(due_in: timedelta | None, seconds: float = 0.0, horizon: float = HORIZON) -> list[str]:
    async def run() -> list[str]:
        memory, host = Memory(), _Host()
        memory.put(visit(next_visit=datetime.now(UTC) + due_in if due_in else None))
        here = Territory(0, memory, {}, lambda name, outlet: host, horizon)
        await here.begin()
        await asyncio.sleep(seconds)
        await here.end(grace=0.0)
        return host.planned

    return asyncio.run(run())


def test_what_is_due_soon_is_planned_and_what_is_never_due_is_not() -> None:
    assert _planned(timedelta(hours=1)) == [visit().page_id]
    assert _planned(None) == []


def test_what_is_due_in_weeks_is_planned_when_its_time_comes_near() -> None:
    assert _planned(timedelta(days=9)) == []
    assert _planned(timedelta(seconds=0.35), horizon=0.2) == []
    assert _planned(timedelta(seconds=0.35), seconds=0.5, horizon=0.2) != []
