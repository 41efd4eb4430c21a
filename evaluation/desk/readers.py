"""Twenty readers at once: each asks for pages one after another, with the pauses of somebody who reads."""

import asyncio
import random
import re
import time
from collections.abc import Mapping, Sequence
from statistics import median, quantiles

import aiohttp
from msgspec import Struct

_TIMING = re.compile(r"index;dur=([\d.]+)")
# Of fewer answers no percentile says anything; the slowest stands for it.
_FEW = 5


class Taken(Struct, frozen=True, kw_only=True):
    """How long pages of one kind took, in milliseconds; `index` is the median share of it spent on Elasticsearch."""

    page: str
    asked: int
    failed: int
    median: float
    p95: float
    index: float


async def read(
    address: str, pages: Mapping[str, Sequence[str]], readers: int, seconds: float, pause: float
) -> list[Taken]:
    """Let so many readers read for so long; `pause` is the mean time between a page and the next of one reader."""
    times: dict[str, list[tuple[float, float, bool]]] = {kind: [] for kind in pages}
    end = time.monotonic() + seconds
    async with aiohttp.ClientSession(address) as session:
        await asyncio.gather(*(_reader(session, pages, times, number, end, pause) for number in range(readers)))
    return [taken_of(kind, found) for kind, found in times.items() if found]


async def _reader(
    session: aiohttp.ClientSession,
    pages: Mapping[str, Sequence[str]],
    times: dict[str, list[tuple[float, float, bool]]],
    number: int,
    end: float,
    pause: float,
) -> None:
    chance = random.Random(number)  # noqa: S311  # invented, not secret
    kinds = list(pages)
    await asyncio.sleep(chance.random() * pause)
    while time.monotonic() < end:
        kind = chance.choice(kinds)
        began = time.monotonic()
        async with session.get(chance.choice(pages[kind])) as answer:
            await answer.read()
            told = _TIMING.search(answer.headers.get("Server-Timing", ""))
            index = float(told[1]) if told else 0.0
            times[kind].append(((time.monotonic() - began) * 1000, index, answer.status == 200))
        await asyncio.sleep(chance.random() * 2 * pause)


def taken_of(kind: str, found: Sequence[tuple[float, float, bool]]) -> Taken:
    """The figures of one kind of page, of (whole milliseconds, those of Elasticsearch, whether it was answered)."""
    took = sorted(whole for whole, _, _ in found)
    return Taken(
        page=kind,
        asked=len(found),
        failed=sum(not ok for _, _, ok in found),
        median=median(took),
        p95=quantiles(took, n=20)[18] if len(took) >= _FEW else max(took),
        index=median(index / whole for whole, index, _ in found),
    )
