"""The `masar` command."""

import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from runtime.collecting import collect_rarely

# Each command's module and what in it runs it.
_COMMANDS = {
    "backfill": ("operations.command_backfill", "backfill_command"),
    "check-url": ("operations.command_check_url", "check_url_command"),
    "parse": ("operations.command_parse", "parse_command"),
    "rebuild": ("operations.command_rebuild", "rebuild_command"),
    "saved": ("operations.command_saved", "saved_command"),
    "search": ("operations.command_search", "search_command"),
    "story": ("operations.command_story", "story_command"),
    "trace": ("operations.command_trace", "trace_command"),
    "ledger": ("operations.command_ledger", "ledger_command"),
    "where": ("operations.command_where", "where_command"),
    "logs": ("operations.command_logs", "logs_command"),
    "status": ("operations.command_status", "status_command"),
    "run": ("operations.command_run", "run_command"),
    "setup": ("operations.command_run", "setup_command"),
    "dead": ("operations.command_dead", "dead_app"),
    "snapshot": ("operations.command_snapshot", "snapshot_app"),
    "outlets": ("operations.command_outlets", "outlets_app"),
    "dossier": ("operations.command_dossier", "dossier_app"),
}
# Nothing that these do logs, and to load what logs takes as long as to read 30 pages.
_SILENT = frozenset(("parse",))


def main() -> None:
    """Run the command line."""
    collect_rarely()
    app_for(sys.argv[1:])()


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """The commands; only the one that the arguments name, where they name one.

    The modules of all take three quarters of a second of processor to load, as much as reading 300 pages.
    """
    app = typer.Typer(
        no_args_is_help=True, add_completion=False, help="Follows a diplomatic process through the Arabic press."
    )
    app.callback()(_begin)
    for name in [argument for argument in arguments[:1] if argument in _COMMANDS] or _COMMANDS:
        module, attribute = _COMMANDS[name]
        command = getattr(import_module(module), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _begin(context: typer.Context) -> None:
    if context.invoked_subcommand in _SILENT:
        return
    from runtime.logs import configure_logs

    configure_logs("masar", "text", "warning")
