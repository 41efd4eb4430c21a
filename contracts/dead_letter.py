"""The dead letter: a record that a step could not handle, whole, with the reason."""

from datetime import datetime

from msgspec import Struct

# Headers of a replayed record: when it was replayed, and the letter that it came from.
REPLAYED_AT = "masar-replayed-at"
REPLAYED_FROM = "masar-replayed-from"


class DeadLetter(Struct, frozen=True, kw_only=True):
    """A record that broke a step. Topic `<topic>.dead`, key: the record's own key.

    `key`, `value` and `headers` are the record's bytes, untouched (base64 in JSON), so that it can
    be replayed. `reason` is a short name that groups alike letters, `error` the full text.
    `page_id`, `url` and `outlet` are null where the record could not be read that far.
    """

    version: int = 1
    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()
    step: str
    reason: str
    error: str
    at: datetime
    page_id: str | None = None
    url: str | None = None
    outlet: str | None = None

    @property
    def id(self) -> str:
        """Where the record came from: topic/partition/offset, unique while the topic lives."""
        return f"{self.topic}/{self.partition}/{self.offset}"
