"""The command `masar search`."""

from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.markup import escape

from operations.client import asking
from operations.options import AsJson
from queries.search import Asked, Found, search


def search_command(
    query: Annotated[str, typer.Argument(help="Words, and phrases in quotation marks; none asks for everything.")] = "",
    level: Annotated[str | None, typer.Option(help="core, mention or related.")] = None,
    phase: Annotated[str | None, typer.Option(help="A phase's id, such as kuwait-2024.")] = None,
    outlet: Annotated[str | None, typer.Option(help="An outlet's id.")] = None,
    agency: Annotated[str | None, typer.Option(help="An agency's id, such as KUNA.")] = None,
    since: Annotated[str | None, typer.Option(help="First day of publication, 2024-11-01.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day of publication.")] = None,
    newest: Annotated[bool, typer.Option("--newest", help="Newest first, not best first.")] = False,
    size: Annotated[int, typer.Option(help="How many to show.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Search the index: matches are shown as printed, whatever their spelling."""
    given = {"level": level, "phase": phase, "outlet": outlet, "agency": agency}
    filters = {name: value for name, value in given.items() if value}
    asked = Asked(text=query, filters=filters, since=since, until=until, newest=newest, size=size)
    with asking() as client:
        found = search(client, asked)
    if as_json:
        print(msgspec.json.encode(found).decode())
    else:
        _show(found)


def _show(found: Found) -> None:
    console = Console()
    for hit in found.hits:
        console.print(f"[bold]{escape(hit.title or '(no title)')}[/bold]")
        console.print(
            f"  [dim]{hit.level} · {hit.published or 'no date'} · {hit.outlet} · {hit.url}[/dim]", soft_wrap=True
        )
        for passage in hit.passages[:1]:
            console.print(f"  {escape(passage)}", soft_wrap=True)
    console.print(f"[dim]{found.total} articles[/dim]")
