"""What a page is that has little or no text of its own."""

import re

from selectolax.lexbor import LexborHTMLParser

from services.parser.furniture import stands_instead
from services.parser.json_ld import Declared
from services.parser.meta import Meta
from services.parser.seen import Nature

# The shortest news has a sentence or two; below this a page is asked what else it is.
_SHORT = 300
# Of a page that is an article beyond doubt so little may remain and it is still one: an urgent line.
_SHORTEST = 40
# A text this short among many pictures describes them.
_CAPTION = 120
_PAYWALL = re.compile(r"paywall|subscriber-?only|premium-?content|piano-|regwall|metered", re.I)
_PLAYER = (
    "video,[class*=video-player],[class*=jwplayer],iframe[src*=youtube],iframe[src*=vimeo],iframe[src*=dailymotion]"
)
_MANY_LINKS = 25
_MANY_PICTURES = 5


def nature_of(tree: LexborHTMLParser, told: int, printed: str, declared: Declared, meta: Meta) -> Nature:
    """Name the page: `tree` is the whole page, untouched, `told` how many characters of text were found in what is
    printed where articles stand."""
    if told >= _SHORT:
        return "article"
    if instead := stands_instead(printed):
        return instead
    if not declared.free or (told < _SHORT and _has_paywall(tree)):
        return "paywall"
    if (declared.kinds & {"VideoObject"} and "NewsArticle" not in declared.kinds) or (meta.kind or "").startswith(
        "video"
    ):
        return "video"
    if declared.kinds & {"ImageGallery", "MediaGallery"} or (told < _CAPTION and _has_pictures(tree)):
        return "gallery"
    if told >= _SHORTEST and not declared.kinds & {"CollectionPage", "ItemList"}:
        return "article"
    return _without_text(tree)


def _without_text(tree: LexborHTMLParser) -> Nature:
    if tree.css_first(_PLAYER) is not None:
        return "video"
    return "listing" if len(tree.css("a[href]")) >= _MANY_LINKS else "script_shell"


def _has_pictures(tree: LexborHTMLParser) -> bool:
    return len(tree.css("figure,[class*=gallery] img")) >= _MANY_PICTURES


def _has_paywall(tree: LexborHTMLParser) -> bool:
    return any(
        _PAYWALL.search(f"{element.attributes.get('class') or ''} {element.attributes.get('id') or ''}")
        for element in tree.css(
            "[class*=pay],[id*=pay],[class*=ubscriber],[class*=remium],[class*=piano],[class*=wall]"
        )
    )
