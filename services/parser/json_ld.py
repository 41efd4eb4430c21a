"""What a page says of itself in JSON-LD."""

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

import msgspec
from msgspec import Struct

from services.parser.seen import DateSeen

_ARTICLE = re.compile(r"article|newsposting|blogposting|reportage|report$|liveblog", re.I)
_DATES = (
    ("datePublished", "published"),
    ("dateModified", "modified"),
    ("dateCreated", "unknown"),
    ("uploadDate", "unknown"),
)
_DEEPEST = 12


class Declared(Struct, frozen=True, kw_only=True):
    """The article's own node of a page's JSON-LD, as written there. `kinds` holds every @type of the page."""

    kinds: frozenset[str] = frozenset()
    headline: str | None = None
    subtitle: str | None = None
    summary: str | None = None
    body: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    section: str | None = None
    dates: tuple[DateSeen, ...] = ()
    free: bool = True


def read_json_ld(blocks: Sequence[str]) -> Declared:
    """The first article-like node of a page's JSON-LD blocks; broken blocks are passed over."""
    nodes = [node for text in blocks for node in _nodes(_loaded(text), 0)]
    if not nodes:
        return Declared()
    kinds = frozenset(kind for node in nodes for kind in _kinds(node))
    article = next((node for node in nodes if any(_ARTICLE.search(kind) for kind in _kinds(node))), {})
    return Declared(
        kinds=kinds,
        headline=_text(article.get("headline")) or _text(article.get("name")),
        subtitle=_text(article.get("alternativeHeadline")),
        summary=_text(article.get("description")),
        body=_long_text(article.get("articleBody")),
        authors=tuple(_names(article.get("author"), 0)),
        language=_text(article.get("inLanguage")),
        section=_text(article.get("articleSection")),
        dates=tuple(_dates(article)),
        free=str(article.get("isAccessibleForFree", "true")).lower() not in ("false", "0", "no"),
    )


def _loaded(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        pass
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    # strict=False admits the raw line breaks that many templates leave inside strings.
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _nodes(value.get(key), depth + 1)


def _kinds(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _names(value: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _names(each, depth + 1)
    elif isinstance(value, dict):
        yield from _names(value.get("name"), depth + 1)
    elif name := _text(value):
        yield name


def _dates(article: dict[str, Any]) -> Iterator[DateSeen]:
    for key, role in _DATES:
        if text := _text(article.get(key)):
            yield DateSeen(text, "json_ld", role)  # type: ignore[arg-type]  # the table holds roles only


def _text(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    # Some templates escape for HTML before they write JSON.
    return " ".join(unescape(value).split()) or None


def _long_text(value: Any) -> str | None:
    return unescape(value) if isinstance(value, str) and value.strip() else None
