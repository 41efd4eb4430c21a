"""What a measurement hands back to be shown: a table, and the goals that it met or missed."""

import sys
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct
from rich.console import Console
from rich.table import Table

# A table in a file or a pipe is not cut at a terminal's width.
_WIDTH = 160


class Goal(Struct, frozen=True):
    """A figure that issue or project promises: `met` is null where it could not be measured."""

    name: str
    figure: str
    met: bool | None


class Report(Struct, frozen=True):
    """One point of the evaluation; `notes` are lines for people: what is missing, what was read wrong."""

    name: str
    rows: Sequence[Mapping[str, object]]
    goals: Sequence[Goal] = ()
    notes: Sequence[str] = ()


def show(report: Report, as_json: bool) -> None:
    """Print a report: a table, its goals and notes, or one line of JSON."""
    if as_json:
        print(msgspec.json.encode(report).decode(), flush=True)
        return
    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False, soft_wrap=not sys.stdout.isatty())
    console.print(f"\n[bold]{report.name}[/bold]")
    if report.rows:
        console.print(_table(report.rows))
    for goal in report.goals:
        met = {True: "[green]met[/green]", False: "[red]missed[/red]", None: "[yellow]not measured[/yellow]"}[goal.met]
        console.print(f"goal {met}: {goal.name}: {goal.figure}")
    for note in report.notes:
        console.print(note, markup=False)


def exit_code(reports: Sequence[Report]) -> int:
    """0 when every goal is met, 1 when one is missed, 2 when none is missed but one could not be measured."""
    met = [goal.met for report in reports for goal in report.goals]
    return 1 if False in met else 2 if None in met else 0


def _table(rows: Sequence[Mapping[str, object]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for number, column in enumerate(rows[0]):
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    return table


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
