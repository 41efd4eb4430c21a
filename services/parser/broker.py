"""Is Kafka there, with the topics that the parser needs?"""

import time
from collections.abc import Mapping
from typing import Any

from kafka import KafkaAdminClient

from contracts import topics
from runtime.reach import reachable

NEEDED = (topics.PAGES, topics.RELEVANT, topics.ARTICLES, topics.OUTCOMES)


def greet(brokers: str, login: Mapping[str, Any]) -> None:
    """Return when Kafka answers and has the topics. Raises KafkaError or OSError, saying what is missing."""
    admin = KafkaAdminClient(
        bootstrap_servers=brokers.split(","), request_timeout_ms=5_000, bootstrap_timeout_ms=5_000, **login
    )
    try:
        there = set(admin.list_topics())
    finally:
        admin.close()
    absent = [topic for topic in NEEDED if topic not in there]
    if absent:
        raise OSError(f"topics are missing, create them with `masar setup`: {', '.join(absent)}")


class Reachability:
    """Whether some broker takes connections, asked again at most every few seconds."""

    def __init__(self, brokers: str, every: float = 5.0) -> None:
        self._brokers = brokers
        self._every = every
        self._asked = float("-inf")
        self._reachable = False

    def now(self) -> bool:
        """True when at least one broker of the list accepted a connection."""
        if time.monotonic() - self._asked > self._every:
            self._reachable = reachable(self._brokers)
            self._asked = time.monotonic()
        return self._reachable
