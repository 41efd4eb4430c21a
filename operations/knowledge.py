"""The dossiers, outlets and phrases that the environment names, or a clear refusal."""

import sys

import typer

from contracts.searches import Searches, read_searches
from operations.options import settings
from services.parser.knowledge import Knowledge, load_knowledge


def knowledge(command: str) -> Knowledge:
    """What the parser knows; one line and exit status 2 where a file is missing or does not hold."""
    named = settings()
    try:
        return load_knowledge(named.dossiers, named.followed, named.outlets, patterns_later=True)
    except (ValueError, FileNotFoundError) as error:
        print(f"masar {command}: {error}", file=sys.stderr)
        raise typer.Exit(2) from None


def searches(command: str) -> Searches:
    """What the dossiers have looked for elsewhere; one line and exit status 2 where a file does not hold."""
    named = settings()
    try:
        return read_searches(named.dossiers / dossier / "searches.toml" for dossier in named.followed)
    except ValueError as error:
        print(f"masar {command}: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
