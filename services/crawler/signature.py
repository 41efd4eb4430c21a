"""What a page says, hashed: a counter, a token or an advertisement changes its bytes and not its signature."""

import hashlib

from selectolax.lexbor import LexborHTMLParser

# Places that tell about other pages or about the reader, not about the article.
_ASIDE = ["script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "iframe", "svg", "a"]
_WITHIN_A_LINE = ["b", "strong", "i", "em", "u", "font", "bdi", "bdo", "mark"]
# Shorter lines are counters, dates that count up («منذ 5 دقائق»), labels and share buttons.
LEAST_LINE = 30


def signature_of(body: bytes) -> str:
    """Sixteen hexadecimal digits of the page's title and longer lines of running text.

    Of the bytes themselves where no such text is found.
    """
    tree = LexborHTMLParser(_decoded(body))
    title = tree.css_first("title")
    heading = tree.css_first("h1")
    said = [node.text(strip=True) for node in (title, heading) if node is not None]
    tree.strip_tags(_ASIDE)
    tree.unwrap_tags(_WITHIN_A_LINE)
    tree.merge_text_nodes()
    if tree.body is not None:
        lines = (" ".join(line.split()) for line in tree.body.text(separator="\n").splitlines())
        said += [line for line in lines if len(line) >= LEAST_LINE]
    seen = "\n".join(said).encode("utf-8", "surrogatepass") or body
    return hashlib.blake2b(seen, digest_size=8).hexdigest()


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        # Latin-1 gives every byte a letter of its own, so that no change is lost; nobody reads this text.
        return body.decode("latin-1")
