"""Run the whole for an hour on a simulated press: python -m evaluation.soak [--short] [--minutes N] [--json]."""

import argparse
import sys

import msgspec
from rich.console import Console
from rich.table import Table

from deploy.local.trouble import StackTrouble
from evaluation.soak.run import Size, soak
from evaluation.soak.verdict import Verdict

HOUR, MINUTES = 60.0, 5.0
SHORT = Size(hosts=20, every=4.0, seconds=60 * MINUTES, look=2.0)


def main() -> None:
    """Print a table or JSON; exit with 1 where something was lost or grew, with 2 where nothing ran."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--short", action="store_true", help=f"{MINUTES:g} minutes instead of an hour")
    options.add_argument("--minutes", type=float, default=HOUR)
    options.add_argument("--json", action="store_true", help="one JSON object")
    chosen = options.parse_args()
    long = msgspec.structs.replace(SHORT, seconds=60 * chosen.minutes, look=5.0)
    size = SHORT if chosen.short else long
    console = Console(stderr=True)
    console.print(f"{size.plan.hosts * size.plan.pages} pages over {size.seconds / 60:g} minutes")
    try:
        found = soak(size, lambda what: console.print(what, highlight=False))
    except StackTrouble as trouble:
        console.print(f"masar: {trouble}")
        sys.exit(2)
    if chosen.json:
        print(msgspec.json.encode({"held": found.holds(), **msgspec.to_builtins(found)}).decode())
    else:
        Console().print(_table(found))
    sys.exit(0 if found.holds() else 1)


def _table(found: Verdict) -> Table:
    end = "held" if found.holds() else "DID NOT HOLD"
    table = Table(title=f"{found.pages} pages of {found.page_bytes} bytes in {found.seconds:.0f} s: {end}")
    for title in ("process", "memory, MB", "MB an hour", "files open"):
        table.add_column(title, justify="left" if title == "process" else "right")
    for name, one in found.processes.items():
        handles = f"{one.handles_least} to {one.handles_most}"
        table.add_row(name, f"{one.megabytes:.0f}", f"{one.megabytes_an_hour:+.1f}", handles)
    table.add_section()
    table.add_row(
        "lag, records", f"{found.lag_most} at most", f"bound {found.lag_bound}", f"{found.lag_last} at the end"
    )
    for name, megabytes in found.disk.items():
        table.add_row(f"disk for 1,000 pages: {name}", f"{megabytes:.1f} MB")
    for complaint in found.complaints or ["nothing was lost, doubled or left open"]:
        table.add_row(complaint)
    return table


if __name__ == "__main__":
    main()
