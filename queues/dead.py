"""Dead letters: chosen, and sent into the flow again after a mend."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from kafka import KafkaProducer

from contracts import topics
from contracts.dead_letter import DeadLetter
from queues.look import OPEN

# A replayed record carries when it was replayed and where it had died.
REPLAYED_AT = "masar-replayed-at"
REPLAYED_FROM = "masar-replayed-from"


def chosen(
    letters: Iterable[DeadLetter], topic: str | None = None, reason: str | None = None, ids: Iterable[str] = ()
) -> Iterator[DeadLetter]:
    """The letters of a topic, of a reason, with one of the ids; all where nothing is asked."""
    wanted = set(ids)
    for letter in letters:
        asked = topic in (None, letter.topic) and reason in (None, letter.reason)
        if asked and (not wanted or letter.id in wanted):
            yield letter


def replay(brokers: str, letters: Iterable[DeadLetter], login: Mapping[str, Any] = OPEN) -> int:
    """Send each letter's record, untouched, to the topic that it came from; returns how many.

    The letters stay where they are. Raises KafkaError when a record is not acknowledged.
    """
    largest = max(topic.max_message_bytes for topic in topics.all_topics())
    producer = KafkaProducer(
        bootstrap_servers=brokers.split(","), **login, acks="all", compression_type="lz4", max_request_size=largest
    )
    count = 0
    try:
        for letter in letters:
            marks = [
                (REPLAYED_AT, datetime.now(UTC).isoformat().encode()),
                (REPLAYED_FROM, letter.id.encode()),
            ]
            sent = producer.send(letter.topic, key=letter.key, value=letter.value, headers=[*letter.headers, *marks])
            sent.get(timeout=60)
            count += 1
    finally:
        producer.close()
    return count
