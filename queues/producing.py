"""A producer for commands: every record is on all replicas before the next one goes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from kafka import KafkaProducer

from contracts import topics

PATIENCE = 60


class Send(Protocol):
    """Sends one record and returns where it lies: kafka-python's RecordMetadata. Raises KafkaError."""

    def __call__(self, topic: str, **record: Any) -> Any: ...


@contextmanager
def producing(brokers: str, login: Mapping[str, Any]) -> Iterator[Send]:
    """A way to send for as long as the block lasts."""
    largest = max(topic.max_message_bytes for topic in topics.all_topics())
    producer = KafkaProducer(
        bootstrap_servers=brokers.split(","), **login, acks="all", compression_type="lz4", max_request_size=largest
    )

    def send(topic: str, **record: Any) -> Any:
        return producer.send(topic, **record).get(timeout=PATIENCE)

    try:
        yield send
    finally:
        producer.close()
