"""What a running system holds, looked at again and again: memory, file handles, lag, bytes on disk."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kafka.errors import KafkaError
from msgspec import Struct

from evaluation.throughput.spent import members
from queues.look import TopicsLook

PAGE_BYTES = 4096


class Sample(Struct, frozen=True):
    """One look: `at` in seconds since the first, resident memory in megabytes; `lag` is null where Kafka was silent."""

    at: float
    memory: dict[str, float]
    handles: dict[str, int]
    lag: int | None
    disk: dict[str, int]


class Sampler:
    """Looks every few seconds, on a thread of its own, at processes and folders by name."""

    def __init__(
        self, processes: Callable[[], Mapping[str, int]], folders: Mapping[str, Path], kafka: str, every: float
    ) -> None:
        self.samples: list[Sample] = []
        self._processes, self._folders, self._every = processes, folders, every
        self._look = TopicsLook(kafka)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sampler", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> Sequence[Sample]:
        """End; returns all samples."""
        self._stop.set()
        self._thread.join()
        self._look.close()
        return self.samples

    def lag(self) -> int | None:
        """Records that nobody has finished yet, over all topics; null where Kafka does not say."""
        try:
            return sum(state.lag or 0 for state in self._look.states())
        except KafkaError:
            return None

    def _run(self) -> None:
        began = time.monotonic()
        while not self._stop.wait(self._every):
            processes = dict(self._processes())
            self.samples.append(
                Sample(
                    time.monotonic() - began,
                    {name: memory_of(pid) for name, pid in processes.items()},
                    {name: handles_of(pid) for name, pid in processes.items()},
                    self.lag(),
                    {name: bytes_of(folder) for name, folder in self._folders.items()},
                )
            )


def memory_of(leader: int) -> float:
    """Resident memory of a process and its group in megabytes, 0 where it is gone. See statm in proc(5)."""
    return sum(_pages(entry) for entry in members(leader)) * PAGE_BYTES / 1e6


def handles_of(leader: int) -> int:
    """How many files and sockets a process and its group have open, 0 where it is gone."""
    return sum(_handles(entry) for entry in members(leader))


def _pages(process: Path) -> int:
    try:
        return int((process / "statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0


def _handles(process: Path) -> int:
    try:
        return len(list((process / "fd").iterdir()))
    except OSError:
        return 0


def bytes_of(folder: Path) -> int:
    """Bytes on disk of all files below a folder; what goes away meanwhile is passed over."""
    total = 0
    for file in folder.rglob("*"):
        try:
            total += file.lstat().st_blocks * 512
        except OSError:
            continue
    return total
