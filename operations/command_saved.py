"""The command `masar saved`."""

import fcntl
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import httpx
import typer

from operations.mail import PATIENCE, mail_server
from operations.options import settings
from operations.saved import Memory, Saved, look, read_saved
from operations.tell import Teller
from operations.whereabouts import base_folder


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
        connect = mail_server(named)
    except (ValueError, OSError) as error:
        print(f"masar saved: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    folder = base_folder(named)
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder / "saved-searches.lock"), httpx.Client(timeout=PATIENCE, follow_redirects=False) as client:
        memory = Memory(folder / "saved-searches.json")
        teller = Teller(client, connect, named.smtp_from)
        while True:
            ok = _once(client, searches, memory, teller)
            if every is None:
                raise typer.Exit(0 if ok else 1)
            time.sleep(every)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Two at once would tell everything twice."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"masar saved: another one is looking, it holds {path}", file=sys.stderr)
            raise typer.Exit(2) from None
        yield


def _once(client: httpx.Client, searches: Sequence[Saved], memory: Memory, teller: Teller) -> bool:
    """One look at each search; one that fails holds up no other."""
    ok = True
    for search in searches:
        try:
            looked = look(client, search, memory, teller.tell)
        except (httpx.HTTPError, OSError, ValueError) as error:
            print(f"masar saved: {search.name}: {error}", file=sys.stderr)
            ok = False
            continue
        print(f"{search.name}: {'first look' if looked.new is None else f'{looked.new} new'}")
        for why in looked.failed:
            print(f"masar saved: {search.name}: not told, will be at the next look: {why}", file=sys.stderr)
            ok = False
    return ok
