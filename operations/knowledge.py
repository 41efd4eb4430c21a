"""The dossiers, outlets and phrases that the environment names, or a clear refusal."""

import sys
from pathlib import Path

import typer

from contracts.outlet import outlets_followed
from contracts.searches import Searches, read_searches
from operations.options import settings
from operations.whereabouts import addresses
from services.parser.knowledge import Knowledge, load_knowledge


def knowledge(command: str) -> Knowledge:
    """What the parser knows; one line and exit status 2 where a file is missing or does not hold."""
    named = settings()
    try:
        return load_knowledge(named.dossiers, named.followed, named.outlets)
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


def declared_outlets(command: str) -> list[str]:
    """The ids of the outlets that are crawled; of a running `masar run`, those that it was given."""
    named = settings()
    told = named.outlets or addresses(named).outlets
    try:
        return list(outlets_followed(named.dossiers, named.followed, Path(told) if told else None))
    except (ValueError, OSError) as error:
        print(f"masar {command}: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
