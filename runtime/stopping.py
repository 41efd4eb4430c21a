"""Stopping in order: SIGTERM and SIGINT set an event that the service's loop looks at."""

import signal
import threading


def stop_event() -> threading.Event:
    """An event that is set when this process is asked to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
