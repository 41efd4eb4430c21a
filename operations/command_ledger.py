"""The command `masar ledger`."""

import sys
from typing import Annotated

import msgspec
import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from operations.client import asking
from operations.knowledge import declared_outlets
from operations.options import AsJson
from queries.ledger import Row, outcomes, rows

LEVELS = ("core", "mention", "related")
# Final outcomes that have a column of their own.
ENDS = ("indexed", "off_topic", "dead")


def ledger_command(
    outlet: Annotated[str | None, typer.Option(help="Only this outlet.")] = None,
    days: Annotated[bool, typer.Option("--days", help="A line for each day of discovery.")] = False,
    silent: Annotated[
        bool, typer.Option("--silent", help="Only outlets that are silent or never heard; exits with 1 if any.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What became of every page that was discovered, by outlet: the sums always close.

    An outlet is marked silent when it brought nothing for twice its longest pause of four weeks, and never
    heard when it is declared and no page of it was ever discovered.
    """
    declared = declared_outlets("ledger")
    with asking() as client:
        found = rows(outcomes(client, outlet), days, [name for name in declared if outlet in (None, name)])
    if outlet and not found:
        print(f"masar ledger: no outlet is named {outlet}: there are {', '.join(sorted(declared))}", file=sys.stderr)
        raise typer.Exit(2)
    if silent:
        found = [row for row in found if row.quiet]
    if as_json:
        print(msgspec.json.encode(found).decode())
    elif found or not silent:
        # Into a pipe a table is as wide as it needs: no reason is cut off.
        (Console() if sys.stdout.isatty() else Console(width=160)).print(_table(found, days))
    if silent and found:
        raise typer.Exit(1)


def _table(found: list[Row], days: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("outlet", *(["day"] if days else [])):
        table.add_column(heading, no_wrap=True)
    for heading in ("found", *ENDS, "open", "core·ment·rel"):
        table.add_column(heading.replace("_", " "), justify="right", no_wrap=True)
    table.add_column("other ends, remarks")
    for row in found:
        table.add_row(row.outlet, *([str(row.day or "")] if days else []), *_cells(row))
    table.caption = "found = indexed + off topic + dead + open + other ends; then core, mention, related"
    return table


def _cells(row: Row) -> tuple[str | Text, ...]:
    ends = row.account.outcomes
    counts = (row.account.discovered, *(ends.get(name, 0) for name in ENDS), row.account.unaccounted)
    levels = "·".join(str(row.levels.get(level, 0)) for level in LEVELS)
    others = Text(", ".join(f"{name} {count}" for name, count in ends.items() if name not in ENDS), "dim")
    told = Text(" · ").join(each for each in (others, _remark(row)) if each)
    return (*(str(count or "") for count in counts), levels, told)


def _remark(row: Row) -> Text:
    if row.account.discovered == 0:
        return Text("never heard", "red")
    if row.silence:
        since = row.silence.since.strftime("%Y-%m-%d %H:%M")
        return Text(f"silent since {since}, never for over {row.silence.longest_pause:g} h before", "red")
    return Text(", ".join(f"{why} {count}" for why, count in row.why_dead.items()), "yellow")
