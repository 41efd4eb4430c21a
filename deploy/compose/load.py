"""A press of thousands of pages for `make compose-test`."""

from pathlib import Path

from evaluation.crawl.places import outlets_file
from evaluation.faults.press import Plan

PLAN = Plan(hosts=20, pages=150, port=8099)
# Seconds between two requests to a host: about 40 pages a second over all hosts, as long as containers come and go.
PACE = 0.5
OUTLETS = "outlets.toml"
# Written in its container once it listens.
PLAN_FILE = "/tmp/plan.json"  # noqa: S108  # the container's own


def write_outlets(folder: Path) -> None:
    """The outlets file that makes the crawler read this press."""
    outlets_file(folder / OUTLETS, PLAN.names(), PACE, 1, 3_600.0)


def command() -> str:
    """What the container of the press runs."""
    numbers = f"--hosts {PLAN.hosts} --pages {PLAN.pages} --port {PLAN.port}"
    return f"python -m evaluation.faults.press --ready {PLAN_FILE} {numbers}"
