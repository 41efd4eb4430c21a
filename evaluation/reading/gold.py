"""The saved pages with what is to be read in them: ../shared/eval/html, and our own in outlets' styles."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from services.parser.decode import decode


class Gold(Struct, frozen=True):
    """A page and what it says; null is what the set does not tell.

    `bylines` are the ways in which the person may be written, "" where the page names none; empty where the set
    does not tell. `first` and `last` open the body's first and last passages; `without` must not be in the body.
    `fetched_at` is ISO 8601, or empty: now.
    """

    id: str
    url: str
    html: str
    language: str
    title: str | None
    date: str | None
    bylines: tuple[str, ...]
    first: str | None
    last: str | None
    without: tuple[str, ...]
    text: str | None
    fetched_at: str = ""


def read_gold(shared: Path) -> Sequence[Gold]:
    """The pages of eval/html/gold.jsonl in its order; none where there is no such file."""
    folder = shared / "eval" / "html"
    if not (folder / "gold.jsonl").exists():
        return []
    lines = (folder / "gold.jsonl").read_bytes().splitlines()
    return [_gold(msgspec.json.decode(line), folder) for line in lines if line.strip()]


def read_styles(folder: Path) -> Sequence[Gold]:
    """The articles among the pages of our own writing, tests/pages/outlets; none where there is no such folder.

    Their declarations of outlets stay unread, so that every reader knows as much.
    """
    found = (_style(path) for path in sorted(folder.glob("*.toml")))
    return [each for each in found if each.first]


def _style(path: Path) -> Gold:
    told = msgspec.toml.decode(path.read_bytes(), type=dict[str, Any])
    meant = told["meant"]
    paragraphs = meant.get("paragraphs", ())
    return Gold(
        id=path.stem,
        url=told["url"],
        html=path.with_suffix(".html").read_text("utf-8"),
        language=meant.get("language", "ar"),
        title=meant.get("title"),
        date=meant.get("published", {}).get("at"),
        bylines=(meant.get("author", ""),),
        first=paragraphs[0] if paragraphs else None,
        last=paragraphs[-1] if paragraphs else None,
        without=(),
        text="\n".join(paragraphs),
        fetched_at=told["fetched_at"].isoformat(),
    )


def _gold(row: dict[str, Any], folder: Path) -> Gold:
    anchors = row.get("anchors", {})
    # a null byline is told: the page has none; one that is not there is not told
    names = ("gold_byline", "byline_raw")
    bylines = tuple(row[name] or "" for name in names if name in row)
    return Gold(
        id=row["id"],
        url=row["url"],
        html=decode((folder / row["html"]).read_bytes(), None).text,
        language=row.get("gold_lang", "ar"),
        title=row.get("gold_title"),
        date=row.get("gold_date"),
        bylines=bylines,
        first=anchors.get("body_first"),
        last=anchors.get("body_last"),
        without=tuple(anchors.get("without", ())),
        text=row.get("gold_text"),
    )
