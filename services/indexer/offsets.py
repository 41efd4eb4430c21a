"""Offsets that may be committed: those before which every record is finished."""

from collections import deque

from services.indexer.work import Position

Partition = tuple[str, int]


class Offsets:
    """Keeps account of what was read and what is finished, partition by partition, in the order of reading.

    Compacted topics leave gaps between offsets: only what was read counts. `held_bytes` is the size of what was
    read and is not finished.
    """

    def __init__(self) -> None:
        self._epochs: dict[Partition, int] = {}
        self._open: dict[Partition, deque[int]] = {}
        self._finished: dict[Partition, set[int]] = {}
        self._reached: dict[Partition, int] = {}
        self._epoch = 0
        self._sizes: dict[Position, int] = {}
        self.held_bytes = 0

    def assign(self, partition: Partition) -> None:
        """Begin a partition anew: what an earlier assignment left open counts no more."""
        self._forget_sizes(partition)
        self._epoch += 1
        self._epochs[partition] = self._epoch
        self._open[partition] = deque()
        self._finished[partition] = set()
        self._reached.pop(partition, None)

    def revoke(self, partition: Partition) -> None:
        """Forget a partition that another indexer reads from now on."""
        for kept in (self._epochs, self._open, self._finished, self._reached):
            kept.pop(partition, None)
        self._forget_sizes(partition)

    def begin(self, topic: str, partition: int, offset: int, size: int = 0) -> Position:
        """Note a record of so many bytes as read."""
        place = (topic, partition)
        if place not in self._epochs:
            self.assign(place)
        self._open[place].append(offset)
        position = Position(topic, partition, offset, self._epochs[place])
        self._sizes[position] = size
        self.held_bytes += size
        return position

    def finish(self, position: Position) -> None:
        """Note a record as finished: written or dead, and acknowledged."""
        self.held_bytes -= self._sizes.pop(position, 0)
        if not self.holds(position):
            return
        place = (position.topic, position.partition)
        waiting, finished = self._open[place], self._finished[place]
        finished.add(position.offset)
        while waiting and waiting[0] in finished:
            self._reached[place] = waiting.popleft() + 1
            finished.discard(self._reached[place] - 1)

    def holds(self, position: Position) -> bool:
        """Whether the record's assignment still stands."""
        return self._epochs.get((position.topic, position.partition)) == position.epoch

    def take(self) -> dict[Partition, int]:
        """The offsets to commit that were not taken before: each is that of the next record to read."""
        taken, self._reached = self._reached, {}
        return taken

    def give_back(self, taken: dict[Partition, int]) -> None:
        """Put offsets back that could not be committed, unless the partition has gone on or away."""
        for partition, offset in taken.items():
            if partition in self._epochs:
                self._reached.setdefault(partition, offset)

    @property
    def held_records(self) -> int:
        """How many records are read and not finished."""
        return len(self._sizes)

    def _forget_sizes(self, partition: Partition) -> None:
        for position in [each for each in self._sizes if (each.topic, each.partition) == partition]:
            self.held_bytes -= self._sizes.pop(position)
