"""Pages in the styles of real outlets' templates, each with what should be read in it."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from contracts.addresses import page_id
from contracts.article import DateFound
from contracts.outlet import Outlet, Rule
from contracts.page import Page
from contracts.urls import FeedEntry

FOLDER = Path(__file__).parents[1] / "pages" / "outlets"
# What a replacement character of a saved page stands for: half of a letter.
_BROKEN = b"\xd9"


class _Published(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A date as meant; what is left out is not compared."""

    at: str
    surface: str | None = None
    method: str | None = None

    @property
    def grain(self) -> str:
        return "day" if "T" not in self.at else "minute" if self.at[16:17] != ":" else "second"


class Meant(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What should be read; a field left out should be null. `outcome` is article, or name and reason."""

    outcome: str = "article"
    language: str = "ar"
    title: str | None = None
    subtitle: str | None = None
    kicker: str | None = None
    summary: str | None = None
    paragraphs: tuple[str, ...] = ()
    agency: str | None = None
    author: str | None = None
    place: str | None = None
    published: _Published | None = None
    modified: _Published | None = None
    damaged: int = 0


class _Told(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    url: str
    fetched_at: datetime
    content_type: str = "text/html; charset=utf-8"
    # The charset in which the page was sent; here it is kept in UTF-8, to be read by people.
    sent_in: str = "utf-8"
    time_zone: str | None = None
    day_first: bool | None = None
    agency: str | None = None
    house: str | None = None
    feed_date: str | None = None
    rule: Rule | None = None
    meant: Meant


class OutletPage(Struct, frozen=True):
    """A saved page as the parser gets it, its outlet's declaration, and what is meant."""

    name: str
    page: Page
    outlet: Outlet
    meant: Meant


def outlet_pages() -> list[OutletPage]:
    """Every page of tests/pages/outlets, by name."""
    return [_opened(path) for path in sorted(FOLDER.glob("*.html"))]


def differing(meant: _Published | None, found: DateFound | None) -> bool:
    """Whether a date found is another than the one meant."""
    if meant is None or found is None:
        return (meant is None) != (found is None)
    said = (found.at, found.grain, meant.surface and found.surface, meant.method and found.method)
    return said != (meant.at, meant.grain, meant.surface, meant.method)


def _opened(path: Path) -> OutletPage:
    told = msgspec.toml.decode(path.with_suffix(".toml").read_bytes(), type=_Told)
    page = Page(
        page_id=page_id(told.url),
        url=told.url,
        final_url=told.url,
        outlet=path.stem,
        fetched_at=told.fetched_at.replace(tzinfo=UTC),
        status=200,
        headers=(("content-type", told.content_type),),
        body=path.read_text("utf-8").encode(told.sent_in, "replace").replace("\ufffd".encode(), _BROKEN),
        discovered_by="test",
        entry=FeedEntry(date=told.feed_date) if told.feed_date else None,
    )
    outlet = Outlet(
        id=path.stem,
        name_ar=told.house or path.stem,
        name_en=path.stem,
        country="XX",
        kind="agency" if told.agency else "daily",
        time_zone=told.time_zone,
        home=told.url,
        sources=(),
        agency=told.agency,
        day_first=told.day_first,
        rule=told.rule,
    )
    return OutletPage(path.stem, page, outlet, told.meant)
