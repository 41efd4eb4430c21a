"""What all commands share: their options' types, and the settings or a clear refusal."""

from typing import Annotated

import typer

from operations.settings import OperationsSettings
from runtime.settings import settings_or_refusal

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def settings() -> OperationsSettings:
    """The settings, or one line for each that does not hold and exit status 2."""
    return settings_or_refusal(OperationsSettings, "masar")
