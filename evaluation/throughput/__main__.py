"""Measure the whole: python -m evaluation.throughput [--short] [--only whole,indexing,latency,scale] [--json]."""

import argparse
import sys
from collections.abc import Callable, Sequence

import msgspec
from rich.console import Console
from rich.table import Table

from deploy.local.trouble import StackTrouble
from evaluation.throughput.indexing import Rate, indexing
from evaluation.throughput.latency import Step, latency
from evaluation.throughput.whole import Whole, whole

# Ordinary and relevant pages, articles to index, articles of the light load.
FULL, SHORT = (20_000, 1_000, 20_000, 60), (1_000, 50, 2_000, 15)
# One article every so many seconds is a light load.
EVERY = 0.5
# Elasticsearch makes what it took searchable so often: the template's refresh_interval.
REFRESH = "1s"
# What one page costs must not grow with the number of parsers, or more of them would not help.
_SCALES = (1, 2, 3)
_RUNS: tuple[tuple[int, str | None], ...] = ((1, "lz4"), (2, "lz4"), (1, "zstd"), (1, None))


def main() -> None:
    """Measure, and print a table for each part. Exits with 2 where the brokers cannot be started."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--short", action="store_true", help="a twentieth of it")
    options.add_argument("--only", default="whole,indexing,latency", help="which parts")
    options.add_argument("--json", action="store_true", help="one JSON object for each part")
    chosen = options.parse_args()
    told = Console(stderr=True)
    parts = _parts(SHORT if chosen.short else FULL, lambda what: told.print(what, highlight=False))
    try:
        for name, measure in parts.items():
            if name in chosen.only:
                figures, table = measure()
                if chosen.json:
                    print(msgspec.json.encode({name: figures}).decode(), flush=True)
                else:
                    Console().print(table)
    except StackTrouble as trouble:
        told.print(f"masar: {trouble}")
        sys.exit(2)


def _parts(
    size: tuple[int, int, int, int], say: Callable[[str], None]
) -> dict[str, Callable[[], tuple[object, Table]]]:
    ordinary, relevant, to_index, light = size

    def wholes_of(ways: Sequence[tuple[int, str | None]]) -> tuple[object, Table]:
        runs = []
        for workers, compression in ways:
            runs.append(whole(ordinary, relevant, workers, compression, say))
            say(f"{runs[-1].pages_a_second:.0f} pages a second; CPU ms a page: {_cpu(runs[-1])}")
        return runs, _table_of_wholes(runs)

    def wholes() -> tuple[object, Table]:
        return wholes_of(_RUNS)

    def rates() -> tuple[object, Table]:
        found = indexing(to_index, say)
        return found, _table_of_rates(found)

    def steps() -> tuple[object, Table]:
        found = latency(light, EVERY, say)
        return found, _table_of_steps(found)

    def scales() -> tuple[object, Table]:
        return wholes_of([(workers, "lz4") for workers in _SCALES])

    return {"whole": wholes, "indexing": rates, "latency": steps, "scale": scales}


def _table_of_wholes(runs: list[Whole]) -> Table:
    table = Table(title=f"from masar.pages to searchable: {runs[0].pages} pages, {runs[0].relevant} of them relevant")
    for heading in ("compression, parsers", "pages/s", "indexed", "bytes a page: message, disk", "CPU ms a page"):
        table.add_column(heading)
    for run in runs:
        sizes = f"{run.kafka_bytes // run.pages:,}, {run.disk_bytes // run.pages:,}"
        table.add_row(
            f"{run.compression}, {run.workers}", f"{run.pages_a_second:.0f}", str(run.indexed), sizes, _cpu(run)
        )
    return table


def _cpu(run: Whole) -> str:
    return ", ".join(f"{name} {1_000 * seconds / run.pages:.1f}" for name, seconds in run.cpu.items())


def _table_of_rates(rates: list[Rate]) -> Table:
    table = Table(title=f"into Elasticsearch: masar / parallel_bulk = {_ratios(rates)}")
    for heading in ("way", "articles", "ledger", "versions", "articles/s", "documents/s", "MB/s"):
        table.add_column(heading, justify="right")
    for rate in rates:
        each = (rate.articles_a_second, rate.documents_a_second, rate.megabytes_a_second)
        table.add_row(
            rate.name, str(rate.articles), str(rate.ledger), str(rate.versions), *(f"{value:.1f}" for value in each)
        )
    return table


def _ratios(rates: list[Rate]) -> str:
    bare, ours = rates
    articles = ours.articles_a_second / bare.articles_a_second
    documents = ours.documents_a_second / bare.documents_a_second
    megabytes = ours.megabytes_a_second / bare.megabytes_a_second
    return f"{articles:.2f} in articles, {documents:.2f} in documents, {megabytes:.2f} in bytes"


def _table_of_steps(steps: list[Step]) -> Table:
    table = Table(title=f"seconds from masar.pages to searchable, an article every {EVERY:g} s, refresh {REFRESH}")
    for heading in ("until", "median", "p95"):
        table.add_column(heading, justify="right")
    for step in steps:
        table.add_row(step.name, f"{step.median:.3f}", f"{step.p95:.3f}")
    return table


if __name__ == "__main__":
    main()
