"""Read a case in a process of its own, so that a crash, a hang or a flood ends that process only."""

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable

import msgspec
from msgspec import Struct

from evaluation.fuzz.spent import Spent

_MOST_ADDRESSES = 3 << 30


class Told(Struct, frozen=True):
    """`fault` is None, or crash, hang, slow, large or the error's name; `outcome` what the page gave."""

    outcome: str | None
    fault: str | None
    error: str | None
    seconds: float
    mebibytes: float


def alone(work: Callable[[], tuple[str, Spent]]) -> Told:
    """Fork, do the work there, and tell how it ended."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_and_tell(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if told:
        return msgspec.json.decode(told, type=Told)
    ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    fault = "hang" if ended_by == signal.SIGPROF else "crash"
    return Told(None, fault, f"ended by signal {ended_by}", 0.0, 0.0)


def _work_and_tell(work: Callable[[], tuple[str, Spent]], writing: int) -> None:
    """Never returns: a forked copy must not go on with its parent's work."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_ADDRESSES, _MOST_ADDRESSES))
    try:
        outcome, spent = work()
        told = Told(outcome, spent.too_much, None, round(spent.seconds, 3), round(spent.mebibytes, 1))
    except BaseException as error:  # whatever it is, it is what the parent asks about
        told = Told(None, type(error).__name__, "".join(traceback.format_exception(error))[-4000:], 0.0, 0.0)
    os.write(writing, msgspec.json.encode(told))
    os._exit(0)
