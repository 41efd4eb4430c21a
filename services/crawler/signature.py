"""What a page says, hashed: a counter, a token or an advertisement changes its bytes and not its signature."""

import hashlib
import zlib

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

# Places that tell about other pages or about the reader, not about the article.
_ASIDE = ["script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "iframe", "svg", "a"]
_WITHIN_A_LINE = ["b", "strong", "i", "em", "u", "font", "bdi", "bdo", "mark"]
# Shorter lines are counters, dates that count up («منذ 5 دقائق»), labels and share buttons.
LEAST_LINE = 30


class Read(Struct, frozen=True, kw_only=True):
    """What a page says of itself: its signature, its headings and longer lines of running text, and the address that
    its head names as canonical, as it is written there."""

    signature: str
    headings: tuple[str, ...]
    lines: tuple[str, ...]
    canonical: str | None


def signature_of(body: bytes) -> str:
    """Sixteen hexadecimal digits of the page's title and longer lines of running text.

    Of the bytes themselves where no such text is found.
    """
    return read_page(body).signature


def read_page(body: bytes) -> Read:
    """What a page says, in one reading."""
    tree = LexborHTMLParser(_decoded(body))
    title = tree.css_first("title")
    heading = tree.css_first("h1")
    canonical = tree.head.css_first("link[rel~=canonical i][href]") if tree.head is not None else None
    address = canonical.attributes.get("href") if canonical is not None else None
    headings = [node.text(strip=True) for node in (title, heading) if node is not None]
    tree.strip_tags(_ASIDE)
    tree.unwrap_tags(_WITHIN_A_LINE)
    tree.merge_text_nodes()
    lines: list[str] = []
    if tree.body is not None:
        stretches = (" ".join(line.split()) for line in tree.body.text(separator="\n").splitlines())
        lines = [line for line in stretches if len(line) >= LEAST_LINE]
    seen = "\n".join([*headings, *lines]).encode("utf-8", "surrogatepass") or body
    signature = hashlib.blake2b(seen, digest_size=8).hexdigest()
    return Read(signature=signature, headings=tuple(headings), lines=tuple(lines), canonical=address)


def hashed(text: str) -> int:
    """Thirty-two bits of a line, by which two pages are compared that nobody has side by side."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        # Latin-1 gives every byte a letter of its own, so that no change is lost; nobody reads this text.
        return body.decode("latin-1")
