"""The commands `masar ledger` and `masar where`."""

import sys
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from operations.client import asking
from operations.options import AsJson
from queries.ledger import Row, outcomes, rows, way_of


def ledger_command(
    outlet: Annotated[str | None, typer.Option(help="Only this outlet.")] = None,
    days: Annotated[bool, typer.Option("--days", help="A line for each day of discovery.")] = False,
    as_json: AsJson = False,
) -> None:
    """What became of every page that was discovered, by outlet: the sums always close."""
    with asking() as client:
        found = rows(outcomes(client, outlet), days)
    if as_json:
        print(msgspec.json.encode(found).decode())
    else:
        Console().print(_table(found, days))


def where_command(url: Annotated[str, typer.Argument(help="A page's address.")], as_json: AsJson = False) -> None:
    """Follow one page's way: its outcome at every step, with times and reasons."""
    try:
        with asking() as client:
            way = way_of(client, url)
    except ValueError as error:
        print(f"masar where: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    if as_json:
        print(msgspec.json.encode(way).decode())
    elif way:
        table = Table("at", "step", "outcome", "dossier", "reason")
        for outcome in way:
            told = (outcome.at.isoformat(timespec="milliseconds"), outcome.step, outcome.name)
            table.add_row(*told, " ".join(outcome.dossiers), outcome.reason or "")
        Console().print(table)
    if not way:
        print("masar where: this page was never discovered", file=sys.stderr)
        raise typer.Exit(1)


def _table(found: list[Row], days: bool) -> Table:
    names = sorted({name for row in found for name in row.account.outcomes})
    table = Table("outlet", *(["day"] if days else []), "discovered", *names, "open")
    for row in found:
        counted = row.account
        cells = [row.outlet, *([str(row.day)] if days else []), str(counted.discovered)]
        ends = (str(counted.outcomes.get(name, "")) for name in names)
        table.add_row(*cells, *ends, str(counted.unaccounted or ""))
    return table
