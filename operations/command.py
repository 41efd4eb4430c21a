"""The `masar` command."""

import sys
from typing import Annotated

import typer

from operations.command_backfill import backfill_command
from operations.command_check_url import check_url_command
from operations.command_dead import dead_app
from operations.command_dossier import dossier_app
from operations.command_ledger import ledger_command, where_command
from operations.command_outlets import outlets_app
from operations.command_parse import parse_command
from operations.command_rebuild import rebuild_command
from operations.command_saved import saved_command
from operations.command_search import search_command
from operations.command_snapshot import snapshot_app
from operations.command_story import story_command
from operations.command_trace import trace_command
from operations.options import AsJson, settings
from operations.run import RunOptions, run
from operations.service_settings import service_settings
from operations.setup import set_up
from runtime.logs import configure_logs
from runtime.settings import settings_or_refusal
from runtime.stopping import stop_event

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Follows a diplomatic process through the Arabic press."
)
app.add_typer(dead_app, name="dead")
app.add_typer(snapshot_app, name="snapshot")
app.add_typer(outlets_app, name="outlets")
app.add_typer(dossier_app, name="dossier")
app.command("backfill")(backfill_command)
app.command("check-url")(check_url_command)
app.command("parse")(parse_command)
app.command("rebuild")(rebuild_command)
app.command("saved")(saved_command)
app.command("search")(search_command)
app.command("story")(story_command)
app.command("trace")(trace_command)
app.command("ledger")(ledger_command)
app.command("where")(where_command)


def main() -> None:
    """Run the command line."""
    app()


@app.callback()
def _begin() -> None:
    configure_logs("masar", "text", "warning")


@app.command("run")
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


@app.command("setup")
def setup_command(
    replication: Annotated[int, typer.Option(help="Copies of each record that Kafka keeps.")] = 1,
) -> None:
    """Create topics, templates and indexes in the brokers that the environment names; safe to repeat."""
    named = settings()
    set_up(named, named.kafka, named.elasticsearch, replication, stop_event())
    print("topics, templates and indexes are in place", file=sys.stderr)
