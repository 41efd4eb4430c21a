"""A process that gets a quarter of its time, as on a machine that is busy with something else."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from evaluation.walks.meanwhile import meanwhile

# Long enough that a busy machine's own delays do not decide.
SLICE = 0.03


@contextmanager
def slowed(pid: int, times: int = 4) -> Iterator[None]:
    """Let the process run one part in `times` of the time, until the block ends."""

    def brake(done: threading.Event) -> None:
        while not done.is_set():
            began = time.monotonic()
            time.sleep(SLICE)
            os.kill(pid, signal.SIGSTOP)
            # What it really had, however late this thread was woken.
            time.sleep((time.monotonic() - began) * (times - 1))
            os.kill(pid, signal.SIGCONT)

    try:
        with meanwhile(brake):
            yield
    finally:
        os.kill(pid, signal.SIGCONT)
