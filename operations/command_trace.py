"""The command `masar trace`."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from lineage.lines import trace_lines
from operations.knowledge import knowledge


def trace_command(
    file: Annotated[Path | None, typer.Argument(help="A file of lines; else standard input.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Lines in, lines out; there is no other form yet.")] = True,
) -> None:
    """Tell origins from copies, with no broker: lines of articles in, lines of their stories out.

    In: {"page_id", "outlet", "agency", "published", "body"}, in any order. Out: {"page_id", "story"}, final state.
    """
    outlets = knowledge("trace").outlets.values()
    agencies = {outlet.id: outlet.agency for outlet in outlets if outlet.agency}
    try:
        with file.open("rb") if file else nullcontext(sys.stdin.buffer) as lines:
            for line in trace_lines(lines, agencies):
                sys.stdout.buffer.write(line + b"\n")
    except ValueError as error:
        print(f"masar trace: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
