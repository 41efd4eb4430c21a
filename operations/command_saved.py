"""The command `masar saved`."""

import smtplib
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import httpx
import typer

from operations.options import settings
from operations.saved import Memory, Saved, look, read_saved
from operations.settings import OperationsSettings
from operations.tell import Teller
from operations.whereabouts import base_folder

_PATIENCE = 30.0


def saved_command(
    file: Annotated[Path, typer.Argument(help="TOML: [[search]] with name, address, and mail or webhook.")],
    every: Annotated[float | None, typer.Option(help="Look again after so many seconds, until stopped.")] = None,
) -> None:
    """Tell by e-mail or webhook what is new to saved searches. The first look at a search tells nobody.

    Example: masar saved searches.toml --every 600
    """
    named = settings()
    try:
        searches = read_saved(file)
    except (ValueError, OSError) as error:
        print(f"masar saved: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    folder = base_folder(named)
    folder.mkdir(parents=True, exist_ok=True)
    memory = Memory(folder / "saved-searches.json")
    with httpx.Client(timeout=_PATIENCE, follow_redirects=False) as client:
        teller = Teller(client, (lambda: _server(named)) if named.smtp else None, named.smtp_from)
        while True:
            ok = _once(client, searches, memory, teller)
            if every is None:
                raise typer.Exit(0 if ok else 1)
            time.sleep(every)


def _once(client: httpx.Client, searches: Sequence[Saved], memory: Memory, teller: Teller) -> bool:
    """One look at each search; one that fails holds up no other."""
    ok = True
    for search in searches:
        try:
            new = look(client, search, memory, teller.tell)
        except (httpx.HTTPError, smtplib.SMTPException, OSError, ValueError) as error:
            print(f"masar saved: {search.name}: {error}", file=sys.stderr)
            ok = False
        else:
            print(f"{search.name}: {'first look' if new is None else f'{new} new'}")
    return ok


def _server(named: OperationsSettings) -> smtplib.SMTP:
    host, _, port = (named.smtp or "").rpartition(":")
    return smtplib.SMTP(host, int(port), timeout=_PATIENCE)
