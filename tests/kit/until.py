"""Waiting in a test."""

import time
from collections.abc import Callable


def until(true: Callable[[], object], within: float = 120.0) -> None:
    """Return when it is true. Fails after so many seconds."""
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, f"not true after {within:.0f} s"
        time.sleep(0.2)
