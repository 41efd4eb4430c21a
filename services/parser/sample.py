"""Which of the pages that nobody will read are read all the same, to see whether an outlet's template has changed."""

import time
from collections.abc import Callable


class Sampler:
    """Lets one page of each outlet through, at most every `every` seconds: bounded work, whatever the load.

    Small outlets are seen page by page so, and large ones do not cost more than they.
    """

    def __init__(self, every: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._every = every
        self._clock = clock
        self._next: dict[str, float] = {}

    def takes(self, outlet: str) -> bool:
        """Whether a page of this outlet is to be read now."""
        now = self._clock()
        if now < self._next.get(outlet, 0.0):
            return False
        self._next[outlet] = now + self._every
        return True
