"""Time five faults from the first sign to the cause: python -m evaluation.walks [--only poison] [--page] [--json]."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
from rich.console import Console

from deploy.local.trouble import StackTrouble
from evaluation.walks.page import PAGE, page
from evaluation.walks.scene import scene
from evaluation.walks.walk import Walk, Walked, go
from evaluation.walks.walks import WALKS


def main() -> int:
    """Exit status: 0 when every walk led to its cause, 1 when one did not, 2 when nothing ran."""
    options = argparse.ArgumentParser(prog="walks", description=__doc__)
    options.add_argument("--only", default="", help="walks whose fault has this word")
    options.add_argument("--page", action="store_true", help=f"write what was measured to {PAGE.name}")
    options.add_argument("--json", action="store_true", help="one JSON object for each walk")
    asked = options.parse_args()
    chosen = [walk for walk in WALKS if asked.only in walk.fault]
    if not chosen:
        print(f"walks: no fault has {asked.only!r} in it: {'; '.join(each.fault for each in WALKS)}", file=sys.stderr)
        return 2
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        walked = _all(chosen, console)
    except StackTrouble as trouble:
        console.print(f"walks: {trouble}", markup=False)
        return 2
    for each in walked if asked.json else ():
        print(msgspec.json.encode({**msgspec.to_builtins(each), "seconds": each.seconds}).decode())
    if asked.page:
        PAGE.write_text(page(walked), "utf-8")
    return 0 if all(each.found for each in walked) else 1


def _all(chosen: Sequence[Walk], console: Console) -> list[Walked]:
    walked = []
    with tempfile.TemporaryDirectory(prefix="masar-walks-", ignore_cleanup_errors=True) as folder:
        console.print("starting brokers, services and Prometheus")
        with scene(Path(folder), console.print) as here:
            for walk in chosen:
                console.print(f"[bold]{walk.fault}[/bold]: {walk.how}")
                walked.append(go(walk, here))
                _tell(walked[-1], console)
    return walked


def _tell(walked: Walked, console: Console) -> None:
    console.print(f"  {walked.alert} after {walked.sign:.0f} s (and its rule waits {walked.patience:.0f} s more)")
    for number, step in enumerate(walked.steps, 1):
        console.print(f"  {number}. {step.typed}: {step.seconds:.1f} s", markup=False)
        console.print(f"     {step.line}", markup=False, style="dim" if walked.found else "red")


if __name__ == "__main__":
    sys.exit(main())
