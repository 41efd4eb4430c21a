"""Who may sign in to the control room: a file of names and passwords, made at the first start."""

import secrets
from pathlib import Path

from deploy.local.secret import keep_secret, make_private

OPERATOR = "operator"
FILE = "control-users"


def operators(folder: Path) -> Path:
    """The file, with one operator where it was missing; what is there stays."""
    make_private(folder)
    file = folder / FILE
    if not file.exists():
        keep_secret(file, f"{OPERATOR}:{secrets.token_urlsafe(18)}")
    return file
