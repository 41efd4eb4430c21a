"""The outcome message: what became of a page at a step, by name."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Step = Literal["discover", "fetch", "parse", "trace", "index"]

# An outcome that hands the page on to the next step; every other name is final for the page's visit.
HANDS_ON: dict[Step, frozenset[str]] = {
    "discover": frozenset({"discovered"}),
    "fetch": frozenset({"fetched", "unchanged", "retrying"}),
    "parse": frozenset({"core", "mention", "related"}),
    "trace": frozenset({"traced", "unchanged"}),
    "index": frozenset(),
}


class Found(Struct, frozen=True, kw_only=True):
    """What reading a page brought to light, whatever the page is about; by it a changed template shows.

    `length` counts the characters of its text: 0 where it is no article, or none could be made out.
    """

    title: bool = False
    date: bool = False
    author: bool = False
    agency: bool = False
    length: int = 0


class Outcome(Struct, frozen=True, kw_only=True):
    """The one named result of a page at a step. Topic masar.outcomes, key page_id.

    `visit` is when the content that the outcome concerns was fetched: all steps that handled the
    same content carry the same value (null before any content was fetched). `dossiers` lists the
    dossiers that the step handed the page on to (parse) or worked for (trace, index).
    `reason` explains the name in a phrase, null where the name says it all. `found` is told by the step
    parse of pages that it read whole: off-topic ones are for the most part passed over unread (null).
    """

    version: int = 1
    page_id: str
    url: str
    outlet: str
    step: Step
    name: str
    reason: str | None = None
    at: datetime
    visit: datetime | None = None
    dossiers: tuple[str, ...] = ()
    found: Found | None = None
