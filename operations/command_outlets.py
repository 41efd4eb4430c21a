"""The commands `masar outlets`: check; find and completeness in modules of their own."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from contracts.outlet import Outlet
from operations.age import age
from operations.asking import AllowLoopback, asking, crawler_settings
from operations.command_completeness import completeness_command
from operations.command_outlets_find import outlets_find
from operations.hosts import Hosts
from operations.knowledge import knowledge, searches
from operations.options import AsJson
from operations.outlets_check import check_sources, left_alone, sources_of
from operations.source_check import SourceChecked

outlets_app = typer.Typer(no_args_is_help=True, help="The outlets: check, completeness, find.")
outlets_app.command("find")(outlets_find)
outlets_app.command("completeness")(completeness_command)

_COLOURS = {"works": "green", "not tried": "dim", "left alone": "dim", "refuses": "yellow", "moved": "yellow"}


@outlets_app.callback()
def _outlets() -> None:
    """The outlets that the dossiers follow."""


@outlets_app.command("check")
def outlets_check(
    outlet: Annotated[list[str] | None, typer.Option("--outlet", help="Only this outlet; may be repeated.")] = None,
    as_json: AsJson = False,
    allow_loopback: AllowLoopback = False,
) -> None:
    """Try every source of every outlet, politely: what works, how fresh it is, what to mend.

    Exit status: 0 all work, 1 some must be mended, 2 no such outlet.
    """
    known = knowledge("outlets check").outlets
    try:
        checked = asyncio.run(_checked(known, outlet or (), allow_loopback, searches("outlets check").phrases))
    except ValueError as error:
        print(f"masar outlets check: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    if as_json:
        print(msgspec.json.encode(checked).decode())
    else:
        _show(checked, datetime.now(UTC))
    raise typer.Exit(1 if any(one.broken for one in checked) else 0)


async def _checked(
    known: Mapping[str, Outlet], wanted: Sequence[str], allow_loopback: bool, phrases: Sequence[str]
) -> list[SourceChecked]:
    settings = crawler_settings(allow_loopback)
    sources = sources_of(known, wanted)
    order = {(outlet.id, source.url): place for place, (outlet, source) in enumerate(sources)}
    checked: list[SourceChecked] = []
    console = Console(file=sys.stderr)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("sources", total=len(sources))
        async with asking(settings) as ask:
            async for one in check_sources(sources, ask, Hosts(known, settings), settings, phrases):
                checked.append(one)
                progress.update(bar, advance=1, description=f"{one.outlet}: {one.verdict}")
    return [*sorted(checked, key=lambda one: order[one.outlet, one.url]), *left_alone(known, wanted)]


def _show(checked: Sequence[SourceChecked], now: datetime) -> None:
    table = Table(
        "outlet", "source", "verdict", "entries", "newest", "verified", "what to mend", box=None, pad_edge=False
    )
    for one in checked:
        colour = _COLOURS.get(one.verdict, "red")
        table.add_row(
            escape(one.outlet),
            escape(one.url),
            f"[{colour}]{one.verdict}[/{colour}]",
            str(one.entries or ""),
            age((now - one.newest).total_seconds()) if one.newest else "",
            one.verified or "no",
            escape("; ".join(part for part in (one.reason, one.mend) if part)),
        )
    console = Console() if sys.stdout.isatty() else Console(width=200)
    console.print(table)
    console.print(_in_all(checked), highlight=False)


def _in_all(checked: Sequence[SourceChecked]) -> str:
    sources = [one for one in checked if one.verdict != "left alone"]
    broken = sum(one.broken for one in sources)
    outlets = {one.outlet: one.verified for one in sources}
    verified = sum(day is not None for day in outlets.values())
    alone = len(checked) - len(sources)
    return (
        f"{len(sources)} sources, {broken} to mend; "
        f"outlets: {len(outlets)}, verified by a person: {verified}, left alone: {alone}"
    )
