"""The commands `masar ledger` and `masar where`."""

import sys
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from operations.client import asking
from operations.knowledge import declared_outlets
from operations.ledger import Row, outcomes, rows, way_of
from operations.options import AsJson

# In the order of nearness, as columns.
LEVELS = ("core", "mention", "related")


def ledger_command(
    outlet: Annotated[str | None, typer.Option(help="Only this outlet.")] = None,
    days: Annotated[bool, typer.Option("--days", help="A line for each day of discovery.")] = False,
    silent: Annotated[
        bool, typer.Option("--silent", help="Only outlets that are silent or never heard; exits with 1 if any.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What became of every page that was discovered, by outlet: the sums always close.

    An outlet is marked silent when it brought nothing for twice its longest pause of the last 90 days, and never
    heard when it is declared and no page of it was ever discovered.
    """
    declared = [outlet] if outlet else declared_outlets("ledger")
    with asking() as client:
        found = rows(outcomes(client, outlet), days, declared)
    if silent:
        found = [row for row in found if row.quiet]
    if as_json:
        print(msgspec.json.encode(found).decode())
    elif found or not silent:
        Console().print(_table(found, days))
    if silent and found:
        raise typer.Exit(1)


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
    levels = [level for level in LEVELS if any(level in row.levels for row in found)]
    table = Table("outlet", *(["day"] if days else []))
    for heading in ("discovered", "fetched", *levels, *names, "open"):
        table.add_column(heading, justify="right")
    table.add_column("heard of")
    for row in found:
        counted = row.account
        shown = [counted.fetched, *(row.levels.get(level, 0) for level in levels)]
        ends = [counted.outcomes.get(name, 0) for name in names]
        numbers = (str(number or "") for number in (*shown, *ends, counted.unaccounted))
        day = [str(row.day or "")] if days else []
        table.add_row(row.outlet, *day, str(counted.discovered), *numbers, _heard(row))
    table.caption = "discovered = the sum of the outcomes right of the levels + open (no final outcome yet)"
    return table


def _heard(row: Row) -> Text:
    if row.account.discovered == 0:
        return Text("never", "red")
    if row.silence is None:
        dead = ", ".join(f"{reason} {count}" for reason, count in row.why_dead.items())
        return Text(f"dead: {dead}" if dead else "", "yellow")
    since = row.silence.since.strftime("%Y-%m-%d %H:%M")
    return Text(f"silent since {since}, before never for more than {row.silence.longest_pause:g} h", "red")
