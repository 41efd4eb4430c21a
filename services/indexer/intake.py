"""The consumer's side: what is read, paused, finished and committed."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Protocol

import structlog
from kafka import TopicPartition
from kafka.consumer.subscription_state import ConsumerRebalanceListener
from kafka.errors import KafkaError
from kafka.structs import OffsetAndMetadata

from services.indexer import metrics
from services.indexer.offsets import Offsets
from services.indexer.work import Position, Record

log = structlog.get_logger()

COMMIT_EVERY = 1.0
COMMIT_TIME = 5.0
# kafka-python 3.0.12 can forget a join that outlasts a poll: heartbeats stop and every commit fails, for ever.
# Commits that fail for so long tell of it; joining anew ends it.
REJOIN_AFTER = 10.0


class Consumer(Protocol):
    """The part of KafkaConsumer that is used here."""

    def subscribe(self, topics: Collection[str], listener: ConsumerRebalanceListener) -> None: ...
    def unsubscribe(self) -> None: ...
    def poll(self, timeout_ms: int) -> Mapping[TopicPartition, list[Any]]: ...
    def pause(self, *partitions: TopicPartition) -> None: ...
    def resume(self, *partitions: TopicPartition) -> None: ...
    def paused(self) -> Collection[TopicPartition]: ...
    def assignment(self) -> Collection[TopicPartition]: ...
    def highwater(self, partition: TopicPartition) -> int | None: ...
    def commit(self, offsets: Mapping[TopicPartition, OffsetAndMetadata], timeout_ms: int) -> None: ...


class Intake(ConsumerRebalanceListener):  # type: ignore[misc]  # kafka-python is untyped
    """Reads records and commits offsets past contiguous finished ones."""

    def __init__(self, consumer: Consumer, topics: Collection[str]) -> None:
        self._consumer = consumer
        self._topics = topics
        self._offsets = Offsets()
        self._commit_tried = 0.0
        self._failing_since: float | None = None

    def join(self) -> None:
        """Join the group; partitions come while polling."""
        self._consumer.subscribe(self._topics, listener=self)

    def receive(self, patience: float) -> Iterator[tuple[Position, Record]]:
        """Records as they come, after `patience` seconds at the latest; none while paused."""
        for partition, records in self._consumer.poll(timeout_ms=int(patience * 1000)).items():
            for record in records:
                value = record.value
                position = self._offsets.begin(
                    partition.topic, partition.partition, record.offset, len(value) if value else 0
                )
                yield position, Record(record.key, value, tuple((name, bytes(held)) for name, held in record.headers))

    def press(self, pressed: bool) -> None:
        """Pause or resume every partition, those assigned meanwhile too."""
        paused = set(self._consumer.paused())
        if pressed:
            self._consumer.pause(*(set(self._consumer.assignment()) - paused))
        elif paused:
            self._consumer.resume(*paused)

    def finish(self, position: Position) -> None:
        """Note a record as finished."""
        self._offsets.finish(position)

    def is_stale(self, position: Position) -> bool:
        """Whether another indexer, or a later assignment, reads the record again."""
        return not self._offsets.holds(position)

    def commit_now_and_then(self, now: float) -> None:
        """Commit, but no more often than every COMMIT_EVERY seconds; join anew when that fails for long."""
        if now - self._commit_tried < COMMIT_EVERY:
            return
        self._commit_tried = now
        if self.commit():
            self._failing_since = None
        elif self._failing_since is None:
            self._failing_since = now
        elif now - self._failing_since > REJOIN_AFTER:
            self._failing_since = None
            self._rejoin()

    def commit(self) -> bool:
        """Commit what is finished, and say whether that went well. What failed is tried again with the next commit."""
        taken = self._offsets.take()
        if not taken:
            return True
        offsets = {TopicPartition(*place): OffsetAndMetadata(offset, "", -1) for place, offset in taken.items()}
        try:
            self._consumer.commit(offsets, timeout_ms=int(COMMIT_TIME * 1000))
        except KafkaError as error:
            metrics.COMMITS.labels("failed").inc()
            log.warning("offsets not committed", error=str(error) or type(error).__name__)
            self._offsets.give_back(taken)
            return False
        metrics.COMMITS.labels("done").inc()
        self._show_lag(offsets)
        return True

    @property
    def held_records(self) -> int:
        """How many records are read and not finished."""
        return self._offsets.held_records

    @property
    def held_bytes(self) -> int:
        """The size of the records that are read and not finished."""
        return self._offsets.held_bytes

    @property
    def assigned(self) -> bool:
        """Whether this indexer has partitions."""
        return bool(self._consumer.assignment())

    def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        """Begin these partitions anew."""
        for partition in assigned:
            self._offsets.assign((partition.topic, partition.partition))

    def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        """Forget these partitions; what is under way still reaches the index, which takes it once only."""
        for partition in revoked:
            self._offsets.revoke((partition.topic, partition.partition))

    def _rejoin(self) -> None:
        log.warning("joining the group anew: commits have failed for long", after=REJOIN_AFTER)
        self.on_partitions_revoked(list(self._consumer.assignment()))
        self._consumer.unsubscribe()
        self.join()

    def _show_lag(self, committed: Mapping[TopicPartition, OffsetAndMetadata]) -> None:
        for partition, reached in committed.items():
            if partition in self._consumer.assignment() and (end := self._consumer.highwater(partition)) is not None:
                metrics.LAG.labels(partition.topic, partition.partition).set(max(0, end - reached.offset))
