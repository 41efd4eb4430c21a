"""All that was ever told of one page: every outcome in Kafka, retries and earlier visits too, and its dead letters."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from kafka import TopicPartition

from contracts import codec, topics
from contracts.outcome import Outcome
from queues.letters import Brief, Letters
from queues.look import OPEN, reader
from services.crawler.partition import partition_of

_POLL_MS = 1_000


def every_outcome(
    brokers: str, page_id: str, since: datetime | None = None, login: Mapping[str, Any] = OPEN
) -> Iterator[Outcome]:
    """A page's outcomes in the order in which they were told, from `since` on. Raises KafkaError.

    They lie in one partition, the page's; it is read from there to its end.
    """
    looker = reader(brokers, login)
    try:
        count = len(looker.partitions_for_topic(topics.OUTCOMES) or ())
        if not count:
            return
        place = TopicPartition(topics.OUTCOMES, partition_of(page_id, count))
        looker.assign([place])
        _begin(looker, place, since)
        end = looker.end_offsets([place])[place]
        while looker.position(place) < end:
            for records in looker.poll(timeout_ms=_POLL_MS).values():
                for record in records:
                    # Others' outcomes lie there too, and need not be decoded.
                    if page_id.encode() in (record.value or b""):
                        yield from _readable(record.value, page_id)
    finally:
        looker.close()


def letters_of(brokers: str, page_id: str, login: Mapping[str, Any] = OPEN) -> list[Brief]:
    """A page's dead letters. Raises KafkaError."""
    letters = Letters(brokers, login)
    try:
        return [letter for letter in letters.kept() if letter.page_id == page_id]
    finally:
        letters.close()


def _begin(looker: Any, place: TopicPartition, since: datetime | None) -> None:
    at = looker.offsets_for_times({place: int(since.timestamp() * 1000)})[place] if since else None
    if at is None:
        looker.seek_to_beginning(place)
    else:
        looker.seek(place, at.offset)


def _readable(value: bytes, page_id: str) -> Iterator[Outcome]:
    try:
        outcome = codec.decode(value, Outcome)
    except codec.MessageRejected:
        return
    if outcome.page_id == page_id:
        yield outcome
