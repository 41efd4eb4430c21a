"""A process that gets a quarter of its time, as on a machine that is busy with something else."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

# Short against a page's stages of milliseconds, long against the scheduler's own slices.
SLICE = 0.004


@contextmanager
def slowed(pid: int, times: int = 4) -> Iterator[None]:
    """Let the process run one slice in `times`, until the block ends."""
    done = threading.Event()

    def brake() -> None:
        while not done.is_set():
            os.kill(pid, signal.SIGSTOP)
            time.sleep(SLICE * (times - 1))
            os.kill(pid, signal.SIGCONT)
            time.sleep(SLICE)

    thread = threading.Thread(target=brake, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        os.kill(pid, signal.SIGCONT)
