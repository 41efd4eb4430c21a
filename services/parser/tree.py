"""The page as a tree, kept from what makes parsers slow: too many tags, tags nested without end."""

import re

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

# The largest page of the article-extraction benchmark has 3,200 tags. Lexbor reads 50,000 in 0.05 s and 30 MB;
# what comes after is cut off.
_MOST_TAGS = 50_000
_MOST_TAGS_MEASURED = 250_000
# Depth costs lexbor its square: 100,000 nested elements take 25 s, 15,000 take 0.16 s. Pages of fewer tags, or short
# pages cannot be deeper; others are measured. Real pages stay under 60 levels and 5,000 tags.
_TAGS_NOT_MEASURED = 15_000
_LENGTH_NOT_MEASURED = 3 * _TAGS_NOT_MEASURED
_STRIDES = (59, 67)
_DEEPEST = 200
# The largest page of the benchmark has 1.5 million characters; of larger ones long tags are cut, then the end.
_LARGE = 2_000_000
_LONGEST_TAG = 100_000
_TAG_END = 200
_PIECE = 4096

# Nothing here depends on what browsers copy from one element to another after parsing.
_NO_EVENTS = LexborDocumentOptions.WO_EVENTS.value

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*>")
# These close by themselves or hold nothing, so they never nest.
_FLAT = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "option",
        "br",
        "img",
        "meta",
        "link",
        "input",
        "hr",
        "source",
        "wbr",
        "area",
        "base",
        "col",
        "embed",
        "track",
        "param",
    ]
)


def parse(html: str | bytes) -> LexborHTMLParser:
    """The tree of a page of any size and depth; what goes beyond the limits is cut off or flattened.

    Bytes are sound UTF-8, which is what lexbor reads.
    """
    if isinstance(html, bytes):
        if len(html) <= _LARGE and not _may_be_deep(html):
            return _tree(html)
        html = html.decode("utf-8")
    if len(html) > _LARGE:
        html = "<".join(map(_shortened, html.split("<", _MOST_TAGS_MEASURED)))[: 2 * _LARGE]
    body = _encoded(html)
    if _may_be_deep(body):
        html = _first_tags(_flattened(_first_tags(html, _MOST_TAGS_MEASURED)), _MOST_TAGS)
        body = _encoded(html)
    return _tree(body)


def _tree(body: bytes) -> LexborHTMLParser:
    # With scripting, <noscript> is text: in a head its markup would end the head.
    return LexborHTMLParser(body, scripting=True, options=_NO_EVENTS)


def _encoded(html: str) -> bytes:
    """UTF-8, piece by piece: one letter beyond Latin makes Python encode a whole string letter by letter, while most
    pieces of a page are ASCII and only copied. Takes two thirds of the time on the article-extraction benchmark."""
    return b"".join([html[at : at + _PIECE].encode("utf-8", "replace") for at in range(0, len(html), _PIECE)])


def _may_be_deep(body: bytes) -> bool:
    """Whether a page has more tags than lexbor can take at any depth, by a sample of its bytes.

    Two strides, since tags of one length may hide from one; half the limit, since a sample errs.
    """
    if len(body) < _LENGTH_NOT_MEASURED:
        return False
    sampled = max(body[::stride].count(b"<") * stride for stride in _STRIDES)
    return sampled > _TAGS_NOT_MEASURED // 2


def _shortened(piece: str) -> str:
    end = piece.find(">")
    if end <= _LONGEST_TAG:
        return piece
    # An attribute's end must stay, or all that follows would belong to it.
    return piece[:_LONGEST_TAG] + piece[end - _TAG_END :]


def _first_tags(html: str, most: int) -> str:
    at = -1
    for _ in range(most):
        at = html.find("<", at + 1)
        if at < 0:
            return html
    return html[:at]


def _flattened(html: str) -> str:
    """The page without the tags that stand deeper than any template needs; their text stays."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2].lower() in _FLAT:
            return tag[0]
        if tag[1]:
            depth = max(depth - 1, 0)
            return tag[0] if depth < _DEEPEST else ""
        depth += 1
        return tag[0] if depth <= _DEEPEST else ""

    return _TAG.sub(kept, html)
