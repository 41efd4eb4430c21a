"""The commands `masar run` and `masar setup`."""

import sys
from typing import Annotated

import typer

from operations.options import AsJson, settings
from operations.pipeline import RunOptions
from operations.run import run
from operations.service_settings import service_settings
from operations.setup import set_up
from runtime.settings import settings_or_refusal
from runtime.stopping import stop_event


def run_command(
    once: Annotated[bool, typer.Option("--once", help="End when every page has its final outcome.")] = False,
    live: Annotated[bool, typer.Option("--live", help="The dossier's real outlets, not the demonstration's.")] = False,
    as_json: AsJson = False,
) -> None:
    """Run crawler, parser and indexer with a Kafka and an Elasticsearch, and show how pages flow."""
    own = settings()
    for part, kind in service_settings().items():
        settings_or_refusal(kind, part)
    raise typer.Exit(run(RunOptions(once=once, live=live, json=as_json), own))


def setup_command(
    replication: Annotated[int, typer.Option(help="Copies of each record that Kafka keeps.")] = 1,
) -> None:
    """Create topics, templates and indexes in the brokers that the environment names; safe to repeat."""
    named = settings()
    set_up(named, named.kafka, named.elasticsearch, replication, stop_event())
    print("topics, templates and indexes are in place", file=sys.stderr)
