"""The hosts that a check asks, each with the gate that the crawler would give it."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from contracts.addresses import host_of, site_of
from contracts.outlet import Outlet, Source
from services.crawler.host import Breaker, Host
from services.crawler.settings import CrawlerSettings

# contracts.outlet's own default, for hosts that no outlet declares.
DEFAULT_PACE = 5.0


class Hosts:
    """Makes each host once. Asks nothing itself."""

    def __init__(self, outlets: Mapping[str, Outlet], settings: CrawlerSettings) -> None:
        self._outlets = outlets
        self._settings = settings
        self._hosts: dict[str, Host] = {}

    def host(self, url: str) -> Host:
        """The host of an address; its gate keeps the pace of the outlet that declares it."""
        name = site_of(url)
        if name not in self._hosts:
            outlet = outlet_of(url, self._outlets)
            # A new host of the crawler rests first, because another crawler may just have asked it; a check is rare.
            host = Host(name, 0.0, outlet.at_once if outlet else 1, Breaker(), _nothing)
            host.gate.pace = pace_of(outlet, self._settings)
            self._hosts[name] = host
        return self._hosts[name]


def pace_of(outlet: Outlet | None, settings: CrawlerSettings) -> float:
    """The seconds between two requests to an outlet's host, before its robots.txt has its say."""
    return max(outlet.pace if outlet else DEFAULT_PACE, settings.least_pace)


def outlet_of(url: str, outlets: Mapping[str, Outlet]) -> Outlet | None:
    """The outlet that declares an address: the source itself, or the host of its home or of a source; null for none.

    Of several editions on one host, the one whose home the address lies deepest under.
    """
    found = [(_nearness(url, outlet), name) for name, outlet in outlets.items()]
    nearness, name = max(found, default=(0, ""))
    return outlets[name] if nearness else None


def source_of(url: str, outlet: Outlet | None) -> Source | None:
    """The source of the outlet at exactly that address; null where it is none."""
    return next((source for source in (outlet.sources if outlet else ()) if source.url == url), None)


def _nearness(url: str, outlet: Outlet) -> int:
    if source_of(url, outlet):
        return 1_000_000
    if host_of(outlet.home) == host_of(url) and url.startswith(outlet.home):
        return 1 + len(outlet.home)
    places = (outlet.home, *(source.url for source in outlet.sources))
    return int(_bare(url) in {_bare(place) for place in places})


def _bare(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


async def _nothing(host: Host, item: str) -> None:
    """A check plans no visits."""
