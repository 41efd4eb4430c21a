"""What reading one case cost: CPU seconds and the most memory held at once. Linux only, by /proc."""

import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

# A page's bounds. The process that reads it counts whole; before its first page it holds some 80 MiB.
MOST_SECONDS = 2.0
MOST_MEBIBYTES = 300.0
_HELD_BEFORE = 80.0
# Whatever takes so much longer than allowed is not waited for: the process is ended by the kernel.
_HANGS = 20.0

Given = TypeVar("Given")


class Spent(Struct, frozen=True):
    """`seconds` of CPU, `mebibytes` of memory at the peak in a process that held nothing else than the parser."""

    seconds: float
    mebibytes: float

    @property
    def too_much(self) -> str | None:
        """Which bound was passed, as a name; None where none was."""
        if self.seconds > MOST_SECONDS:
            return "slow"
        return "large" if self.mebibytes > MOST_MEBIBYTES else None


def spent_on(work: Callable[[], Given], hangs: float = _HANGS) -> tuple[Given, Spent]:
    """Do the work here, and say what it gave and took. After `hangs` CPU seconds the process dies (SIGPROF)."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # sets the peak back to what is held now
    held = _peak()
    signal.setitimer(signal.ITIMER_PROF, hangs)
    started = time.process_time()
    try:
        gave = work()
    finally:
        seconds = time.process_time() - started
        signal.setitimer(signal.ITIMER_PROF, 0)
    return gave, Spent(seconds, _HELD_BEFORE + _peak() - held)


def _peak() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
