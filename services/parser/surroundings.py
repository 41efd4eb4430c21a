"""What stands between headline and text, and around them: short lines and marked elements that may date or sign."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from msgspec import Struct
from selectolax.lexbor import LexborNode

from services.parser.elements import ASIDES, NO_TEXT, names_of
from services.parser.furniture import is_date_line, is_furniture, may_date
from services.parser.seen import DateRole, DateSeen

_MOST_NODES = 60
_MOST_MARKED = 30
_LONGEST_LINE = 180
_LONGEST_LABEL = 25
_LONGEST_REGION = 560
_MOST_INSIDE = 80
_LEVELS_UP = 2
_NEIGHBOURS = 4
_NEVER = NO_TEXT | ASIDES
_MOST_PASSED = 16
_MOST_LINKS = 4
_LEAST_WORDS = 2
_HEADINGS = ("h2", "h3")
_MARKED = "time,[datetime]"
_NAMES = {
    "kicker": r"kicker|overline|eyebrow|pre-?title|super-?title|roof|shoulder",
    "subtitle": r"sub-?(?:title|head|line)|deck|dek(?![a-z])|standfirst|summary|excerpt|strapline|lead(?![a-z])|chapo"
    r"|head\w*[-_]desc",
    "author": r"author|byline|writer|source|editor",
    # Of what stands within the text, only what is named so tells of the article itself.
    "telling": r"author|byline|writer|source|editor|date|time|publish|meta|info|header|address|stamp",
    "elsewhere": r"relate|latest|popular|most|recommend|prev|next|comment|teaser|card|list",
}
_PATTERNS = {name: re.compile(pattern, re.I) for name, pattern in _NAMES.items()}


class Surroundings(Struct, frozen=True):
    """Lines from the headline to the text, inside it where its template sets them apart, and just after it.

    `above` are those of `before` that stand over the headline, where bars of the template stand too; `heading` is
    the nearest heading over a text without headline. `dates` holds what is marked up as a date there, `authors` the
    lines of elements named after who wrote.
    """

    before: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    dates: tuple[DateSeen, ...] = ()
    authors: tuple[str, ...] = ()
    heading: str | None = None
    kicker: str | None = None
    subtitle: str | None = None


def read_surroundings(headline: LexborNode | None, container: LexborNode, passed: Sequence[LexborNode]) -> Surroundings:
    """Look from the headline (None: from what precedes the container) to the container and a little beyond it.

    `passed` are the container's elements that are no part of the text by their names.
    """
    between = list(_between(headline, container)) if headline is not None else []
    above = list(_near(headline or container, back=True))
    before = [(node, _short_lines(node)) for node in (*above, *between)]
    inside = [(node, _short_lines(node)) for node in passed[:_MOST_PASSED] if _is_telling(node)]
    after = [(node, _short_lines(node)) for node in _near(container, back=False)]
    dates = list(_marked_dates(container.css(_MARKED)))
    over = len(above) if headline is not None else 0
    for where, regions in (
        (None, (*before[over:], *inside)),
        ("above_element", before[:over]),
        ("after_element", after),
    ):
        dates += [seen for node, lines in regions if lines for seen in _dates_of(node, lines, where)]
    authors = [
        line
        for node, lines in (*before, *inside, *after)
        if lines and _says("author", names_of(node))
        for line in lines
    ]
    return Surroundings(
        tuple(line for _, lines in (*before, *inside) for line in lines),
        tuple(line for _, lines in before[:over] for line in lines),
        tuple(line for _, lines in after for line in lines),
        tuple(dict.fromkeys(dates)),
        tuple(dict.fromkeys(authors)),
        next(filter(None, map(_heading_of, above)), None) if headline is None else None,
        next(filter(None, (_headline_like(node, "kicker") for node in above)), None),
        next(filter(None, (_headline_like(node, "subtitle") for node in between)), None),
    )


def _between(headline: LexborNode, container: LexborNode) -> Iterator[LexborNode]:
    """The elements after the headline and before the container, in order; none if the headline stands in it."""
    holders = set()
    above: LexborNode | None = container
    while above is not None:
        holders.add(above.mem_id)
        above = above.parent
    inside: LexborNode | None = headline
    while inside is not None:
        if inside.mem_id == container.mem_id:
            return
        inside = inside.parent
    node = _next(headline)
    for _ in range(_MOST_NODES):
        if node is None or node.mem_id == container.mem_id:
            return
        if node.mem_id in holders:
            node = node.child
            continue
        yield node
        node = _next(node)


def _next(node: LexborNode) -> LexborNode | None:
    above: LexborNode | None = node
    while above is not None:
        if above.next is not None:
            return above.next
        above = above.parent
    return None


def _near(node: LexborNode, *, back: bool) -> Iterator[LexborNode]:
    """The few elements just before (or after) a node, its own level first, then those above it."""
    above: LexborNode | None = node
    for _ in range(_LEVELS_UP):
        if above is None or above.tag in ("body", "html"):
            return
        found, sibling = 0, above.prev if back else above.next
        for _ in range(4 * _NEIGHBOURS):
            if sibling is None or found == _NEIGHBOURS:
                break
            if sibling.is_element_node and sibling.tag != "br":
                found += 1
                yield sibling
            sibling = sibling.prev if back else sibling.next
        above = above.parent


def _headline_like(node: LexborNode, named: str) -> str | None:
    """The one line of an element that is named or tagged as what stands over or under a headline."""
    if node.tag not in ("h2", "h3", "h4") and not _says(named, names_of(node)):
        return None
    lines = _short_lines(node) if node.css_first("a,time,li") is None else []
    text = lines[0] if len(lines) == 1 else ""
    fits = len(text.split()) > _LEAST_WORDS or (named == "kicker" and text)
    return text if fits and not may_date(text) and not is_furniture(text) else None


def _heading_of(node: LexborNode) -> str | None:
    """The text of the one heading in a small element, or None where there is none or it leads elsewhere."""
    headings = [node] if node.tag in _HEADINGS else node.css("h2,h3") if node.is_element_node else []
    if len(headings) != 1 or headings[0].css_first("a") is not None:
        return None
    lines = _short_lines(headings[0])
    return lines[0] if len(lines) == 1 and len(lines[0].split()) > _LEAST_WORDS else None


@lru_cache(8192)
def _says(kind: str, names: str) -> bool:
    """Whether class names and ids, which repeat from page to page of a site, hold a word of this kind."""
    return bool(_PATTERNS[kind].search(names))


def _is_telling(node: LexborNode) -> bool:
    names = f"{node.tag} {names_of(node)}"
    return _says("telling", names) and not _says("elsewhere", names)


def _short_lines(node: LexborNode) -> list[str]:
    """The lines of a small element; none of a large one, which is something else than a date line or a byline."""
    if not node.is_element_node or node.tag in _NEVER:
        return []
    texts: list[str] = []
    room, links = _LONGEST_REGION, 0
    for count, each in enumerate(node.traverse(include_text=True, skip_empty=True), 1):
        if (text := each.text_content) is not None:
            texts.append(text)
            room -= len(text)
        elif each.tag == "a":
            links += 1
        # Most are menus and boxes: they are left as soon as they show it.
        if room < 0 or links > _MOST_LINKS or count == _MOST_INSIDE:
            return []
    lines = (" ".join(line.split()) for text in texts for line in text.split("\n"))
    return [line for line in lines if 1 < len(line) <= _LONGEST_LINE]


def _dates_of(node: LexborNode, lines: Sequence[str], where: str | None) -> Iterator[DateSeen]:
    """A region's dates; `where` is its place, None for that between headline and text."""
    for seen in _marked_dates(node.css(_MARKED)):
        yield DateSeen(seen.text, where or seen.where, seen.role)
    role = _role(names_of(node))
    yield from (DateSeen(line, where or "marked_element", role) for line in lines if is_date_line(line))


def _marked_dates(marked: Iterable[LexborNode]) -> Iterator[DateSeen]:
    for element in islice(marked, _MOST_MARKED):
        attributes = element.attributes
        role = _role(" ".join(attributes.get(name) or "" for name in ("class", "id", "itemprop", "pubdate")))
        if value := (attributes.get("datetime") or attributes.get("content") or "").strip():
            yield DateSeen(value, "time_element", role)
        text = " ".join(f"{_label_before(element)} {element.text() or ''}".split())
        if text and len(text) <= _LONGEST_LINE:
            yield DateSeen(text, "time_element", role)


def _label_before(element: LexborNode) -> str:
    """«آخر تحديث:» in an element or a text of its own, right before the date."""
    before = element.prev
    while before is not None and before.is_text_node and not (before.text_content or "").strip():
        before = before.prev
    label = " ".join((before.text() or "").split()) if before is not None else ""
    return label if label.endswith(":") and len(label) <= _LONGEST_LABEL else ""


def _role(names: str) -> DateRole:
    lowered = names.lower()
    if "modif" in lowered or "updat" in lowered:
        return "modified"
    return "published" if "publish" in lowered or "pubdate" in lowered else "unknown"
