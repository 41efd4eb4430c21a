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


async def check_sources(
    sources: Sequence[tuple[Outlet, Source]], asking: Asking, hosts: Hosts, settings: CrawlerSettings
) -> AsyncIterator[SourceChecked]:
    """Each source's check, as they come. The crawler's own bounds hold: per host its gate, over all `at_once`."""

    async def one(outlet: Outlet, source: Source) -> SourceChecked:
        checked = await check_source(outlet.id, source, asking, hosts, settings)
        return replace(checked, mend=await what_to_mend(checked, outlet, asking, hosts))

    tasks = [asyncio.create_task(one(outlet, source)) for outlet, source in sources]
    try:
        for done in asyncio.as_completed(tasks):
            yield await done
    finally:
        for task in tasks:
            task.cancel()
