"""The command `masar parse`."""

import sys
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from operations.knowledge import knowledge
from operations.parse import Result, parse_file, parse_lines
from runtime.collecting import collect_rarely


def parse_command(
    file: Annotated[Path | None, typer.Argument(help="A saved page, or with --jsonl a file of lines.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read lines of pages, from FILE or standard input.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Articles also of pages that are not relevant.")] = False,
    url: Annotated[str, typer.Option(help="The saved page's address.")] = "http://localhost/",
    fetched_at: Annotated[datetime | None, typer.Option(help="When the page was fetched, UTC; else now.")] = None,
) -> None:
    """Put pages through the parser, with no broker: JSON lines of Article, Outcome or DeadLetter."""
    known = knowledge("parse")
    collect_rarely()
    if jsonl:
        with file.open("rb") if file else nullcontext(sys.stdin.buffer) as lines:
            _print_results(parse_lines(lines, known, everything=everything))
    elif file:
        moment = (fetched_at or datetime.now(UTC)).replace(tzinfo=UTC)
        _print_results(parse_file(file, url, moment, known, everything=everything))
    else:
        print("masar parse: name a FILE, or give lines on standard input with --jsonl", file=sys.stderr)
        raise typer.Exit(2)


def _print_results(results: Iterable[Result]) -> None:
    for result in results:
        told = msgspec.json.encode(result)
        sys.stdout.buffer.write(b'{"message":"%s",%s\n' % (type(result).__name__.encode(), told[1:]))
        sys.stdout.buffer.flush()
