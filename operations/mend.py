"""What to mend about a source that does not work: where its outlet itself says that its lists are."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from contracts.addresses import site_of
from contracts.outlet import Outlet
from operations.hosts import Hosts
from operations.source_check import SourceChecked
from services.crawler.ask import Asking
from services.crawler.fetch import Answer, FetchFailed, Limits
from services.crawler.sources import source_visit

# RSS Advisory Board and RFC 4287: how a page's head names its feeds.
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_MOST = 3


async def what_to_mend(checked: SourceChecked, outlet: Outlet, asking: Asking, hosts: Hosts) -> str | None:
    """A sentence for whoever reviews the outlets; null where nothing is to be mended. Asks the home page at most."""
    if not checked.broken:
        return None
    if checked.verdict == "moved":
        return f"declare {checked.answered if checked.status == 200 else _target(checked)}"
    if checked.verdict == "refuses":
        return "leave it alone, and say so in the outlet's note"
    if checked.verdict == "unreachable":
        return "try again later; ask whether the host still stands"
    others = [url for url in await _lists_named(outlet, asking, hosts) if url != checked.url]
    return f"the outlet names {', '.join(others[:_MOST])}" if others else "look for another list on its home page"


def _target(checked: SourceChecked) -> str:
    return (checked.reason or "").rpartition(" to ")[2]


async def _lists_named(outlet: Outlet, asking: Asking, hosts: Hosts) -> list[str]:
    host = hosts.host(outlet.home)
    robots = await asking.robots_of(host, outlet.home)
    if robots.unreachable or not asking.allowed(robots, outlet.home):
        return []
    named = list(robots.rules.sitemaps) if robots.rules else []
    try:
        visit = source_visit(outlet.home, outlet.id, datetime.now(UTC))
        answer = await asking.follow(host, visit, Limits(cut=True), same=lambda target: site_of(target) == host.name)
    except FetchFailed:
        return named
    return [*feeds_named(answer), *named]


def feeds_named(answer: Answer) -> Iterable[str]:
    """The feeds that a page's head names, as whole addresses in its order."""
    tree = LexborHTMLParser(answer.body)
    for node in tree.css("link[rel~=alternate][href]"):
        if (node.attributes.get("type") or "").lower() in _FEED_TYPES:
            yield urljoin(answer.url, node.attributes.get("href") or "")
