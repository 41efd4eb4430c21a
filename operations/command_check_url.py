"""The command `masar check-url`."""

import asyncio
import sys
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from operations.asking import AllowLoopback, asking, crawler_settings
from operations.hosts import Hosts
from operations.knowledge import knowledge
from operations.options import AsJson
from operations.url_check import UrlChecked, check_url
from operations.url_view import show
from services.parser.knowledge import Knowledge

# What the parser says where there was nothing to read.
_UNREAD = frozenset({"dead", "no_text"})


def check_url_command(
    url: Annotated[str, typer.Argument(help="An http or https address.")],
    as_json: AsJson = False,
    allow_loopback: AllowLoopback = False,
) -> None:
    """Show all about one address: robots.txt, pace, redirects, headers, charset, and what the parser reads.

    Exit status: 0 it was fetched and read, 1 the crawler gets no page there, 3 the parser finds no text, 2 no address.
    """
    try:
        checked = asyncio.run(_checked(url, allow_loopback, knowledge("check-url")))
    except ValueError as error:
        print(f"masar check-url: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    if as_json:
        print(msgspec.json.encode(checked).decode())
    else:
        show(checked, Console())
    raise typer.Exit(_status(checked))


async def _checked(url: str, allow_loopback: bool, known: Knowledge) -> UrlChecked:
    settings = crawler_settings(allow_loopback)
    async with asking(settings) as ask:
        return await check_url(url, ask, Hosts(known.outlets, settings), known, settings)


def _status(checked: UrlChecked) -> int:
    if checked.outcome not in ("fetched", "works"):
        return 1
    return 3 if checked.parsed and checked.parsed.outcome in _UNREAD else 0
