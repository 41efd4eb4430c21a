"""Fetches a second where no pace binds, beside a bare httpx loop over the same pages in the same run."""

import asyncio
import time
import uuid
from pathlib import Path

import httpx

from evaluation.crawl.places import Press, crawlers, outlets_file, press_of, until

AT_ONCE = 64


def speed(kafka: str, folder: Path, hosts: int, pages: int, patience: float) -> dict[str, object]:
    """One crawler, all pages known from the start, `pages` of each host. Fetches a second by the servers' log."""
    with press_of(folder / "press", hosts, pages, 0.0, 0.0) as press:
        urls = list(press.pages())
        before = asyncio.run(_bare(urls))
        ours = _ours(press, kafka, folder, len(urls), patience)
        after = asyncio.run(_bare(urls))
    bare = (before + after) / 2
    return {
        "fetches/s, crawler": f"{ours:.0f}",
        "fetches/s, httpx alone": f"{bare:.0f} ({before:.0f} before, {after:.0f} after)",
        "share": f"{ours / bare:.2f}",
    }


def _ours(press: Press, kafka: str, folder: Path, total: int, patience: float) -> float:
    outlets = outlets_file(folder / "outlets.toml", press.plan.names(), 0.0, 4, 3_600.0)
    begun = press.rough_count()
    with crawlers(kafka, outlets, folder / "logs", f"bench-{uuid.uuid4().hex[:8]}") as start:
        start()
        until("all pages", lambda: press.rough_count() >= begun + total, patience)
        time.sleep(2.0)
    moments = sorted(line.began for line in press.log() if line.path.startswith("/news/"))[begun:]
    return (len(moments) - 1) / (moments[-1] - moments[0]) if len(moments) > 1 else 0.0


async def _bare(urls: list[str]) -> float:
    # From host to host, so that connections are kept and none waits for another: the loop at its best.
    left = iter(sorted(urls, key=lambda url: int(url.rpartition("/")[2])))
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(limits=limits, trust_env=False, timeout=60.0) as client:

        async def one_after_another() -> None:
            for url in left:
                (await client.get(url)).raise_for_status()

        began = time.monotonic()
        await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
        return len(urls) / (time.monotonic() - began)
