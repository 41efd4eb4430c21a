"""An article of the press as its newsroom keeps it: the text, and how its address is served."""

from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

ARTICLES = Path(__file__).with_name("articles")

Serve = Literal["article", "missing", "moved", "pdf", "endless", "gallery", "video"]


class Correction(Struct, frozen=True, forbid_unknown_fields=True):
    """What an editor mends after the first readers came: `was` becomes `now` in the body."""

    was: str
    now: str


class Article(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One address. `published` is the outlet's local time; `date_line` what the page prints of it.

    Paragraphs of `body` are parted by an empty line. `to` is where a moved address points;
    `tracking` a query that the first feed adds; an unlisted article stands in no source.
    """

    path: str
    title: str
    section: str
    published: datetime
    date_line: str = ""
    kicker: str = ""
    subtitle: str = ""
    byline: str = ""
    caption: str = ""
    body: str = ""
    comments: tuple[str, ...] = ()
    views: int = 0
    language: str = "ar"
    charset: str = "utf-8"
    serve: Serve = "article"
    to: str = ""
    tracking: str = ""
    listed: bool = True
    correction: Correction | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs, without the white space around them."""
        return tuple(part.strip() for part in self.body.split("\n\n") if part.strip())


class _Desk(Struct, forbid_unknown_fields=True):
    article: tuple[Article, ...]


def articles_of(outlet: str) -> tuple[Article, ...]:
    """The articles of an outlet, newest first. Raises ValueError, naming the file, where one does not hold."""
    path = ARTICLES / f"{outlet}.toml"
    try:
        articles = msgspec.toml.decode(path.read_bytes(), type=_Desk).article
    except msgspec.DecodeError as error:
        raise ValueError(f"{path}: {error}") from error
    return tuple(sorted(articles, key=lambda article: article.published, reverse=True))
