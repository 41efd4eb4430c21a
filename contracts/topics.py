"""The topics by name, read from topics.toml."""

from pathlib import Path

import msgspec

URLS = "masar.urls"
VISITS = "masar.visits"
PAGES = "masar.pages"
RELEVANT = "masar.relevant"
ARTICLES = "masar.articles"
OUTCOMES = "masar.outcomes"
AUDIT = "masar.audit"

# In place of a message: the records are a stream processor's own, and no other service reads them.
TABLE = "table"

PAGE_BODY_LIMIT = 10 * 1024 * 1024
DEAD_RETENTION_HOURS = 8760


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """One topic: `key` says in words what its records are keyed by; null retention keeps for ever."""

    name: str = ""
    message: str
    key: str
    partitions: int
    compacted: bool = False
    retention_hours: int | None = None
    max_message_bytes: int
    # False where nothing reads the topic as a step of the flow does.
    dead_letters: bool = True

    def config(self) -> dict[str, str]:
        """The topic's broker settings."""
        retention = -1 if self.retention_hours is None else self.retention_hours * 3_600_000
        return {
            "cleanup.policy": "compact" if self.compacted else "delete",
            "retention.ms": str(retention),
            "max.message.bytes": str(self.max_message_bytes),
        }


def dead(topic: str) -> str:
    """The dead-letter topic of a topic."""
    return f"{topic}.dead"


def all_topics() -> tuple[Topic, ...]:
    """Every topic with its dead-letter topic after it (tables have none), in the order of topics.toml."""
    described = msgspec.toml.decode(Path(__file__).with_name("topics.toml").read_bytes(), type=dict[str, Topic])
    named = [msgspec.structs.replace(topic, name=name) for name, topic in described.items()]
    return tuple(each for topic in named for each in _with_dead_letters(topic))


def _with_dead_letters(topic: Topic) -> tuple[Topic, ...]:
    return (topic,) if topic.message == TABLE or not topic.dead_letters else (topic, _dead_letters_of(topic))


def _dead_letters_of(topic: Topic) -> Topic:
    # base64 of a record that already holds base64, with room for the letter's own fields
    room = topic.max_message_bytes * 3 // 2 + 65_536
    return Topic(
        name=dead(topic.name),
        message="DeadLetter",
        key=topic.key,
        partitions=1,
        retention_hours=DEAD_RETENTION_HOURS,
        max_message_bytes=room,
    )
