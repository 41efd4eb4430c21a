"""The command `masar ledger`."""

from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from operations.client import asking
from operations.ledger import Row, outcomes, rows
from operations.options import AsJson


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


def _table(found: list[Row], days: bool) -> Table:
    names = sorted({name for row in found for name in row.account.outcomes})
    table = Table("outlet", *(["day"] if days else []), "discovered", *names, "open")
    for row in found:
        counted = row.account
        cells = [row.outlet, *([str(row.day)] if days else []), str(counted.discovered)]
        ends = (str(counted.outcomes.get(name, "")) for name in names)
        table.add_row(*cells, *ends, str(counted.unaccounted or ""))
    return table
