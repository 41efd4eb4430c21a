"""A topic read from its beginning to its end, and later on to what its end is then."""

from collections.abc import Iterator, Mapping
from typing import Any

from kafka import TopicPartition

from queues.look import reader


class Tail:
    """Reads each record once; every pass ends where the topic's end was when the pass began."""

    def __init__(self, brokers: str, topic: str, login: Mapping[str, Any]) -> None:
        """Connect. Raises KafkaError where no broker answers."""
        self._consumer = reader(brokers, login)
        partitions = self._consumer.partitions_for_topic(topic) or ()
        self._places = [TopicPartition(topic, number) for number in partitions]
        self._consumer.assign(self._places)
        self._consumer.seek_to_beginning(*self._places)

    def behind(self) -> int:
        """How many records at most lie between here and the end: compaction has taken some of them."""
        ends = self._consumer.end_offsets(self._places)
        return sum(ends[place] - self._consumer.position(place) for place in self._places)

    def go_on(self) -> Iterator[Any]:
        """Records, kafka-python's, up to the present end. Raises KafkaError."""
        ends = self._consumer.end_offsets(self._places)
        while any(self._consumer.position(place) < ends[place] for place in self._places):
            for records in self._consumer.poll(timeout_ms=500).values():
                yield from records

    def close(self) -> None:
        """Leave."""
        self._consumer.close()
