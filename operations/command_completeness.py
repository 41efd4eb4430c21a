"""The command `masar outlets completeness`."""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from contracts.completeness import Alarm, Day
from operations.age import age
from operations.client import asking
from operations.completeness import History, Whole, history, whole
from operations.options import AsJson
from services.watch.judge import Standing
from services.watch.rhythm import SHARES, count_of

_HEADS = ("pages 24 h", *SHARES, "length")


def completeness_command(
    outlet: Annotated[str | None, typer.Argument(help="One outlet, day by day, with its alarms.")] = None,
    as_json: AsJson = False,
) -> None:
    """What each outlet gives against its own four weeks: is it whole, has its template changed?

    Exit status: 0 all as usual, 1 something is not, 2 no such outlet.
    """
    now = datetime.now(UTC)
    with asking() as client:
        found = history(client, outlet, now) if outlet else whole(client, now)
    if found is None:
        print(f"masar outlets completeness: nothing was ever discovered of {outlet!r}", file=sys.stderr)
        raise typer.Exit(2)
    if as_json:
        print(msgspec.json.encode(found).decode())
    else:
        _show(found, now)
    told = [found.now] if isinstance(found, History) else found
    raise typer.Exit(1 if any(one.alarms for one in told) else 0)


def _show(found: History | Sequence[Whole], now: datetime) -> None:
    console = Console() if sys.stdout.isatty() else Console(width=160)
    if isinstance(found, History):
        console.print(_outlets([found.now], now), _days(found.days), _alarms(found.alarms))
    else:
        console.print(_outlets(found, now))
        console.print(
            "now (usual); low or high: outside the outlet's own rhythm. One outlet day by day: add its name",
            style="dim",
        )


def _outlets(found: Iterable[Whole], now: datetime) -> Table:
    table = Table("outlet", "last page", *_HEADS, box=None, pad_edge=False)
    for one in found:
        last = age((now - one.last_page).total_seconds()) if one.last_page else "never"
        silence = f" ({age(one.longest_silence)})" if one.longest_silence else ""
        table.add_row(one.outlet, last + silence, *(_cell(name, each) for name, each in one.figures.items()))
    return table


def _cell(figure: str, standing: Standing) -> Text:
    value, band = standing.value, standing.band
    told = "–" if value is None else _number(figure, value)
    usual = f" ({_number(figure, band.middle)})" if band else ""
    # In words too: colours do not go into a pipe.
    word = {-1: " low", 1: " high"}.get(standing.side or 0, "")
    return Text(told + usual + word, style="bold red" if word else "")


def _number(figure: str, value: float) -> str:
    return f"{value:.0%}" if figure in SHARES else f"{value:.0f}"


def _days(days: Iterable[Day]) -> Table:
    table = Table(
        "day", "pages", "read", *SHARES, "length", box=None, pad_edge=False, title_justify="left", title="days"
    )
    for day in days:
        shares: tuple[str, ...] = (f"{count_of(day, 'text') / day.read:.0%}" if day.read else "–",)
        shares += tuple(f"{count_of(day, each) / day.text:.0%}" if day.text else "–" for each in SHARES[1:])
        length = f"{day.length:.0f}" if day.length else "–"
        table.add_row(day.day, str(day.pages), str(day.read), *shares, length)
    return table


def _alarms(alarms: Sequence[Alarm]) -> Table:
    title = "alarms" if alarms else "no alarms"
    table = Table(
        "since", "figure", "was", "usual", "recovered", box=None, pad_edge=False, title_justify="left", title=title
    )
    for alarm in alarms:
        recovered = f"{alarm.recovered:%Y-%m-%d %H:%M}" if alarm.recovered else "not yet"
        value, usual = _number(alarm.figure, alarm.value), _number(alarm.figure, alarm.usual)
        since = f"{alarm.since:%Y-%m-%d %H:%M}"
        table.add_row(
            since, f"{alarm.figure} {alarm.side}", value, usual, recovered, style="red" if not alarm.recovered else ""
        )
    return table
