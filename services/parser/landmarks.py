"""The elements of a page that speak of the whole page, found in one pass."""

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

# One selector, since each query walks the whole tree, and so does taking out what is never shown.
_SELECTOR = "meta[content],title,h1,link[rel=canonical],script,style,noscript"
_JSON_LD = "application/ld+json"
_MOST_OF_A_KIND = 300
_MOST_HEADLINES = 20


class Landmarks(Struct, frozen=True, kw_only=True):
    """`title` is the text of <title>, `headlines` the h1 elements with their texts, `metas` the meta elements
    that have a content, `scripts` the JSON-LD blocks."""

    title: str | None
    headlines: tuple[tuple[str, LexborNode], ...]
    canonical: str | None
    metas: tuple[LexborNode, ...]
    scripts: tuple[str, ...]
    language: str | None


def read_landmarks(tree: LexborHTMLParser) -> Landmarks:
    """Collect them, and take out of the tree what is never shown; texts have their white space collapsed, scripts are
    untouched."""
    found: dict[str, list[LexborNode]] = {"meta": [], "title": [], "h1": [], "link": []}
    scripts: list[str] = []
    for node in tree.css(_SELECTOR):
        tag = node.tag or "meta"
        if tag in found:
            found[tag].append(node)
            continue
        if tag == "script" and len(scripts) < _MOST_OF_A_KIND and _is_json_ld(node):
            scripts.append(node.text())
        node.decompose()
    root = tree.root.attributes if tree.root is not None else {}
    headlines = ((collapsed(node.text()), node) for node in found["h1"][:_MOST_HEADLINES])
    return Landmarks(
        title=next((text for node in found["title"] if (text := collapsed(node.text()))), None),
        headlines=tuple((text, node) for text, node in headlines if text),
        canonical=next((href.strip() for node in found["link"] if (href := node.attributes.get("href"))), None),
        metas=tuple(found["meta"][:_MOST_OF_A_KIND]),
        scripts=tuple(scripts),
        language=(root.get("lang") or root.get("xml:lang") or "").strip() or None,
    )


def _is_json_ld(script: LexborNode) -> bool:
    return (script.attributes.get("type") or "").lower() == _JSON_LD


def collapsed(text: str | None) -> str:
    """A text with each run of white space as one space, none at its ends."""
    return " ".join(text.split()) if text else ""
