"""Measure the reading room: python -m evaluation.desk [--sizes 10000,100000,1000000] [--data FOLDER] [--json].

With --data what was loaded stays there, and a further call goes on from it; --load ends when that is done.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from elasticsearch import Elasticsearch
from rich.console import Console
from rich.table import Table

from deploy.local.ports import free_ports
from deploy.local.trouble import StackTrouble
from evaluation.desk.invented import Inventor, read_example
from evaluation.desk.load import load, rewrite
from evaluation.desk.pages import pages_of
from evaluation.desk.readers import Taken, read
from evaluation.servers import elasticsearch_for
from runtime.settings import ROOT
from services.desk.knowledge import read_knowledge
from services.indexer.setup_index import install

DOSSIER = "dushanbe"
READERS = 20


def main() -> None:
    """Load, measure, print. Exits with 2 where Elasticsearch cannot be started."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="10000,100000,1000000", help="articles in the index, ascending")
    options.add_argument("--data", type=Path, help="folder that keeps the index for a further call")
    options.add_argument("--seconds", type=float, default=60.0, help="how long readers read at each size")
    options.add_argument("--warm", type=float, default=120.0, help="how long readers read before that, in seconds")
    options.add_argument("--pause", type=float, default=2.0, help="mean pause of a reader between pages, in seconds")
    # The invented million are one in four minutes over eight years.
    options.add_argument(
        "--changes",
        type=float,
        default=10.0,
        help="seconds between articles that come in and void what is cached",
    )
    options.add_argument("--load", action="store_true", help="only load")
    options.add_argument("--json", action="store_true", help="one JSON object for each size")
    chosen = options.parse_args()
    told = Console(stderr=True)
    try:
        with elasticsearch_for(None, kept=chosen.data) as address:
            _measure(address, [int(size) for size in chosen.sizes.split(",")], chosen, told)
    except StackTrouble as trouble:
        told.print(f"masar: {trouble}")
        sys.exit(2)


def _measure(address: str, sizes: Sequence[int], chosen: argparse.Namespace, told: Console) -> None:
    knowledge = read_knowledge(ROOT / "dossiers" / DOSSIER)
    inventor = Inventor(knowledge, read_example(ROOT))
    with Elasticsearch(address, request_timeout=120) as client:
        install(client, [ROOT / "dossiers" / DOSSIER])
        client.cluster.health(wait_for_status="yellow", timeout="60s")
        for size in sizes:
            told.print(f"loading to {size:,} articles", highlight=False)
            load(client, inventor, size, lambda what: told.print(what, highlight=False))
            if chosen.load:
                continue
            with _desk(address) as desk, _changing(client, inventor, chosen.changes):
                pages = pages_of(size, inventor)
                # At first all is read from disk, and Java compiles what it runs: the same page costs twice as much.
                asyncio.run(read(desk, pages, READERS, chosen.warm, chosen.pause))
                before = os.getloadavg()[0]
                taken = asyncio.run(read(desk, pages, READERS, chosen.seconds, chosen.pause))
                busy = (before, os.getloadavg()[0])
            if chosen.json:
                print(msgspec.json.encode({"articles": size, "load": busy, "pages": taken}).decode(), flush=True)
            else:
                Console().print(_table(size, taken, busy))


@contextmanager
def _changing(client: Elasticsearch, inventor: Inventor, every: float) -> Iterator[None]:
    """An article and its outcomes are written anew all the while: what Elasticsearch keeps of answers ends with it."""
    stop = threading.Event()

    def change() -> None:
        while not stop.wait(every):
            rewrite(client, inventor)

    changing = threading.Thread(target=change)
    changing.start()
    try:
        yield
    finally:
        stop.set()
        changing.join()


@contextmanager
def _desk(elasticsearch: str) -> Iterator[str]:
    """The reading room as a process of its own; the readers' rate is not what is measured."""
    page_port, probe_port = free_ports(2)
    environment = {
        **os.environ,
        "MASAR_ELASTICSEARCH": elasticsearch,
        "MASAR_DESK_PORT": str(page_port),
        "MASAR_DESK_HEALTH_PORT": str(probe_port),
        "MASAR_DESK_RATE": "10000",
        "MASAR_DESK_BURST": "10000",
        "MASAR_LOG_LEVEL": "warning",
    }
    process = subprocess.Popen([sys.executable, "-m", "services.desk"], env=environment)  # our own module
    try:
        _await(f"http://127.0.0.1:{probe_port}/readyz")
        yield f"http://127.0.0.1:{page_port}"
    finally:
        process.terminate()
        process.wait(30)


def _await(probe: str) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(probe, timeout=2):  # noqa: S310  # our own probe
                return
        except OSError:
            if time.monotonic() > end:
                raise StackTrouble(f"the reading room is not ready: {probe}") from None
            time.sleep(0.3)


def _table(size: int, taken: Sequence[Taken], busy: tuple[float, float]) -> Table:
    """`busy` is the machine's load (processes that wait for a processor or have one) before and after."""
    load = " to ".join(f"{each:.1f}" for each in busy)
    table = Table(title=f"{size:,} articles, {READERS} readers, load {load}, milliseconds")
    for name in ("page", "answers", "failed", "median", "95th percentile", "of it Elasticsearch"):
        table.add_column(name, justify="left" if name == "page" else "right")
    for each in taken:
        figures = (each.asked, each.failed, f"{each.median:.0f}", f"{each.p95:.0f}", f"{each.index:.0%}")
        table.add_row(each.page, *map(str, figures))
    return table


if __name__ == "__main__":
    main()
