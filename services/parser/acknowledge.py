"""Records of a partition finish in any order and are acknowledged in theirs."""

from collections import defaultdict, deque
from collections.abc import Hashable
from typing import Generic, TypeVar

Event = TypeVar("Event")


class InOrder(Generic[Event]):
    """Holds back the acknowledgement of a finished record until every record before it has finished.

    Faust 0.15.3 commits past records that are not finished when later ones are acknowledged first: it
    checks for a gap at the head only once something was committed, and then misses a gap of one record
    (faust.transport.consumer.Consumer._new_offset). A crash then loses those records.
    """

    def __init__(self) -> None:
        self._open: dict[Hashable, deque[Event]] = defaultdict(deque)
        self._finished: set[int] = set()

    def begin(self, partition: Hashable, event: Event) -> None:
        """Note a record, in the order in which its partition has it."""
        self._open[partition].append(event)

    def finish(self, partition: Hashable, event: Event) -> list[Event]:
        """Note that a record is finished; returns those that may now be acknowledged, in order."""
        self._finished.add(id(event))
        waiting = self._open[partition]
        ready = []
        while waiting and id(waiting[0]) in self._finished:
            first = waiting.popleft()
            self._finished.discard(id(first))
            ready.append(first)
        return ready
