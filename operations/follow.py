"""Following a running pipeline: a thread that reads outcomes and dead letters into the account."""

import threading
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from contracts import codec, topics
from contracts.dead_letter import DeadLetter
from contracts.outcome import Outcome
from queries.account import Account, Summary
from queues.look import OPEN, reader


class Follower:
    """Reads masar.outcomes and all dead-letter topics from their beginning, for as long as it runs."""

    def __init__(self, brokers: str, login: Mapping[str, Any] = OPEN) -> None:
        self._brokers = brokers
        self._login = login
        self._account = Account()
        self._dead: dict[str, DeadLetter] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="follower", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()
        self._thread.join(10)

    def summary(self) -> Summary:
        """The account's sums so far."""
        with self._lock:
            return self._account.summary()

    def open_pages(self) -> list[Outcome]:
        """The last outcome of each page without a final one."""
        with self._lock:
            return self._account.open_pages()

    def dead_by_topic(self) -> Counter[str]:
        """Dead letters by the topic of the record that died."""
        with self._lock:
            return Counter(letter.topic for letter in self._dead.values())

    def nameless_dead(self) -> int:
        """Dead letters of records that could not be read far enough to know their page."""
        with self._lock:
            return sum(1 for letter in self._dead.values() if letter.page_id is None)

    def _follow(self) -> None:
        while not self._stop.is_set():
            try:
                self._read(reader(self._brokers, self._login))
            except KafkaError:
                time.sleep(1)

    def _read(self, looker: KafkaConsumer) -> None:
        names = [topics.OUTCOMES, *(topic.name for topic in topics.all_topics() if topic.message == "DeadLetter")]
        try:
            partitions = [
                TopicPartition(name, number) for name in names for number in looker.partitions_for_topic(name) or ()
            ]
            looker.assign(partitions)
            looker.seek_to_beginning(*partitions)
            while not self._stop.is_set():
                for partition, records in looker.poll(timeout_ms=300).items():
                    self._take(partition.topic, [record.value for record in records])
        finally:
            looker.close()

    def _take(self, topic: str, values: list[bytes]) -> None:
        with self._lock:
            for value in values:
                try:
                    if topic == topics.OUTCOMES:
                        self._account.add(codec.decode(value, Outcome))
                    else:
                        letter = codec.decode(value, DeadLetter)
                        self._dead[letter.id] = letter
                except codec.MessageRejected:
                    continue  # the indexer makes dead letters of these; here they only cannot be counted
