"""Elements by their tags and names: which hold running text, which never, which are furniture."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from services.parser.furniture import element_patterns, plain_names

_INLINE = """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike
strong sub sup time tt u var wbr ruby rt rp"""
INLINE = frozenset(_INLINE.split())
LEAVES = frozenset(("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dd", "dt"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
NO_TEXT = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "button", "object", "canvas")
)
# What stands inside an article and is none of its text.
PASSED_OVER = NO_TEXT | frozenset(
    (
        *("nav", "footer", "aside", "figure", "figcaption", "form", "audio", "video", "picture", "img", "map", "input"),
        *("option", "dialog", "menu", "head", "title", "header", "embed", "amp-ad", "amp-embed", "math", "address"),
    )
)
ASIDES = frozenset(("aside", "footer", "nav"))

_LONGEST_NAMES = 400
_NAMES = ("class", "id", "itemprop", "role")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def names_of(node: LexborNode) -> str:
    """An element's class, id, itemprop and role, in one string; the word hidden where its style hides it."""
    attributes = node.attributes
    if not attributes:
        return ""
    if len(attributes) == 1 and "class" in attributes:
        return (attributes["class"] or "")[:_LONGEST_NAMES]
    names = " ".join([attributes[name] or "" for name in _NAMES if name in attributes])[:_LONGEST_NAMES]
    if "hidden" in attributes or ("style" in attributes and _HIDDEN.search(attributes["style"] or "")):
        return f"{names} hidden"
    return names


@lru_cache(8192)
def is_unwanted(names: str) -> bool:
    """Whether an element's names say that it holds something else than the article.

    One name that is wanted and nothing else («article-body») outweighs others («has-comments»); a name that is both
    («article-body-share») is unwanted.
    """
    wanted, unwanted, spared = element_patterns()
    names = plain_names(names)
    if not unwanted.search(names):
        return False
    each = [name for name in names.split() if not spared.match(name)]
    if any(wanted.search(name) and not unwanted.search(name) for name in each):
        return False
    return any(unwanted.search(name) for name in each)


@lru_cache(8192)
def is_wanted(names: str) -> bool:
    """Whether an element's names say that it holds the article."""
    return bool(element_patterns()[0].search(plain_names(names)))
