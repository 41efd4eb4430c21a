"""Removing dead letters for good. Kafka forgets only beginnings: what stays is written again behind the end first."""

from collections.abc import Collection, Mapping
from typing import Any

import msgspec
from kafka import KafkaAdminClient, TopicPartition

from contracts import topics
from operations.tail import Tail
from queues.dead import note
from queues.letters import Brief
from queues.look import OPEN, reader
from queues.producing import Send, producing


def purge(brokers: str, letters: Collection[Brief], by: str, login: Mapping[str, Any] = OPEN) -> int:
    """Remove these letters, with an audit record for each; returns how many lay there.

    Others keep their bytes, headers and time. Cut off in between, letters that stay may lie there twice: whoever counts
    goes by their ids. Raises KafkaError.
    """
    removed = 0
    with producing(brokers, login) as send:
        for topic in sorted({letter.topic for letter in letters}):
            doomed = {letter.id: letter for letter in letters if letter.topic == topic}
            for letter in doomed.values():
                note(send, letter, "purged", by)
            removed += _rewrite(brokers, topics.dead(topic), set(doomed), send, login)
    return removed


def _rewrite(brokers: str, topic: str, doomed: set[str], send: Send, login: Mapping[str, Any]) -> int:
    end, removed = _end(brokers, topic, login), 0
    tail = Tail(brokers, topic, login)
    try:
        for record in tail.go_on():
            if record.offset >= end:
                continue  # it came meanwhile, and lies behind what is removed
            if msgspec.json.decode(record.value, type=Brief).id in doomed:
                removed += 1
            else:
                send(topic, key=record.key, value=record.value, headers=record.headers, timestamp_ms=record.timestamp)
    finally:
        tail.close()
    admin = KafkaAdminClient(bootstrap_servers=brokers.split(","), **login)
    try:
        admin.delete_records({TopicPartition(topic, 0): end})
    finally:
        admin.close()
    return removed


def _end(brokers: str, topic: str, login: Mapping[str, Any]) -> int:
    looker = reader(brokers, login)
    try:
        end: int = looker.end_offsets([TopicPartition(topic, 0)])[TopicPartition(topic, 0)]
        return end
    finally:
        looker.close()
