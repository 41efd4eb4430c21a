"""The command `masar story`."""

import sys
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from operations.client import asking
from operations.options import AsJson
from operations.story_view import show_family, show_sides
from queries.family import NotInIndex, family, find_member, tree
from queries.sides import sides


def story_command(
    asked: Annotated[str, typer.Argument(metavar="ID", help="A story's id, a page's id or its address.")],
    other: Annotated[str | None, typer.Argument(metavar="[OTHER]", help="A second page, to compare it with.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a story's family as a tree and a timeline; with two pages, show what one kept of the other.

    Example: masar story https://example.org/a https://example.com/b
    """
    try:
        with asking() as client:
            if other:
                compared = sides(find_member(client, asked), find_member(client, other))
            else:
                members = family(client, asked)
    except NotInIndex as error:
        print(f"masar story: {error}", file=sys.stderr)
        raise typer.Exit(1) from None
    except ValueError as error:
        print(f"masar story: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    if as_json:
        told = compared if other else {"id": members[0].story.id, "members": members, "tree": tree(members)}
        print(msgspec.json.encode(told).decode())
    else:
        (Console() if sys.stdout.isatty() else Console(width=160)).print(
            show_sides(compared) if other else show_family(members)
        )
