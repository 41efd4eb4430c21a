"""A record on its way into an index: where it came from, what is to be written, what must be told of it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct


class Position(Struct, frozen=True):
    """A record's place. `epoch` counts the assignments: work of an earlier one commits nothing."""

    topic: str
    partition: int
    offset: int
    epoch: int


class Record(Struct, frozen=True):
    """A Kafka record as read, untouched."""

    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()


class Subject(Struct, frozen=True, kw_only=True):
    """The article or outcome that a record told of; what its outcome or dead letter names.

    `dossier` and `visit` are null in outcomes, which have no outcome of their own. `published` is when an article was
    published, where that is known to the minute; `first` says that it is its first revision.
    """

    page_id: str
    url: str
    outlet: str
    dossier: str | None = None
    visit: datetime | None = None
    published: datetime | None = None
    first: bool = False


class Write(Struct, frozen=True):
    """A document to be written through `alias`, unless a version as high or higher is there.

    `source` is its JSON, without line breaks. `direct`: what stands in `alias` is an index's own name.
    """

    alias: str
    id: str
    version: int
    source: bytes
    direct: bool = False


class Work(Struct, frozen=True):
    """A record with the document made of it.

    `sent` says that a request carried it before, `broken` at how many Elasticsearch itself failed; `alone` asks
    for a request of its own, for the last one was refused as a whole. `also` is written with the document: the record
    is finished when all of it stands.
    """

    position: Position
    record: Record
    subject: Subject
    write: Write
    also: tuple[Write, ...] = ()
    sent: bool = False
    broken: int = 0
    alone: bool = False

    @property
    def size(self) -> int:
        """Its bytes in a bulk request, near enough."""
        return sum(len(write.source) + 200 for write in self.writes)

    @property
    def writes(self) -> tuple[Write, ...]:
        """The document, and what is written with it."""
        return (self.write, *self.also)

    def by_itself(self) -> "Work":
        """The same, to be sent in a request of its own."""
        return msgspec.structs.replace(self, sent=True, alone=True)


class Rejected(Struct, frozen=True):
    """A record that no document could be made of, or that Elasticsearch refused. `subject` is null where unreadable."""

    position: Position
    record: Record
    reason: str
    error: str
    subject: Subject | None = None


def size_of(works: Sequence[Work]) -> int:
    """The bytes of a bulk request of these."""
    return sum(work.size for work in works)
