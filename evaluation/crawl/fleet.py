"""Three crawlers over a growing press, one killed and one added: manners, exactness and delay."""

import time
import uuid
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from evaluation.crawl.judge import delay, exactness, manners, not_in_flight
from evaluation.crawl.places import Press, crawlers, outlets_file, pages_sent, press_of, until
from operations.processes import Child

# A page is in flight from its request until its visit is safe in Kafka; so long on a busy machine, in seconds.
IN_FLIGHT = 2.0


class Fleet(Struct, frozen=True, kw_only=True):
    """The size of the try. Times in seconds; `pages` of each host.

    Crawlers have `begin` to start and share the hosts out before the first page appears. What was fetched last has
    `settle` to come to Kafka, and a page that is fetched again would come then.
    """

    hosts: int = 200
    pages: int = 100
    grow: float = 120.0
    pace: float = 0.5
    every: float = 10.0
    patience: float = 900.0
    begin: float = 20.0
    settle: float = 10.0


def fleet(kafka: str, folder: Path, size: Fleet) -> dict[str, object]:
    """Run it, and say what the servers' logs and masar.pages say."""
    with press_of(folder / "press", size.hosts, size.pages, size.grow, size.begin) as press:
        outlets = outlets_file(folder / "outlets.toml", press.plan.names(), size.pace, 1, size.every)
        with crawlers(kafka, outlets, folder / "logs", f"bench-{uuid.uuid4().hex[:8]}") as start:
            began = time.time()
            whole, killed_at = _run(press, start, size)
            took = time.time() - max(began, press.plan.opened)
        log, sent = press.log(), pages_sent(kafka)
        appeared = press.pages()
    ours = [(url, moment) for url, moment in sent if url in appeared]
    first = {url: moment for url, moment in reversed(ours)}
    said = manners(log, size.pace)
    exact = exactness(log, [url for url, _ in ours], set(appeared))
    late = delay(appeared, first)
    return {
        "hosts, pages, seconds": f"{size.hosts}, {exact.pages:,}, {took:.0f}{'' if whole else ' (broken off)'}",
        "requests, closer than the pace": f"{said.requests:,}, {said.too_soon}",
        "least time between two, pace": f"{said.nearest:g} s, {size.pace} s",
        "most at once on a host": said.at_once,
        "pages fetched, fetched again": f"{exact.fetched:,}, {exact.again}",
        "of these not in flight at the kill": not_in_flight(log, killed_at, IN_FLIGHT),
        "lost, sent again": f"{exact.lost}, {exact.sent_again}",
        "feed to masar.pages, median and p95": f"{late.median} s, {late.p95} s (feeds every {size.every:g} s)",
    }


def _run(press: Press, start: Callable[[], Child], size: Fleet) -> tuple[bool, float]:
    fleet = [start() for _ in range(3)]
    total = size.hosts * size.pages

    def fetched() -> int:
        if (roughly := press.rough_count()) < total:
            return roughly
        return len({(line.host, line.path) for line in press.log() if line.path.startswith("/news/")})

    until("a third of the pages", lambda: fetched() > total / 3, size.patience)
    killed_at = time.time()
    fleet[1].kill()
    until("half of the pages", lambda: fetched() > total / 2, size.patience)
    start()
    whole = until("all pages", lambda: fetched() == total, size.patience)
    time.sleep(size.settle)
    return whole, killed_at
