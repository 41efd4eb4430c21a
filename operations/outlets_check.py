"""Trying every source of the outlets: hosts side by side, each at its own pace."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence

from msgspec.structs import replace

from contracts.outlet import Outlet, Source
from operations.hosts import Hosts
from operations.mend import what_to_mend
from operations.source_check import SourceChecked, check_source
from services.crawler.ask import Asking
from services.crawler.settings import CrawlerSettings


def sources_of(outlets: Mapping[str, Outlet], wanted: Sequence[str]) -> list[tuple[Outlet, Source]]:
    """Every source with its outlet, of the outlets named or of all. Raises ValueError for an outlet that is none."""
    if unknown := sorted(set(wanted) - set(outlets)):
        raise ValueError(f"no such outlet: {', '.join(unknown)}")
    chosen = [outlets[name] for name in dict.fromkeys(wanted)] if wanted else list(outlets.values())
    return [(outlet, source) for outlet in chosen for source in outlet.sources]


def left_alone(outlets: Mapping[str, Outlet], wanted: Sequence[str]) -> list[SourceChecked]:
    """The outlets that declare no source on purpose, with what their note says of the reason."""
    return [
        SourceChecked(outlet=outlet.id, url=outlet.home, kind="none", verdict="left alone", reason=outlet.note)
        for outlet in outlets.values()
        if not outlet.sources and (not wanted or outlet.id in wanted)
    ]


async def check_sources(
    sources: Sequence[tuple[Outlet, Source]],
    asking: Asking,
    hosts: Hosts,
    settings: CrawlerSettings,
    phrases: Sequence[str] = (),
) -> AsyncIterator[SourceChecked]:
    """Each source's check, as they come. The crawler's own bounds hold: per host its gate, over all `at_once`."""

    async def one(outlet: Outlet, source: Source) -> SourceChecked:
        checked = await check_source(outlet.id, source, asking, hosts, settings, phrases)
        mend = await what_to_mend(checked, outlet, asking, hosts)
        return replace(checked, mend=mend, verified=outlet.verified)

    tasks = [asyncio.create_task(one(outlet, source)) for outlet, source in sources]
    try:
        for done in asyncio.as_completed(tasks):
            yield await done
    finally:
        for task in tasks:
            task.cancel()
