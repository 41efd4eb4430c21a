"""An element's text as lines, in the order in which a reader meets them."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct
from selectolax.lexbor import LexborNode

from services.parser.elements import HEADINGS, INLINE, PASSED_OVER, is_unwanted, names_of
from services.parser.wrapping import unwrapped

# An unwanted name is not believed where it would cost more than this share of the text.
_MOST_LOST = 0.4
_LEAST_LEFT = 250
_MOST_LINES = 5_000
# The longest article of the article-extraction benchmark has 53,000 characters. What comes after twice that is cut off:
# later stages compare words with words, and a page of 10 MB of text would hold them up for minutes.
_MOST_TEXT = 110_000
# Search folds this one letter to a phrase of 18.
_LONGEST_LIGATURE, _FOLDED = "\ufdfa", 17
_BLOCKS = frozenset(("p", "div", "table", "ul", "ol", "br", "h1", "h2", "h3", "h4"))
_LEAST_WRAPPED = 3
# Real pages stay under 60 levels below the container.
_DEEPEST = 150
# Elements whose names are asked; headings, paragraphs and rows are what they are.
_NAMED_INLINE = frozenset(("span", "em", "small", "i"))
_KINDS: Mapping[str, Literal["inline", "break", "passed over", "cell"]] = {
    **dict.fromkeys(PASSED_OVER, "passed over"),
    **dict.fromkeys(INLINE, "inline"),
    "br": "break",
    "td": "cell",
    "th": "cell",
}
_NAMED = frozenset(("div", "section", "ul", "ol", "dl", "table", "li", "article", "center", "details", "main"))


class Line(Struct, frozen=True, gc=False):
    """One line as printed, white space collapsed; `linked` is how many of its characters are links."""

    text: str
    linked: int = 0
    heading: bool = False
    item: bool = False

    @property
    def is_mostly_links(self) -> bool:
        """Whether more than half of it leads elsewhere."""
        return self.linked > 0.5 * len(self.text)


class Reading(Struct, frozen=True):
    """The lines of an element, and the elements in it that were passed over for their names."""

    lines: tuple[Line, ...] = ()
    passed: tuple[LexborNode, ...] = ()


def read_lines(container: LexborNode) -> Reading:
    """The container's lines: blocks, list items, rows of tables, and what line breaks divide. Captions, forms, asides
    and elements named as furniture are passed over."""
    reading = _Reader(container, believe_names=True).read()
    told = sum(len(line.text) for line in reading.lines)
    if told < _LEAST_LEFT and told < 0.3 * len(container.text() or ""):
        return _Reader(container, believe_names=False).read()
    return reading


class _Reader:
    def __init__(self, container: LexborNode, *, believe_names: bool) -> None:
        self._container = container
        self._believe_names = believe_names
        self._lines: list[Line] = []
        self._passed: list[LexborNode] = []
        # The block being read: what line breaks divided already, and the line that goes on.
        self._broken: list[tuple[str, int]] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._tag = ""
        self._depth = 0
        self._room = _MOST_TEXT

    def read(self) -> Reading:
        # Text alone, without any markup inside, was never meant to lose its line breaks.
        only = self._container.child
        bare = only is not None and only.next is None and bool(only.is_text_node)
        self._enter(self._container, bare or self._container.tag == "pre", in_link=False)
        if self._pieces or self._broken:
            self._end_block()
        return Reading(tuple(self._lines), tuple(self._passed))

    def _enter(self, node: LexborNode, verbatim: bool, in_link: bool) -> None:
        if self._depth > _DEEPEST:
            self._pieces.append(node.text() or "")
            return
        self._depth += 1
        for child in node.iter(include_text=True):
            text = child.text_content
            if text is None:
                if len(self._lines) >= _MOST_LINES or self._room <= 0:
                    break
                self._element(child, child.tag or "", verbatim, in_link)
            elif verbatim or in_link:
                self._add(text, verbatim, in_link)
            elif self._pieces or not text.isspace():
                self._pieces.append(text)
        self._depth -= 1

    def _element(self, node: LexborNode, tag: str, verbatim: bool, in_link: bool) -> None:
        kind = _KINDS.get(tag, "block")
        if kind == "inline":
            if tag not in _NAMED_INLINE or not self._is_furniture(node):
                self._inside(node, verbatim, in_link or tag == "a")
        elif kind == "block":
            if tag not in _NAMED or not self._is_furniture(node):
                if self._pieces or self._broken:
                    self._end_block()
                self._tag = tag
                self._inside(node, verbatim or tag == "pre", in_link)
                if self._pieces or self._broken:
                    self._end_block()
        elif kind == "break":
            self._break()
        elif kind == "passed over":
            if tag in ("header", "address"):
                self._passed.append(node)
        else:
            self._cell(node, tag, verbatim, in_link)

    def _inside(self, node: LexborNode, verbatim: bool, in_link: bool) -> None:
        """What an element holds: most often one text, which needs no round over its children."""
        only = node.child
        if only is None:
            return
        text = only.text_content
        if text is None or verbatim or in_link or only.next is not None:
            self._enter(node, verbatim, in_link)
        else:
            self._pieces.append(text)

    def _cell(self, node: LexborNode, tag: str, verbatim: bool, in_link: bool) -> None:
        blocks = any(inner.tag in _BLOCKS for inner in node.traverse())
        if not blocks:
            self._pieces.append(" ")
        elif self._pieces or self._broken:
            self._end_block()
        self._tag = tag if blocks else self._tag
        self._enter(node, verbatim, in_link)
        if blocks and (self._pieces or self._broken):
            self._end_block()

    def _is_furniture(self, node: LexborNode) -> bool:
        if not self._believe_names or not (names := names_of(node)) or not is_unwanted(names):
            return False
        length = len(node.text() or "")
        # What was read so far is part of the whole, which takes a walk to measure.
        if length > _MOST_LOST * (_MOST_TEXT - self._room) and length > _MOST_LOST * self._length:
            return False
        # Embedded posts are quoted by the story.
        if any(inner.tag == "blockquote" for inner in node.traverse()):
            return False
        self._passed.append(node)
        return True

    @cached_property
    def _length(self) -> int:
        return len(self._container.text() or "")

    def _add(self, text: str, verbatim: bool, in_link: bool) -> None:
        if verbatim and "\n" in text:
            *whole, text = text.split("\n")
            for line in whole:
                self._pieces.append(line)
                self._break()
        self._pieces.append(text)
        if in_link:
            self._linked += len(text.strip())

    def _break(self) -> None:
        self._broken.append((self._line(), self._linked))
        self._pieces, self._linked = [], 0

    def _end_block(self) -> None:
        heading, item, self._tag = self._tag in HEADINGS, self._tag == "li", ""
        if self._broken:
            self._break()
            broken = unwrapped(self._broken) if len(self._broken) > _LEAST_WRAPPED else self._broken
            self._lines += [Line(text, linked, heading, item) for text, linked in broken if text]
            self._broken = []
            return
        if text := self._line():
            self._lines.append(Line(text, self._linked, heading, item))
        self._pieces, self._linked = [], 0

    def _line(self) -> str:
        """The pieces as one line, no longer than what room is left."""
        pieces = self._pieces
        text = " ".join((pieces[0] if len(pieces) == 1 else "".join(pieces)).split())
        weight = len(text) + _FOLDED * text.count(_LONGEST_LIGATURE)
        room = max(0, self._room)
        if weight > room:
            text = text[: room * len(text) // weight].rstrip()
        self._room -= weight
        return text
