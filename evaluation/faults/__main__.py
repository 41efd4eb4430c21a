"""Try that nothing is lost whatever goes wrong: python -m evaluation.faults [--short] [--only one,three] [--json]."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from deploy.local.trouble import StackTrouble
from evaluation.faults.disturb import Troubles
from evaluation.faults.run import Size, Told, fault_run

FULL = Troubles(kills=10, kafka=3, elasticsearch=3, answers=3, rewinds=1, rebuilds=1, poison=100)
LESS = Troubles(kills=3, kafka=1, elasticsearch=1, answers=1, rewinds=1, rebuilds=1, poison=20)
FEW = Troubles(kills=1, kafka=1, elasticsearch=0, answers=1, rewinds=1, rebuilds=1, poison=10, pause=1.0)
# Kafka alone, and three nodes of which one is killed; the second with fewer other faults, as the first has shown them.
RUNS = {
    "one": Size(hosts=50, pages=200, pace=1.5, nodes=1, troubles=FULL),
    "three": Size(hosts=50, pages=200, pace=1.0, nodes=3, troubles=LESS),
}
SHORT = {"one": Size(hosts=4, pages=60, pace=0.3, nodes=1, troubles=FEW)}


def main() -> None:
    """Run, print a table or JSON for each run, and exit with 1 where a promise was broken, 2 where nothing ran."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--short", action="store_true", help="a few hundred pages and few faults: minutes")
    options.add_argument("--only", help="which runs: one (Kafka node), three", default="one,three")
    options.add_argument("--seed", type=int, default=int(time.time()), help="of the order in which things go wrong")
    options.add_argument("--json", action="store_true", help="one JSON object for each run")
    chosen = options.parse_args()
    sizes = SHORT if chosen.short else RUNS
    held = [_run(name, size, chosen.seed, chosen.json) for name, size in sizes.items() if name in chosen.only]
    if not held:
        sys.exit(f"no run is named {chosen.only}: there are {', '.join(sizes)}")
    sys.exit(0 if all(held) else 1)


def _run(name: str, size: Size, seed: int, as_json: bool) -> bool:
    console = Console(stderr=True)
    console.print(f"run {name!r}, seed {seed}: {size.hosts * size.pages} pages, {size.nodes} Kafka node(s)")
    with tempfile.TemporaryDirectory(prefix="masar-faults-logs-", ignore_cleanup_errors=True) as folder:
        try:
            told = fault_run(Path(folder), size, seed, lambda what: console.print(what, highlight=False))
        except StackTrouble as trouble:
            console.print(f"masar: {trouble}")
            sys.exit(2)
        held = told.rested and told.verdict.holds()
        if not held:
            kept = Path(tempfile.mkdtemp(prefix="masar-faults-kept-"))
            Path(folder).rename(kept / "logs")
            console.print(f"the logs are kept in {kept}")
    if as_json:
        print(msgspec.json.encode({"run": name, "seed": seed, "held": held, **msgspec.to_builtins(told)}).decode())
    else:
        Console().print(_table(name, told, held))
    return held


def _table(name: str, told: Told, held: bool) -> Table:
    title = f"run {name!r}: {'nothing lost, nothing twice' if held else 'A PROMISE WAS BROKEN'}, {told.seconds:.0f} s"
    table = Table(title=title)
    table.add_column("what")
    table.add_column("times", justify="right")
    for what, times in sorted(told.done.items()):
        table.add_row(what, str(times))
    table.add_section()
    for what, count in msgspec.to_builtins(told.verdict).items():
        table.add_row(what, str(count))
    table.add_row("came to rest", "yes" if told.rested else "NO")
    return table


if __name__ == "__main__":
    main()
