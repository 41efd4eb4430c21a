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
_LONGEST_BROKEN = 100_000
_LAST_COMMA = re.compile(r",\s{0,100}([}\]])")
_TYPED_ARTICLE = re.compile(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"[A-Za-z]{0,30}(?:Article|Posting)"')


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
    """The first article-like node of a page's JSON-LD blocks that no list holds; of broken blocks the dates alone."""
    found = [(node, listed) for text in blocks for node, listed in _nodes(_loaded(text), 0, False)]
    if not found:
        return Declared()
    kinds = frozenset(kind for node, _ in found for kind in _kinds(node))
    own = (node for node, listed in found if not listed)
    article = next((node for node in own if any(_ARTICLE.search(kind) for kind in _kinds(node))), {})
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
    for mended in (text, _LAST_COMMA.sub(r"\1", text)):
        # strict=False admits the raw line breaks that many templates leave inside strings.
        try:
            return json.loads(mended, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvaged(text[:_LONGEST_BROKEN])


def _salvaged(text: str) -> dict[str, Any] | None:
    """An article's dates from a block that a quotation mark in its headline broke; none where it gives several."""
    if not _TYPED_ARTICLE.search(text):
        return None
    dates = {key: set(re.findall(rf'"{key}"\s*:\s*"([^"\\]{{4,40}})"', text)) for key, _ in _DATES}
    return {"@type": "NewsArticle"} | {key: values.pop() for key, values in dates.items() if len(values) == 1}


def _nodes(value: Any, depth: int, listed: bool) -> Iterator[tuple[dict[str, Any], bool]]:
    """The nodes, each with whether a list of pages holds it: such articles are others, shown beside this one."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each, depth + 1, listed)
    elif isinstance(value, dict):
        yield value, listed
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), depth + 1, listed)
        yield from _nodes(value.get("itemListElement"), depth + 1, True)


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
