"""The log lines of `masar run`: of all services, in the order of their times, and those that come meanwhile."""

import json
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from msgspec import Struct

Line = dict[str, Any]


class Level(StrEnum):
    """What a line may be, the least first."""

    debug = "debug"
    info = "info"
    warning = "warning"
    error = "error"
    critical = "critical"


LEVELS = tuple(Level)


class Wanted(Struct, frozen=True, kw_only=True):
    """Which lines: of these services (all where none is named), of this level and above, about this page."""

    services: tuple[str, ...] = ()
    level: Level = Level.debug
    page_id: str | None = None

    def has(self, line: Line) -> bool:
        """Whether a line is wanted."""
        return (
            (not self.services or line["service"] in self.services)
            and _rank(line) >= LEVELS.index(self.level)
            and self.page_id in (None, line.get("page_id"))
        )


class Logs:
    """Reads the files on from where it was; a line that is not written to its end yet waits for the next look."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._read = dict.fromkeys(files, 0)
        # A line that is none of ours, as a traceback's, belongs to the time of the one before it.
        self._moments = dict.fromkeys(self._read, "")

    def go_on(self) -> list[Line]:
        """The lines that nobody was given yet, of all files, in the order of their times."""
        return sorted((line for file in self._read for line in self._of(file)), key=lambda line: str(line["timestamp"]))

    def _of(self, file: Path) -> Iterator[Line]:
        with file.open("rb") as opened:
            opened.seek(self._read[file])
            held = opened.read()
        whole = held[: held.rfind(b"\n") + 1]
        self._read[file] += len(whole)
        for text in whole.decode("utf-8", "replace").splitlines():
            line = _told(text) or _foreign(text, file.stem, self._moments[file])
            self._moments[file] = line["timestamp"]
            yield line


def _told(text: str) -> Line | None:
    """A line as its service wrote it; null where it is none."""
    try:
        line = json.loads(text)
    except ValueError:
        return None
    whole = isinstance(line, dict) and {"timestamp", "level", "service", "event"} <= line.keys()
    return line if whole else None


def _foreign(text: str, service: str, moment: str) -> Line:
    """What the interpreter or a library printed into a service's lines, an error; of who writes only text, told."""
    return {"timestamp": moment, "level": "error" if moment else "info", "service": service, "event": text}


def _rank(line: Line) -> int:
    return LEVELS.index(line["level"]) if line["level"] in LEVELS else len(LEVELS)


def log_files(folders: Sequence[Path]) -> list[Path]:
    """The services' logs of the run that wrote last, of the runs that have these folders."""
    by_run = [sorted((folder / "logs").glob("*.log")) for folder in folders]
    return max((files for files in by_run if files), key=lambda files: max(map(_changed, files)), default=[])


def _changed(file: Path) -> float:
    return file.stat().st_mtime
