"""The commands `masar snapshot make`, `list` and `restore`."""

import sys
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from operations.client import asking
from operations.options import AsJson, settings
from operations.snapshot import Snapshot, SnapshotTrouble, listed, make, open_repository, present, restore
from services.indexer.setup_index import install_template

snapshot_app = typer.Typer(no_args_is_help=True, help="Snapshots of the index: make, list, restore.")

Location = Annotated[str, typer.Option(help="Folder within Elasticsearch's path.repo.")]


@snapshot_app.command("make")
def snapshot_make(
    name: Annotated[str | None, typer.Argument(help="Its name; else one of the time.")] = None,
    location: Location = "masar",
    as_json: AsJson = False,
) -> None:
    """Take a snapshot of all articles and the ledger; only what changed since the last one is copied."""
    with asking("setup") as client:
        open_repository(client, location)
        try:
            _show([make(client, name)], as_json)
        except SnapshotTrouble as trouble:
            _fail(trouble)


@snapshot_app.command("list")
def snapshot_list(location: Location = "masar", as_json: AsJson = False) -> None:
    """The snapshots, oldest first."""
    with asking("setup") as client:
        open_repository(client, location)
        _show(listed(client), as_json)


@snapshot_app.command("restore")
def snapshot_restore(
    name: Annotated[str, typer.Argument(help="As `list` gives it.")],
    location: Location = "masar",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before replacing what is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Replace all indexes by those of a snapshot. `masar rebuild` then brings what was indexed since."""
    named = settings()
    with asking("setup") as client:
        open_repository(client, location)
        there = present(client)
        if there and not yes:
            typer.confirm(f"replace {', '.join(there)}?", abort=True, err=True)
        for dossier in named.followed:
            install_template(client, named.dossiers / dossier)  # their indexes ask for the spellings that it brings
        try:
            _show([restore(client, name)], as_json)
        except SnapshotTrouble as trouble:
            _fail(trouble)


def _show(found: list[Snapshot], as_json: bool) -> None:
    if as_json:
        print(msgspec.json.encode(found).decode())
        return
    table = Table("snapshot", "state", "at", "indexes")
    for each in found:
        table.add_row(each.name, each.state, each.at, " ".join(each.indexes))
    (Console() if sys.stdout.isatty() else Console(width=160)).print(table if found else "no snapshots")


def _fail(trouble: SnapshotTrouble) -> None:
    print(f"masar snapshot: {trouble}", file=sys.stderr)
    raise typer.Exit(1)
