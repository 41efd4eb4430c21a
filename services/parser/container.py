"""Where in a page the article stands: the element around which running text gathers."""

from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from services.parser.elements import ASIDES, INLINE, LEAVES, NO_TEXT, is_unwanted, is_wanted, names_of

# Shorter pieces are labels, links and buttons; sentences are longer (chosen on the article-extraction benchmark).
_LEAST_TEXT = 25
# How much of a text's weight reaches the next element up, and how far up it is counted. An <article> within another
# element, and an item of a list, are most often a teaser: what is beyond them profits less.
_DECAY, _BEYOND_UNIT = 0.8, 0.5
_LEVELS = 7
_CANDIDATES = 12
_WANTED, _ARTICLE, _UNWANTED = 1.5, 1.2, 0.25
_WITH_HEADLINE = 1.5
_HEADLINE_LEVELS = 3
# Parts of one article stand in elements of the same names; a part has at least this weight.
_LEAST_PART = 150.0


class _Candidate(Struct, gc=False):
    """An element and what text gathers in it; `beyond` is the share that reaches `above`, once that was asked for."""

    node: LexborNode
    beyond: float
    above: "_Candidate | None" = None
    score: float = 0.0
    own: float = 0.0


def find_container(tree: LexborHTMLParser, headline: LexborNode | None = None) -> LexborNode | None:
    """The element that holds the article, or None on a page without running text.

    Every piece of unlinked text counts for its element's ancestors, less with each level; names of classes and ids,
    their own and their ancestors', and the headline's nearness raise or lower the sum.
    """
    if tree.body is None:
        return None
    candidates = _scored(_texts(tree.body))
    ranked = sorted(candidates.values(), key=attrgetter("score"), reverse=True)[:_CANDIDATES]
    weights: dict[int, float] = {}
    around_headline = {node.mem_id for node in _above(headline)} if headline is not None else set()
    best, highest = None, 0.0
    for candidate in ranked:
        if candidate.score * _WANTED * _WITH_HEADLINE <= highest:
            break
        score = candidate.score * _factor(candidate.node, weights, around_headline)
        if score > highest:
            best, highest = candidate, score
    return _with_like_parts(best, candidates.values()) if best else None


def _texts(body: LexborNode) -> dict[int, tuple[LexborNode, int]]:
    """By the id of each block element: the element, and how many characters of unlinked text stand in it directly."""
    texts: dict[int, tuple[LexborNode, int]] = {}
    # Elements and comments have no text content.
    for node in body.traverse(include_text=True, skip_empty=True):
        text = node.text_content
        if text is None or len(text) < _LEAST_TEXT:
            continue
        block = _block_of(node)
        if block is not None and (length := len(text.strip())) >= _LEAST_TEXT:
            key = block.mem_id
            texts[key] = (block, length + texts[key][1] if key in texts else length)
    return texts


def _block_of(text: LexborNode) -> LexborNode | None:
    """The block element in which a text stands; None for links and for what is never shown."""
    block = text.parent
    while block is not None and (tag := block.tag) in INLINE:
        if tag == "a":
            return None
        block = block.parent
    return None if block is None or tag in NO_TEXT else block


def _scored(texts: dict[int, tuple[LexborNode, int]]) -> dict[int, _Candidate]:
    candidates: dict[int, _Candidate] = {}
    for key, (node, own) in _by_holder(texts).items():
        candidate = _candidate(node, candidates)
        weight = own
        for _ in range(_LEVELS):
            if candidate is None:
                break
            candidate.score += weight
            weight *= candidate.beyond
            if candidate.above is None:
                candidate.above = _candidate(candidate.node.parent, candidates)
            candidate = candidate.above
        if key in candidates:
            candidates[key].own = own
    return candidates


def _candidate(node: LexborNode | None, known: dict[int, _Candidate]) -> _Candidate | None:
    """The element's candidate, a new one where there was none; None above <body>."""
    if node is None:
        return None
    key = node.mem_id
    if key not in known:
        tag = node.tag
        if tag == "html":
            return None
        known[key] = _Candidate(node, _BEYOND_UNIT if tag == "article" else _DECAY)
    return known[key]


def _by_holder(texts: dict[int, tuple[LexborNode, int]]) -> dict[int, tuple[LexborNode, float]]:
    """By the id of each element that holds paragraphs: the element and the weight of their text."""
    lengths: dict[int, float] = defaultdict(float)
    holders: dict[int, LexborNode] = {}
    for block, length in texts.values():
        holder = block.parent if block.tag in LEAVES else block
        if holder is not None:
            lengths[holder.mem_id] += length * (_BEYOND_UNIT if block.tag == "li" else 1.0)
            holders[holder.mem_id] = holder
    return {key: (holders[key], length) for key, length in lengths.items()}


def _factor(node: LexborNode, weights: dict[int, float], around_headline: set[int]) -> float:
    factor = _WANTED if is_wanted(names_of(node)) else _ARTICLE if node.tag == "article" else 1.0
    for level, above in enumerate(_above(node)):
        if above.tag in ("body", "html"):
            break
        if level < _HEADLINE_LEVELS and above.mem_id in around_headline:
            factor *= _WITH_HEADLINE
            around_headline = set()
        if above.mem_id not in weights:
            weights[above.mem_id] = _UNWANTED if above.tag in ASIDES or is_unwanted(names_of(above)) else 1.0
        factor *= weights[above.mem_id]
    return factor


def _with_like_parts(best: _Candidate, candidates: Iterable[_Candidate]) -> LexborNode:
    """The element itself, or what holds it together with other elements of the same names that hold text too."""
    names = names_of(best.node)
    if not names or best.own < _LEAST_PART:
        return best.node
    parts = [best.node]
    for each in candidates:
        if each.own >= _LEAST_PART and each.node.tag == best.node.tag and names_of(each.node) == names:
            holders = list(_above(each.node))
            inside = any(above.mem_id == best.node.mem_id for above in holders)
            if not inside and not any(is_unwanted(names_of(above)) for above in holders):
                parts.append(each.node)
    common = _common_holder(parts)
    return common if common is not None and common.tag not in ("body", "html") else best.node


def _common_holder(nodes: list[LexborNode]) -> LexborNode | None:
    shared = [node.mem_id for node in _above(nodes[0])]
    for node in nodes[1:]:
        others = {above.mem_id for above in _above(node)}
        shared = [key for key in shared if key in others]
    return next((above for above in _above(nodes[0]) if above.mem_id == shared[0]), None) if shared else None


def _above(node: LexborNode | None) -> Iterable[LexborNode]:
    """The node and what holds it, outwards."""
    while node is not None:
        yield node
        node = node.parent
