"""Outcomes and dead letters on their way to Kafka, until it acknowledges them."""

from collections import deque
from collections.abc import Sequence
from typing import Any, Protocol

import structlog
from kafka.errors import KafkaError

from services.indexer.tell import Message
from services.indexer.work import Position

log = structlog.get_logger()


class Producer(Protocol):
    """The part of KafkaProducer that is used here."""

    def send(self, topic: str, value: bytes, key: bytes | None) -> Any: ...


class _Announcement:
    """The messages that one record's finish depends on; a future stands for each that is under way."""

    def __init__(self, position: Position, messages: Sequence[Message]) -> None:
        self.position = position
        self.under_way: list[tuple[Message, Any]] = [(message, None) for message in messages]


class Announcer:
    """Produces messages and says which records' messages have all arrived. One that failed is produced again."""

    def __init__(self, producer: Producer) -> None:
        self._producer = producer
        self._open: deque[_Announcement] = deque()

    def announce(self, position: Position, messages: Sequence[Message]) -> None:
        """Produce the messages that a record's finish depends on."""
        announcement = _Announcement(position, messages)
        self._push(announcement)
        self._open.append(announcement)

    def arrived(self) -> list[Position]:
        """The records whose messages have all been acknowledged since the last call."""
        arrived = []
        still_open: deque[_Announcement] = deque()
        for announcement in self._open:
            self._push(announcement)
            if announcement.under_way:
                still_open.append(announcement)
            else:
                arrived.append(announcement.position)
        self._open = still_open
        return arrived

    def __len__(self) -> int:
        return len(self._open)

    def _push(self, announcement: _Announcement) -> None:
        """Leave out what has arrived, produce what is not under way or has failed."""
        remaining = []
        for message, future in announcement.under_way:
            if future is not None and future.succeeded():
                continue
            if future is None or future.failed():
                future = self._produce(message, future)
            remaining.append((message, future))
        announcement.under_way = remaining

    def _produce(self, message: Message, failed: Any) -> Any:
        if failed is not None:
            log.warning("producing again", topic=message.topic, error=str(failed.exception))
        try:
            return self._producer.send(message.topic, value=message.value, key=message.key)
        except KafkaError as error:
            log.warning("Kafka takes no messages", topic=message.topic, error=str(error))
            return None
