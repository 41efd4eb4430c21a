"""The sources that outlets declare and those they lead to, and how each is to be polled."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from contracts.addresses import normalised, page_id
from contracts.outlet import Outlet, Source
from contracts.urls import Visit
from services.crawler.poll_times import DAY, QUIET

# Where the phrase goes in the address of a search.
QUERY = "{query}"
# How rarely the dossier's phrases are looked for on one outlet, unless set otherwise: searches cost a server most.
SEARCH_EVERY = 21_600.0

# The shortest pauses of what was found: of an index's many sitemaps most are archives, and a home page is no list.
_LEAST_FOUND = {"sitemap": 3_600.0, "home": DAY}


class Followed(Struct, frozen=True, kw_only=True):
    """How a source is polled. `slowest` is the longest pause, in seconds; `home` is the page to be asked for lists
    when the source is dead, null where none may; `take_named` says that lists which the page names are wanted, and
    `recent` that of its sitemaps only what is new counts."""

    source: Source
    slowest: float
    home: str | None = None
    take_named: bool = False
    recent: bool = False


class Sources:
    """The sources of all outlets by address, as they are polled; a search once for each phrase."""

    def __init__(
        self, outlets: Mapping[str, Outlet], phrases: Sequence[str] = (), search_every: float = SEARCH_EVERY
    ) -> None:
        self._outlets = outlets
        self._by_url = {
            normalised(source.url): (outlet.id, source)
            for outlet in outlets.values()
            for declared in outlet.sources
            for source in polled(declared, phrases, search_every)
        }

    def __len__(self) -> int:
        return len(self._by_url)

    def outlets(self) -> dict[str, str]:
        """The outlet's id by the source's address."""
        return {url: outlet for url, (outlet, _) in self._by_url.items()}

    def followed(self, visit: Visit) -> Followed | None:
        """How a source is polled, declared or found by one that is; null where nothing declared leads to it."""
        declared = self._by_url.get(visit.url)
        if declared:
            return self._as_declared(*declared)
        origin = self._by_url.get(visit.discovered_by)
        return self._as_found(*origin, visit) if origin else None

    def _as_declared(self, name: str, source: Source) -> Followed:
        outlet = self._outlets[name]
        lists_only = {each.kind for each in outlet.sources} <= {"section", "search", "home"}
        return Followed(
            source=source,
            slowest=QUIET * source.every,
            home=normalised(outlet.home) if outlet.find_lists and source.kind in ("feed", "sitemap") else None,
            take_named=source.kind == "home" or (source.kind == "section" and outlet.find_lists and lists_only),
        )

    def _as_found(self, name: str, origin: Source, visit: Visit) -> Followed:
        kind = visit.lists or origin.kind
        if visit.hops and kind == origin.kind:
            # A redirect leads to the declared source itself, under another address.
            declared = self._as_declared(name, origin)
            return replace(declared, source=replace(origin, url=visit.url))
        every = max(origin.every, _LEAST_FOUND.get(kind, 0.0))
        return Followed(
            source=replace(origin, url=visit.url, kind=kind, every=every),
            slowest=max(QUIET * every, DAY if kind == "sitemap" else 0.0),
            take_named=kind == "home",
            recent=kind == "sitemap" and origin.kind != "sitemap",
        )


def polled(source: Source, phrases: Sequence[str], search_every: float) -> list[Source]:
    """A declared source as it is polled: a search once for each phrase, a home once a day."""
    if source.kind == "home":
        return [replace(source, every=max(source.every, DAY))]
    if QUERY not in source.url:
        return [source]
    every = max(source.every, search_every)
    return [replace(source, url=source.url.replace(QUERY, quote(each, safe="")), every=every) for each in phrases]


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
