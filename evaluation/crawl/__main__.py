"""Measure the crawler: python -m evaluation.crawl [../shared] [--short] [--only fleet,speed,million,week,formats]."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from evaluation.crawl.fleet import Fleet, fleet
from evaluation.crawl.formats import feeds_and_sitemaps, robots
from evaluation.crawl.million import million
from evaluation.crawl.places import kafka_for
from evaluation.crawl.speed import speed
from evaluation.crawl.week import week

Figures = dict[str, object]
PARTS = ("formats", "week", "fleet", "speed", "million")
# Of these a Kafka is needed.
ON_KAFKA = frozenset({"fleet", "speed", "million"})


def main() -> None:
    """Measure what is asked for, and print a table."""
    options = _options()
    wanted = [part for part in PARTS if part in options.only.split(",")]
    table = Table("measurement", "figure", box=None, pad_edge=False)
    for name, figures in _measured(wanted, options):
        print(f"measured: {name}", file=sys.stderr, flush=True)
        if options.json:
            print(msgspec.json.encode({name: figures}).decode(), flush=True)
        for what, figure in figures.items():
            table.add_row(f"{name}: {what}", str(figure))
    if not options.json:
        Console(width=160).print(table)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    options.add_argument("--short", action="store_true", help="small sizes: to see that it runs, not how fast")
    options.add_argument("--only", default=",".join(PARTS))
    options.add_argument("--kafka", help="brokers to use, host:port; else a Kafka of its own")
    options.add_argument("--hosts", type=int, default=200)
    options.add_argument("--pages", type=int, default=100, help="of each host")
    options.add_argument("--grow", type=float, default=120.0, help="seconds in which the feeds grow")
    options.add_argument("--pace", type=float, default=0.5)
    options.add_argument("--every", type=float, default=10.0, help="seconds between two polls of a feed")
    options.add_argument("--begin", type=float, default=20.0, help="seconds until the first page appears")
    options.add_argument("--settle", type=float, default=10.0, help="seconds in which a page fetched again would come")
    options.add_argument("--known", type=int, default=1_000_000)
    options.add_argument("--patience", type=float, default=900.0, help="seconds after which a part is broken off")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    if chosen.short:
        chosen.hosts, chosen.pages, chosen.grow, chosen.pace, chosen.every = 12, 10, 10.0, 0.2, 2.0
        chosen.known, chosen.begin, chosen.settle = 20_000, 8.0, 5.0
    return chosen


def _measured(wanted: list[str], options: argparse.Namespace) -> Iterator[tuple[str, Figures]]:
    with ExitStack() as places:
        folder = Path(places.enter_context(tempfile.TemporaryDirectory(prefix="masar-bench-")))
        kafka = places.enter_context(kafka_for(options.kafka)) if ON_KAFKA & set(wanted) else ""
        measures = _measures(options, kafka, folder)
        for part in wanted:
            (folder / part).mkdir()
            yield part, measures[part]()


def _measures(options: argparse.Namespace, kafka: str, folder: Path) -> dict[str, Callable[[], Figures]]:
    size = Fleet(
        hosts=options.hosts,
        pages=options.pages,
        grow=options.grow,
        pace=options.pace,
        every=options.every,
        patience=options.patience,
        begin=options.begin,
        settle=options.settle,
    )
    return {
        "formats": lambda: _formats(options.shared / "eval"),
        "week": lambda: week(200 if options.short else 5_000),
        "fleet": lambda: fleet(kafka, folder / "fleet", size),
        "speed": lambda: speed(kafka, folder / "speed", min(options.hosts, 64), options.pages, options.patience),
        "million": lambda: million(kafka, folder / "million", options.known, options.patience),
    }


def _formats(folder: Path) -> Figures:
    if not folder.exists():
        return {"skipped": f"{folder} is absent"}
    feeds, rules = feeds_and_sitemaps(folder / "feeds_sitemaps"), robots(folder / "robots")
    return {
        **{f"feeds, {name}": count for name, count in feeds.items()},
        **{f"robots, {n}": c for n, c in rules.items()},
    }


if __name__ == "__main__":
    main()
