"""What the servers' own logs say of the crawlers' manners, and what Kafka says of their exactness. Pure."""

import itertools
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from evaluation.crawl.press import Asked

# What a clock cannot tell apart from its beginning lasted so long, in seconds.
_LEAST = 1e-6


class Manners(Struct, frozen=True, kw_only=True):
    """`too_soon` counts requests closer to the one before than the pace; `nearest` is the least gap in seconds;
    `at_once` the most that were open on one host."""

    requests: int
    too_soon: int
    nearest: float
    at_once: int


class Exactness(Struct, frozen=True, kw_only=True):
    """`again` counts fetches beyond the first of a page, `sent_again` messages beyond the first."""

    pages: int
    fetched: int
    again: int
    lost: int
    sent_again: int


class Delay(Struct, frozen=True, kw_only=True):
    """Seconds from a page's appearing in a feed to its message in masar.pages."""

    pages: int
    median: float
    p95: float


def manners(log: Iterable[Asked], pace: float) -> Manners:
    """How the hosts were treated, feeds and robots.txt included."""
    by_host: dict[str, list[Asked]] = defaultdict(list)
    for line in log:
        by_host[line.host].append(line)
    gaps = [gap for lines in by_host.values() for gap in _gaps(lines)]
    return Manners(
        requests=sum(len(lines) for lines in by_host.values()),
        too_soon=sum(gap < pace for gap in gaps),
        nearest=round(min(gaps, default=0.0), 4),
        at_once=max((_most_open(lines) for lines in by_host.values()), default=0),
    )


def exactness(log: Iterable[Asked], sent: Sequence[str], wanted: set[str]) -> Exactness:
    """`sent` are the addresses of the messages in masar.pages, `wanted` all addresses of the press."""
    fetched = Counter((line.host, line.path) for line in log if line.path.startswith("/news/"))
    messages = Counter(sent)
    return Exactness(
        pages=len(wanted),
        fetched=len(fetched),
        again=sum(fetched.values()) - len(fetched),
        lost=len(wanted - set(messages)),
        sent_again=sum(messages.values()) - len(messages),
    )


def not_in_flight(log: Iterable[Asked], killed_at: float, within: float) -> int:
    """Repeated fetches that the killed crawler does not explain: their first was more than `within` seconds before."""
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    for line in log:
        if line.path.startswith("/news/"):
            times[line.host, line.path].append(line.began)
    repeated = [min(moments) for moments in times.values() if len(moments) > 1]
    return sum(not killed_at - within <= first <= killed_at for first in repeated)


def delay(appeared: Mapping[str, float], sent_at: Mapping[str, float]) -> Delay:
    """How late pages come, by address; both in seconds since the epoch."""
    late = sorted(moment - appeared[url] for url, moment in sent_at.items() if url in appeared)
    if len(late) < 2:
        return Delay(pages=len(late), median=sum(late), p95=sum(late))
    parts = statistics.quantiles(late, n=20, method="inclusive")
    return Delay(pages=len(late), median=round(statistics.median(late), 2), p95=round(parts[18], 2))


def _gaps(lines: list[Asked]) -> list[float]:
    ordered = sorted(line.began for line in lines)
    return [later - earlier for earlier, later in itertools.pairwise(ordered)]


def _most_open(lines: list[Asked]) -> int:
    changes = sorted(
        [(line.began, 1) for line in lines] + [(max(line.ended, line.began + _LEAST), -1) for line in lines]
    )
    return max(itertools.accumulate(change for _, change in changes), default=0)
