"""The audit record: what an operator did with a dead letter."""

from datetime import datetime
from typing import Literal

from msgspec import Struct


class Audit(Struct, frozen=True, kw_only=True):
    """One act on one dead letter. Topic masar.audit, key: the letter's id.

    `letter` is the letter's id: topic/partition/offset of the record that died. A letter of that id that is younger
    than `at` is another: its topic was made anew. `by` is user@host as the machine names them, or name@control, the
    name that somebody signed in to the control room with. `sent` is where a replayed record went, topic/partition/
    offset; null where the letter was purged.
    """

    version: int = 1
    letter: str
    act: Literal["replayed", "purged"]
    reason: str
    by: str
    at: datetime
    sent: str | None = None
    page_id: str | None = None
    outlet: str | None = None
