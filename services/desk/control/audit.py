"""The audit: one line for each dead letter that somebody sent again, or tried out to."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from contracts.dead_letter import DeadLetter

Done = Literal["dry_run", "asked", "replayed", "failed"]


class Line(Struct, frozen=True, kw_only=True):
    """What was done, by whom, to which letter."""

    at: datetime
    user: str
    done: Done
    letter: str
    topic: str
    reason: str
    page_id: str | None


class Audit:
    """Appends lines of JSON to a file; nobody takes any out."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, user: str, done: Done, letters: Iterable[DeadLetter]) -> None:
        """Write the lines, on disk when this returns. Raises OSError: what cannot be noted must not be done."""
        now = datetime.now(UTC)
        lines = [
            msgspec.json.encode(
                Line(
                    at=now,
                    user=user,
                    done=done,
                    letter=each.id,
                    topic=each.topic,
                    reason=each.reason,
                    page_id=each.page_id,
                )
            )
            for each in letters
        ]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, b"".join(line + b"\n" for line in lines))
            os.fsync(handle)
        finally:
            os.close(handle)

    def last(self, count: int = 50) -> list[Line]:
        """The newest lines, the newest first."""
        if not self._path.exists():
            return []
        lines = self._path.read_bytes().splitlines()[-count:]
        return [msgspec.json.decode(line, type=Line) for line in reversed(lines)]
