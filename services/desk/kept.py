"""What was counted over a whole dossier, kept for a while: it takes longest, and one more article changes it least."""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any

# An answer is kept so many times as long as it took, and no longer than this: over few articles nothing ever is old,
# and over a million asking anew takes a hundredth of one processor at most.
TIMES, LONGEST = 100, 30.0


class Kept:
    """Answers by name. While one reader asks anew for an answer that is too old, others are given the old one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._answers: dict[Hashable, tuple[Any, float]] = {}
        self._asked: set[Hashable] = set()
        self._lock = threading.Lock()

    def answer(self, name: Hashable, ask: Callable[[], Any], least: float = 0.0) -> Any:
        """The answer of that name, or what `ask` returns now, which is kept for `least` seconds at the least.

        Raises what `ask` does; nothing is kept of that.
        """
        began = self._clock()
        with self._lock:
            answer, until = self._answers.get(name, (None, began))
            if began < until or (name in self._answers and name in self._asked):
                return answer
            self._asked.add(name)
        try:
            answer = ask()
            done = self._clock()
            with self._lock:
                self._answers[name] = (answer, done + max(least, min(LONGEST, TIMES * (done - began))))
        finally:
            with self._lock:
                self._asked.discard(name)
        return answer
