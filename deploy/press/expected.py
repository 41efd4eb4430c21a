"""What Masar must make of the press: one expectation for each address that its sources lead to."""

from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

_EXPECTED = Path(__file__).with_name("expected.toml")


class Expected(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One address. `fetch` and `parse` are final outcomes; null where a step never sees the page.

    `has` are passages of the body, `has_not` passages of the page that belong to no article.
    `published` is cut to its grain. `twin` is a second address of the same page; `story` groups the
    copies of one text, one of them its `origin`; `has_first` becomes `has_corrected` when the page is corrected.
    """

    outlet: str
    path: str
    fetch: str
    found_by: Literal["source", "redirect"] = "source"
    twin: str | None = None
    parse: str | None = None
    reason: str | None = None
    language: str | None = None
    title: str | None = None
    level: Literal["core", "mention", "related", "off_topic"] | None = None
    main_phase: str | None = None
    phases: tuple[str, ...] = ()
    published: str | None = None
    agency: str | None = None
    story: str | None = None
    origin: bool = False
    has: tuple[str, ...] = ()
    has_not: tuple[str, ...] = ()
    has_first: str | None = None
    has_corrected: str | None = None


class _Expectations(Struct, forbid_unknown_fields=True):
    page: tuple[Expected, ...]


def expected_pages() -> tuple[Expected, ...]:
    """Every expectation, outlet by outlet. Raises msgspec.ValidationError where the file does not hold."""
    return msgspec.toml.decode(_EXPECTED.read_bytes(), type=_Expectations).page


def counts() -> dict[str, int]:
    """How many pages end how on a first visit: discovered, each fetch outcome, each parse outcome, relevant."""
    pages = expected_pages()
    names = [page.fetch for page in pages] + [page.parse for page in pages if page.parse]
    relevant = sum(page.level in ("core", "mention", "related") for page in pages)
    return {"discovered": len(pages), **{name: names.count(name) for name in sorted(set(names))}, "relevant": relevant}


def dates_agree(expected: str | None, found: str | None) -> bool:
    """Whether a date that was read is the expected one: the same day and, where both tell a time, the same minute."""
    if expected is None or found is None:
        return expected is found
    if "T" not in expected or "T" not in found:
        return expected[:10] == found[:10]
    return _minute(expected) == _minute(found)


def _minute(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(second=0, microsecond=0)
