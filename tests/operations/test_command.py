"""The command line names every command, and starts one without loading the others."""

import json
import subprocess
import sys

from typer.main import get_command

from operations.command import app_for

LOADED = (
    "import json, sys; from operations.command import app_for; app_for(['parse']); print(json.dumps(list(sys.modules)))"
)


def test_every_command_is_there() -> None:
    commands = get_command(app_for([])).commands  # type: ignore[attr-defined]  # a group, which its base does not say
    assert {"run", "parse", "dead", "outlets", "where", "setup"} <= set(commands)
    assert all(get_command(app_for([name])).commands.keys() == {name} for name in commands)  # type: ignore[attr-defined]


def test_parsing_pages_loads_no_client_of_a_broker() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], check=True, capture_output=True)  # this Python
    assert not {"kafka", "elasticsearch", "aiohttp", "faust", "structlog"} & set(json.loads(told.stdout))
