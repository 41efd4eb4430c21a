"""The command `masar dossier check`."""

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from contracts.outlet import read_outlets
from contracts.searches import read_searches
from operations.options import AsJson, settings
from services.parser.dossier.check import check_dossier

dossier_app = typer.Typer(no_args_is_help=True, help="The reviewed data of what is followed.")


@dossier_app.callback()
def _dossier() -> None:
    """Keeps `check` a command of its own while it is the only one."""


@dossier_app.command("check")
def dossier_check(
    names: Annotated[list[str] | None, typer.Argument(help="Dossiers by their folder's name; else all.")] = None,
    as_json: AsJson = False,
) -> None:
    """Read each dossier whole and name every fault, with its file; exit status 1 where there is one."""
    folder = settings().dossiers
    known = sorted(each.name for each in folder.iterdir() if each.is_dir())
    chosen = names or known
    if unknown := [name for name in chosen if name not in known]:
        print(f"masar: no dossier is called {unknown[0]!r}; {folder} has {', '.join(known)}", file=sys.stderr)
        raise typer.Exit(2)
    faults = {name: [*check_dossier(folder / name), *_crawl_faults(folder / name)] for name in chosen}
    if as_json:
        print(msgspec.json.encode(faults).decode())
    for name, found in faults.items() if not as_json else ():
        print(f"{name}: {'good' if not found else f'{len(found)} faults'}")
        for fault in found:
            print(f"  {fault}", file=sys.stderr)
    if any(faults.values()):
        raise typer.Exit(1)


def _crawl_faults(dossier: Path) -> list[str]:
    faults: list[str] = []
    try:
        read_searches([dossier / "searches.toml"])
    except ValueError as error:
        faults.append(str(error))
    try:
        if (dossier / "outlets.toml").exists():
            read_outlets(dossier / "outlets.toml")
    except ValueError as error:
        faults.append(str(error))
    return faults
