"""Something that goes on while something else is done."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def meanwhile(act: Callable[[threading.Event], None]) -> Iterator[None]:
    """Run `act` on a thread; at the end of the block the event that it is given is set, and it is waited for."""
    done = threading.Event()
    thread = threading.Thread(target=act, args=(done,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
