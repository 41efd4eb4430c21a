"""The house of an outlet: its address, its template's pieces, its listings, its articles."""

from datetime import datetime
from pathlib import Path
from string import Template
from typing import Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from contracts.outlet import Outlet, read_outlets
from deploy.press.article import Article, articles_of

HOUSES = Path(__file__).with_name("houses")
TEMPLATES = Path(__file__).with_name("templates")

Form = Literal["rss", "atom", "sitemap", "sitemap_index", "news_sitemap", "section"]


class Listing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place where the house lists articles: those of `sections` and `years` (empty: all).

    `parts` are the sitemaps of an index, `dates` says whether entries carry their time, `tracked`
    whether articles with tracking parameters show them here.
    """

    path: str
    form: Form
    title: str = ""
    sections: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()
    dates: bool = True
    tracked: bool = False


class Style(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a house prints. `pieces` are snippets with $text, `head` what its pages say to machines.

    `robots` is robots.txt (empty: the house has none), `padding` the bytes of an inlined picture.
    """

    listing: tuple[Listing, ...]
    pieces: dict[str, str]
    head: tuple[Literal["json_ld", "og", "description", "canonical"], ...] = ()
    validators: tuple[Literal["etag", "last_modified"], ...] = ()
    related_after: int = 0
    robots: str = ""
    padding: int = 0


class House(Struct, frozen=True, kw_only=True):
    """An outlet with all that it serves."""

    outlet: Outlet
    style: Style
    articles: tuple[Article, ...]
    page: Template
    story: Template

    @property
    def address(self) -> str:
        """The loopback address that the house listens on."""
        return self.outlet.home.removeprefix("http://").partition(":")[0]

    def url(self, path: str) -> str:
        """The absolute address of a path, Arabic letters percent-encoded."""
        return self.outlet.home.rstrip("/") + quote(path, safe="/?=&%-._~")

    def moment(self, article: Article) -> datetime:
        """When the article was published, in the house's zone (UTC where the outlet names none)."""
        return article.published.replace(tzinfo=ZoneInfo(self.outlet.time_zone or "UTC"))

    def listed(self, listing: Listing) -> tuple[Article, ...]:
        """The articles of a listing, newest first."""
        return tuple(
            article
            for article in self.articles
            if article.listed
            and (not listing.sections or article.section in listing.sections)
            and (not listing.years or article.published.year in listing.years)
        )


def open_houses(outlets: Path) -> tuple[House, ...]:
    """The houses of an outlets file. Raises ValueError, naming the file, where data do not hold."""
    return tuple(_open(outlet) for outlet in read_outlets(outlets).values())


def _open(outlet: Outlet) -> House:
    path = HOUSES / f"{outlet.id}.toml"
    try:
        style = msgspec.toml.decode(path.read_bytes(), type=Style)
    except msgspec.DecodeError as error:
        raise ValueError(f"{path}: {error}") from error
    return House(
        outlet=outlet,
        style=style,
        articles=articles_of(outlet.id),
        page=_template(outlet.id, "page"),
        story=_template(outlet.id, "story"),
    )


def _template(outlet: str, name: str) -> Template:
    return Template((TEMPLATES / f"{outlet}.{name}.html").read_text(encoding="utf-8"))
