"""The press of fault runs, served by a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from deploy.local.ports import free_port
from evaluation.crawl.places import until
from evaluation.faults.press import Plan


@contextmanager
def served(folder: Path, plan: Plan) -> Iterator[Plan]:
    """The press as planned, but on a free port, until the block ends; `folder` takes the file in which it says so."""
    ready = folder / "plan.json"
    numbers = [f"--hosts={plan.hosts}", f"--pages={plan.pages}", f"--port={free_port()}", f"--ready={ready}"]
    numbers += [f"--concerned={plan.concerned}", f"--grow={plan.grow}"]
    process = subprocess.Popen([sys.executable, "-m", "evaluation.faults.press", *numbers])  # noqa: S603  # our own
    try:
        until("the press", ready.exists, 60.0)
        yield msgspec.json.decode(ready.read_bytes(), type=Plan)
    finally:
        process.terminate()
        process.wait()
