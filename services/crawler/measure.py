"""The crawler's gauges: what it owns, what is due, and how each outlet treats it."""

import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from contracts.urls import Visit
from services.crawler import metrics
from services.crawler.host import Host
from services.crawler.territory import Territory

WORKS, REFUSED, FAILING, UNPOLLED = "works", "refused", "failing", "unpolled"
STATES = (WORKS, REFUSED, FAILING, UNPOLLED)


def measure(territories: Sequence[Territory], outlets: Iterable[str]) -> None:
    """Bring them up to date."""
    metrics.due.set(sum(territory.due() for territory in territories))
    metrics.partitions.set(len(territories))
    metrics.addresses.set(sum(len(territory.memory) for territory in territories))
    hosts = [host for territory in territories for host in territory.hosts.values()]
    sources = [visit for territory in territories for visit in territory.sources.values()]
    _measure_outlets(hosts, sources, outlets)


def measure_disk(folder: Path | None) -> None:
    """Tell what is left for WARC files, where they are kept; nothing before the folder is there."""
    if folder is not None and folder.exists():
        usage = shutil.disk_usage(folder)
        metrics.archive_free_bytes.set(usage.free)
        metrics.archive_disk_bytes.set(usage.total)


def state_of(visit: Visit) -> str:
    """How a source's last poll ended."""
    if visit.visited_at is None:
        return UNPOLLED
    if not visit.failures:
        return WORKS
    return REFUSED if visit.outcome == "refused" else FAILING


def _measure_outlets(hosts: Sequence[Host], sources: Sequence[Visit], outlets: Iterable[str]) -> None:
    states = Counter((visit.outlet, state_of(visit)) for visit in sources)
    refusing = Counter(host.outlet for host in hosts if host.refuses)
    resting = Counter(host.outlet for host in hosts if host.gate.rests_for > host.gate.pace)
    # Declared ones only: what an outlet was once is no reason to tell of it for ever.
    for outlet in outlets:
        metrics.hosts_refusing.labels(outlet).set(refusing[outlet])
        metrics.hosts_resting.labels(outlet).set(resting[outlet])
        for state in STATES:
            metrics.sources.labels(outlet, state).set(states[outlet, state])
