"""The command `masar outlets find`."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from contracts.outlet import Outlet
from operations.asking import AllowLoopback, asking, crawler_settings
from operations.gdelt import ADDRESS, PACE, GdeltSilent, SeenArticle, articles_about
from operations.hosts import Hosts
from operations.knowledge import knowledge, searches
from operations.options import AsJson
from operations.outlets_find import HostFound, hosts_not_listed, stub
from services.crawler.fetch import FetchFailed


def outlets_find(
    phrase: Annotated[list[str] | None, typer.Option("--phrase", help="In English; else the dossiers' own.")] = None,
    span: Annotated[str, typer.Option("--span", help="How far back: 3months, 2w, 5d.")] = "3months",
    language: Annotated[str, typer.Option("--language", help="Of the articles, in English.")] = "arabic",
    api: Annotated[str, typer.Option("--api", help="Address of GDELT's DOC API.")] = ADDRESS,
    pace: Annotated[float, typer.Option("--pace", min=0.0, help="Seconds between two requests.")] = PACE,
    stubs: Annotated[bool, typer.Option("--toml", help="Print entries for outlets.toml, to be completed.")] = False,
    as_json: AsJson = False,
    allow_loopback: AllowLoopback = False,
) -> None:
    """Ask the GDELT project which hosts write about the dossiers' subject that no outlet declares.

    For people who add outlets; the crawler never does this. Exit status: 0 asked, 1 an answer was missing, 2 nothing
    to ask.
    """
    known = knowledge("outlets find").outlets
    phrases = phrase or searches("outlets find").english
    if not phrases:
        print(
            "masar outlets find: no phrase; give one with --phrase, or in the dossier's searches.toml", file=sys.stderr
        )
        raise typer.Exit(2)
    found, silent = asyncio.run(_asked(phrases, language, span, api, pace, known, allow_loopback))
    hosts = hosts_not_listed(found, known)
    if as_json:
        print(msgspec.json.encode([{**msgspec.to_builtins(each), "toml": stub(each)} for each in hosts]).decode())
    elif stubs:
        print("\n\n".join(stub(each) for each in hosts))
    else:
        _show(hosts)
    for each, reason in silent.items():
        print(f"masar outlets find: {each!r}: {reason}", file=sys.stderr)
    raise typer.Exit(1 if silent else 0)


async def _asked(
    phrases: Sequence[str],
    language: str,
    span: str,
    api: str,
    pace: float,
    known: Mapping[str, Outlet],
    allow_loopback: bool,
) -> tuple[dict[str, list[SeenArticle]], dict[str, str]]:
    settings = crawler_settings(allow_loopback)
    host = Hosts(known, settings).host(api)
    host.gate.pace = pace
    found: dict[str, list[SeenArticle]] = {}
    silent: dict[str, str] = {}
    async with asking(settings) as ask:
        for phrase in dict.fromkeys(phrases):
            try:
                found[phrase] = await articles_about(phrase, language, span, ask, host, api)
            except (GdeltSilent, FetchFailed) as error:
                silent[phrase] = str(error)
    return found, silent


def _show(hosts: Sequence[HostFound]) -> None:
    table = Table("host", "country", "articles", "example", box=None, pad_edge=False)
    for each in hosts:
        country = each.country or each.country_name or "?"
        table.add_row(escape(each.host), escape(country), str(each.articles), escape(f"{each.title}\n{each.example}"))
    console = Console() if sys.stdout.isatty() else Console(width=200)
    console.print(table)
    console.print(f"{len(hosts)} hosts that no outlet declares; --toml begins their entries", highlight=False)
