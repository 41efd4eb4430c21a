"""Secrets of a local stack: made by chance at the first start, kept in files that only their owner reads."""

import os
import secrets
from pathlib import Path

BYTES = 24


def make_private(folder: Path) -> None:
    """A folder that nobody else enters, whoever the brokers run as."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)


def kept_secret(file: Path) -> str:
    """What the file holds; a new password is put there where it is missing."""
    if not file.exists():
        keep_secret(file, secrets.token_urlsafe(BYTES))
    return file.read_text("ascii").strip()


def keep_secret(file: Path, secret: str) -> None:
    """Write the file, mode 0600 from its first moment, whole or not at all."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(f"{secret}\n")
    unfinished.replace(file)
