"""What all commands share: their options' types, and the settings or a clear refusal."""

import sys
from typing import Annotated

import typer
from pydantic import ValidationError

from operations.settings import OperationsSettings

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def settings() -> OperationsSettings:
    """The settings, or one line for each that does not hold and exit status 2."""
    try:
        return OperationsSettings()
    except ValidationError as error:
        for wrong in error.errors():
            name = "MASAR_" + "_".join(str(part) for part in wrong["loc"]).upper()
            print(f"masar: {name}={wrong['input']!r}: {wrong['msg']}", file=sys.stderr)
        raise typer.Exit(2) from None
