"""Bytes to text: which charset a page is really written in, whatever its labels say."""

import codecs
import re
from typing import Literal

from msgspec import Struct

from contracts.topics import PAGE_BODY_LIMIT
from services.parser.charsets import arabic_charset, codec_of

Reason = Literal["empty_page", "not_html", "too_large", "unknown_charset"]
Method = Literal["bom", "header", "meta", "detected"]

# The standard lets browsers look for a label this far only; templates put long scripts first, so look farther.
_PRESCAN = 8192
_LABEL = re.compile(rb"""charset\s*=\s*["']?\s*([a-z0-9_:.\-]{2,40})|<\?xml[^>]*encoding=["']([^"']{2,40})""")
_HEADER_LABEL = re.compile(r"""charset\s*=\s*["']?([^"';,\s]+)""", re.I)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes((*range(9), 11, *range(14, 27), *range(28, 32)))
# What servers send under text/html by mistake: PDF, ZIP and office files, images, gzip, sound and video, old office.
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"RIFF", b"\xd0\xcf\x11\xe0")
_NOT_TEXT = re.compile(r"^\s*(?:image|audio|video|font)/|^\s*application/(?:pdf|zip|octet-stream|msword|vnd\.)", re.I)
_HIGH = bytes(range(128, 256))
_SAMPLE = 65_536
_STRAY_CONTROLS = 8
# What browsers of Arabic locale read unlabelled pages as (HTML standard, "Determining the character encoding"), used
# where so few bytes are beyond ASCII that a wrong guess spoils little.
_DEFAULT = "windows-1256"
_MOST_GUESSED = 0.2


class Undecodable(ValueError):
    """A page that is no text: `reason` is empty_page, not_html, too_large or unknown_charset."""

    def __init__(self, reason: Reason, error: str) -> None:
        super().__init__(error)
        self.reason = reason


class Decoded(Struct, frozen=True):
    """A page's text. `charset` is what it was read as, `method` what said so.

    `damaged` counts the characters that could not be read; they stand as U+FFFD in `text`. `utf8` are the page's own
    bytes where they are sound UTF-8, so that nobody needs to encode the text again.
    """

    text: str
    charset: str
    method: Method
    damaged: int
    utf8: bytes | None = None


def decode(body: bytes, content_type: str | None) -> Decoded:
    """Read a page's bytes; `content_type` is the response's header. Raises Undecodable.

    Order: byte order mark, UTF-8 that holds, the Arabic charset that makes Arabic words, the header's label,
    the page's label, detection. Bytes outrank labels because Arabic pages carry wrong ones.
    """
    _refuse_what_is_no_text(body, content_type)
    marked = next(((mark, charset) for mark, charset in _MARKS if body.startswith(mark)), None)
    if marked:
        return _read(body[len(marked[0]) :], marked[1], "bom")
    wide = _wide_charset(body)
    if wide:
        return _read(body, wide, "detected")
    if _is_binary(body):
        raise Undecodable("not_html", "the body holds control bytes, as files do that are no text")
    return _read_labelled(body, content_type)


def _read_labelled(body: bytes, content_type: str | None) -> Decoded:
    labels = _labels(body, content_type)
    if read := _utf8(body, labels.get("utf-8", "detected")):
        return read
    arabic = arabic_charset(body, tuple(labels))
    if arabic:
        return _read(body, arabic, labels.get(arabic, "detected"))
    for charset, method in labels.items():
        if _holds(body, charset):
            return _read(body, charset, method)
    return _read(body, _detected(body), "detected")


def _refuse_what_is_no_text(body: bytes, content_type: str | None) -> None:
    if len(body) > PAGE_BODY_LIMIT:
        raise Undecodable("too_large", f"{len(body)} bytes, more than {PAGE_BODY_LIMIT}")
    if not body.strip(b"\xef\xbb\xbf\x00 \t\r\n\x0b\x0c"):
        raise Undecodable("empty_page", "the body is empty")
    if body.startswith(_SIGNATURES):
        raise Undecodable("not_html", f"the body begins with {body[:8]!r}")
    if content_type and _NOT_TEXT.match(content_type):
        raise Undecodable("not_html", f"sent as {content_type}")


def _wide_charset(body: bytes) -> str | None:
    # Without a mark, UTF-16 shows itself by zeros in every other byte, which markup's ASCII letters leave.
    head = body[:1024]
    if len(head) < 8 or 0 not in head:
        return None
    even, odd = head[0::2].count(0) / len(head), head[1::2].count(0) / len(head)
    if odd > 0.1 and even < 0.02:
        return "utf-16-le"
    if even > 0.1 and odd < 0.02:
        return "utf-16-be"
    return None


def _is_binary(body: bytes) -> bool:
    """Whether one byte in a hundred is a control character; a stray one or two damage no page."""
    head = body[:_SAMPLE]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > max(_STRAY_CONTROLS, len(head) // 100)


def _labels(body: bytes, content_type: str | None) -> dict[str, Method]:
    """The charsets that header and page declare, the header's first; labels that nobody knows are left out."""
    labels: dict[str, Method] = {}
    in_header = _HEADER_LABEL.search(content_type or "")
    if in_header and (charset := codec_of(in_header[1])):
        labels[charset] = "header"
    for found in _LABEL.finditer(body[:_PRESCAN].lower()):
        charset = codec_of((found[1] or found[2]).decode("ascii", "replace"))
        # A page that can be searched for a label in ASCII is not UTF-16, whatever the label says.
        if charset and not charset.startswith("utf-16"):
            labels.setdefault(charset, "meta")
    return labels


def _utf8(body: bytes, method: Method) -> Decoded | None:
    """The bytes as UTF-8, a few damaged places allowed: fewer than one in twenty of its sequences."""
    try:
        text = body.decode("utf-8")
        # Whether there is one at all is found out in a quarter of the time that counting takes.
        return Decoded(text, "utf-8", method, text.count("\ufffd") if "\ufffd" in text else 0, body)
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return Decoded(text, "utf-8", method, damaged) if damaged * 20 < beyond_ascii - damaged else None


def _holds(body: bytes, charset: str) -> bool:
    text = body.decode(charset, "replace")
    return text.count("\ufffd") <= 0.05 * _beyond_ascii(body)


def _beyond_ascii(body: bytes) -> int:
    return len(body) - len(body.translate(None, _HIGH))


def _detected(body: bytes) -> str:
    # It takes as long to load as a dozen pages to read, and few pages need it.
    from charset_normalizer import from_bytes

    best = from_bytes(body[:_SAMPLE]).best()
    if best is not None:
        return best.encoding.replace("_", "-")
    if _beyond_ascii(body) > _MOST_GUESSED * len(body):
        raise Undecodable("unknown_charset", "no charset makes text of the body")
    return _DEFAULT


def _read(body: bytes, charset: str, method: Method) -> Decoded:
    text = body.decode(charset, "replace")
    return Decoded(text, charset, method, text.count("\ufffd"))
