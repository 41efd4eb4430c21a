"""The sources that outlets declare, and how a source is remembered before anybody has polled it."""

from datetime import datetime

from contracts.addresses import normalised, page_id
from contracts.outlet import Outlet, Source
from contracts.urls import Visit


class Sources:
    """The sources of all outlets by address, as they are polled."""

    def __init__(self, outlets: dict[str, Outlet]) -> None:
        self._by_url = {
            normalised(source.url): (outlet.id, source)
            for outlet in outlets.values()
            for source in outlet.sources
            if "{" not in source.url
        }

    def __len__(self) -> int:
        return len(self._by_url)

    def outlets(self) -> dict[str, str]:
        """The outlet's id by the source's address."""
        return {url: outlet for url, (outlet, _) in self._by_url.items()}

    def source_of(self, visit: Visit) -> Source | None:
        """What a source was declared as, or the list that pointed to it; null where it is declared no more."""
        declared = self._by_url.get(visit.url) or self._by_url.get(visit.discovered_by)
        return declared[1] if declared else None


def source_visit(url: str, outlet: str, now: datetime, discovered_by: str = "") -> Visit:
    """A source that nobody has polled yet."""
    return Visit(
        page_id=page_id(url),
        url=url,
        outlet=outlet,
        kind="source",
        discovered_by=discovered_by,
        discovered_at=now,
        next_visit=now,
    )
