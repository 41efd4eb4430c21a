"""When to try again: pauses that double, less a random part so that several indexers do not come at once."""

import random
from collections.abc import Callable


class Pace:
    """Holds requests back after a refusal. Times are seconds on any clock that only goes forward."""

    def __init__(self, first: float, longest: float, chance: Callable[[], float] = random.random) -> None:
        self._first = first
        self._longest = longest
        self._chance = chance
        self._refusals = 0
        self._until = 0.0

    def refused(self, now: float) -> None:
        """Note that Elasticsearch could not take all of a request. Refusals during a pause do not lengthen it."""
        if now < self._until:
            return
        pause = min(self._longest, self._first * 2.0 ** min(self._refusals, 30))
        self._refusals += 1
        self._until = now + pause * (0.5 + self._chance() / 2)

    def accepted(self) -> None:
        """Note that a request went through whole."""
        self._refusals = 0
        self._until = 0.0

    def open(self, now: float) -> bool:
        """Whether a request may be sent."""
        return now >= self._until

    @property
    def pressed(self) -> bool:
        """Whether the last request was refused: nothing more should be read."""
        return self._refusals > 0
