"""When the record at an offset was written: one small fetch."""

import uuid
from collections.abc import Mapping
from typing import Any

from kafka import KafkaConsumer, TopicPartition

# A record that lies there comes at once; compaction may have left none before the end.
PATIENCE_MS = 500


class Oldest:
    """Reads single records outside all groups. Remembers the last one of each partition: a reader that stands still
    is asked about again and again."""

    def __init__(self, brokers: str, login: Mapping[str, Any]) -> None:
        """Connect. Raises KafkaError when Kafka is away."""
        self._consumer = KafkaConsumer(
            bootstrap_servers=brokers.split(","),
            **login,
            group_id=None,
            enable_auto_commit=False,
            client_id=f"masar-watch-{uuid.uuid4().hex[:8]}",
            # Whatever the bound, a broker gives the first batch whole (KIP-74): this asks for that and no more.
            max_partition_fetch_bytes=1,
            fetch_max_wait_ms=100,
        )
        self._known: dict[TopicPartition, tuple[int, float]] = {}

    def written(self, place: TopicPartition, offset: int) -> float | None:
        """Unix seconds of the first record at or after an offset; null where none comes. Raises KafkaError."""
        known = self._known.get(place)
        if known and known[0] == offset:
            return known[1]
        self._consumer.assign([place])
        self._consumer.seek(place, offset)
        for records in self._consumer.poll(timeout_ms=PATIENCE_MS, max_records=1).values():
            for record in records:
                written: float = record.timestamp / 1000
                self._known[place] = offset, written
                return written
        return None

    def close(self) -> None:
        """Leave."""
        self._consumer.close()
