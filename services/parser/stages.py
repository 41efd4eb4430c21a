"""The stages of reading a page: each is timed, and names itself when it breaks."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from services.parser.metrics import STAGE_SECONDS


class PageBroken(Exception):
    """A page that a stage could not handle: `step` is the stage, `reason` a short name for alike cases."""

    def __init__(self, step: str, reason: str, error: str) -> None:
        super().__init__(f"{step}: {error}")
        self.step = step
        self.reason = reason
        self.error = error


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Time what is inside, and turn what it raises into PageBroken of this stage.

    An error that has a `reason` keeps it; any other is named after its class.
    """
    started = time.perf_counter()
    try:
        yield
    except Exception as error:
        reason = getattr(error, "reason", None)
        named = reason if isinstance(reason, str) else type(error).__name__
        raise PageBroken(name, named, f"{type(error).__name__}: {error}") from error
    finally:
        STAGE_SECONDS.labels(name).observe(time.perf_counter() - started)
