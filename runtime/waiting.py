"""Waiting for a dependency that is not there yet: one line for what, then go on when it appears."""

import threading
from collections.abc import Callable
from typing import TypeVar

import structlog

log = structlog.get_logger()

Found = TypeVar("Found")

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 5.0


class Stopped(Exception):
    """The process was asked to stop while it waited."""


def wait_for(
    what: str,
    probe: Callable[[], Found],
    stop: threading.Event,
    failures: tuple[type[Exception], ...] = (OSError,),
) -> Found:
    """Call `probe` until it raises none of `failures`, and return its answer.

    Says once what it waits for and once that it is there; pauses double from 0.5 s to 5 s.
    Raises Stopped when `stop` is set meanwhile.
    """
    pause = FIRST_PAUSE
    waited = False
    while not stop.is_set():
        try:
            found = probe()
        except failures as error:
            if not waited:
                log.warning(f"waiting for {what}", error=str(error) or type(error).__name__)
                waited = True
            stop.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            if waited:
                log.info(f"{what} is there")
            return found
    raise Stopped(what)
