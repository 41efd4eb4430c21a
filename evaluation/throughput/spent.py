"""Processor time of processes, read from /proc."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_of(leader: int) -> float:
    """Seconds of processor that a process and its group have used so far; 0 once all are gone. See proc(5)."""
    return sum(_seconds(entry) for entry in members(leader))


def members(leader: int) -> list[Path]:
    """The folders in /proc of a process group: some brokers are a launcher and the server that it started."""
    return [entry for entry in Path("/proc").iterdir() if entry.name.isdigit() and _group(entry) == leader]


def bytes_below(folder: Path, prefix: str) -> int:
    """Bytes of all files in the sub-folders whose names begin so: a topic's partitions as a Kafka node keeps them."""
    return sum(file.stat().st_size for part in folder.glob(f"{prefix}-*") for file in part.rglob("*.log"))


def _group(process: Path) -> int | None:
    fields = _fields(process)
    return int(fields[2]) if fields else None


def _seconds(process: Path) -> float:
    fields = _fields(process)
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0


def _fields(process: Path) -> list[str]:
    # What stands behind the name, which may hold blanks and brackets itself.
    try:
        return (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
