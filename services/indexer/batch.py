"""Work waiting for its bulk request, bounded by bytes, count and time."""

from collections import deque
from collections.abc import Callable, Iterable

from services.indexer.work import Position, Work


class Batch:
    """A queue of work. Times are seconds on any clock that only goes forward."""

    def __init__(self, most_bytes: int, most_count: int, flush_after: float) -> None:
        self._most_bytes = most_bytes
        self._most_count = most_count
        self._flush_after = flush_after
        self._waiting: deque[tuple[float, Work]] = deque()
        self._bytes = 0

    def add(self, work: Work, now: float) -> None:
        """Queue work behind what waits."""
        self._waiting.append((now, work))
        self._bytes += work.size

    def put_back(self, works: Iterable[Work]) -> None:
        """Queue work before what waits, due at once: it was sent before."""
        for work in reversed(list(works)):
            self._waiting.appendleft((float("-inf"), work))
            self._bytes += work.size

    def due(self, now: float) -> bool:
        """Whether a request is full, or its first document has waited long enough."""
        if not self._waiting:
            return False
        full = self._bytes >= self._most_bytes or len(self._waiting) >= self._most_count
        return full or now - self._waiting[0][0] >= self._flush_after

    def take(self) -> list[Work]:
        """The next request's work. A document larger than the bound goes alone."""
        taken: list[Work] = []
        size = 0
        while self._waiting and len(taken) < self._most_count:
            work = self._waiting[0][1]
            if taken and (work.alone or taken[0].alone or size + work.size > self._most_bytes):
                break
            self._waiting.popleft()
            taken.append(work)
            size += work.size
        self._bytes -= size
        return taken

    def drop(self, stale: Callable[[Position], bool]) -> None:
        """Leave out the work of records that another indexer now reads."""
        self._waiting = deque(entry for entry in self._waiting if not stale(entry[1].position))
        self._bytes = sum(work.size for _, work in self._waiting)

    def __len__(self) -> int:
        return len(self._waiting)
