"""What to mend about a source: where its outlet itself says that its lists are, and whether it is still written."""

from datetime import UTC, datetime, timedelta

from contracts.outlet import Outlet
from operations.hosts import Hosts
from operations.source_check import SourceChecked
from services.crawler.ask import Asking
from services.crawler.fetch import FetchFailed, Limits
from services.crawler.named import feeds_named, sitemaps_named
from services.crawler.sources import source_visit

_MOST = 3
# A list whose newest entry is older than this may be a file that nobody writes any more.
_FROZEN_AFTER = timedelta(days=30)


async def what_to_mend(checked: SourceChecked, outlet: Outlet, asking: Asking, hosts: Hosts) -> str | None:
    """A sentence for whoever reviews the outlets; null where nothing is to be mended. Asks the home page at most."""
    if not checked.broken:
        return _frozen(checked, datetime.now(UTC))
    if checked.verdict == "moved":
        return f"declare {checked.answered}"
    if checked.verdict == "refuses":
        return "leave it alone, and say so in the outlet's note"
    if checked.verdict == "unreachable":
        return "try again later; ask whether the host still stands"
    others = [url for url in await _lists_named(outlet, asking, hosts) if url != checked.url]
    return f"the outlet names {', '.join(others[:_MOST])}" if others else "look for another list on its home page"


def _frozen(checked: SourceChecked, now: datetime) -> str | None:
    if checked.newest is None or now - checked.newest < _FROZEN_AFTER:
        return None
    return "nothing new for long: see whether the outlet still writes this list"


async def _lists_named(outlet: Outlet, asking: Asking, hosts: Hosts) -> list[str]:
    host = hosts.host(outlet.home)
    robots = await asking.robots_of(host, outlet.home)
    if robots.unreachable or not asking.allowed(robots, outlet.home):
        return []
    named = list(sitemaps_named(robots))
    try:
        visit = source_visit(outlet.home, outlet.id, datetime.now(UTC))
        answer = await asking.follow(host, visit, Limits(cut=True), same=lambda _: True)
    except FetchFailed:
        return named
    return [*feeds_named(answer), *named]
