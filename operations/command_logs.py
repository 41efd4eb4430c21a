"""The command `masar logs`."""

import json
import sys
import time
from contextlib import suppress
from typing import Annotated

import structlog
import typer

from contracts.addresses import page_id
from operations.log_lines import Level, Line, Logs, Wanted, log_files
from operations.options import AsJson, settings
from operations.whereabouts import base_folder

LOOK_EVERY = 0.5


def logs_command(
    services: Annotated[list[str] | None, typer.Argument(help="Only of these: crawler, parser, watch …")] = None,
    level: Annotated[Level, typer.Option(help="Only of this level and above.")] = Level.info,
    page: Annotated[str | None, typer.Option(help="Only lines about this page: its address or its page_id.")] = None,
    last: Annotated[int, typer.Option(help="So many of the newest; 0: all.", min=0)] = 50,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with those that come.")] = False,
    as_json: AsJson = False,
) -> None:
    """The log lines of all services of `masar run` in one order: of the run that goes on, or of the last one.

    Exit status: 0, 1 where there is no such line, 2 where nothing ever ran here or there is no such service.
    """
    base = base_folder(settings())
    files = log_files([folder for folder in (base / "press", base / "live") if folder.is_dir()])
    _refuse_unknown(services or [], [file.stem for file in files], str(base))
    wanted = Wanted(services=tuple(services or ()), level=level, page_id=_id_of(page))
    logs = Logs(files)
    found = [line for line in logs.go_on() if wanted.has(line)]
    _show(found[-last:] if last else found, as_json)
    with suppress(KeyboardInterrupt):
        while follow:
            time.sleep(LOOK_EVERY)
            _show([line for line in logs.go_on() if wanted.has(line)], as_json)
    if not found and not follow:
        more = ": `masar where` tells its way at any level of logs" if page else ""
        print(f"masar logs: no such line{more}", file=sys.stderr)
        raise typer.Exit(1)


def _refuse_unknown(asked: list[str], there: list[str], base: str) -> None:
    unknown = sorted(set(asked) - set(there))
    if not there:
        print(f"masar logs: no logs of any run in {base}: `make run` writes them", file=sys.stderr)
    elif unknown:
        print(f"masar logs: no log of {', '.join(unknown)}: there are {', '.join(there)}", file=sys.stderr)
    if not there or unknown:
        raise typer.Exit(2)


def _id_of(page: str | None) -> str | None:
    if page is None or "://" not in page:
        return page
    try:
        return page_id(page)
    except ValueError as error:
        print(f"masar logs: {error}", file=sys.stderr)
        raise typer.Exit(2) from None


def _show(lines: list[Line], as_json: bool) -> None:
    render = structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty(), sort_keys=False)
    for line in lines:
        print(json.dumps(line, ensure_ascii=False) if as_json else render(None, "", dict(line)), flush=True)
