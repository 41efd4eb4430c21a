"""Pages to begin from: the repository's own, and real ones where ../shared is at hand."""

from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

_ROOT = Path(__file__).resolve().parents[2]
_FOLDERS = (
    (_ROOT / "tests" / "pages", "*.html"),
    (_ROOT.parent / "shared" / "eval" / "html" / "pages", "*.html"),
    (_ROOT.parent / "shared" / "eval" / "charset", "*"),
)
# A long page makes each case slow and finds little that its first part does not.
_LONGEST = 150_000
_PLAIN = (
    "<!doctype html><html lang=ar><head><title>عنوان الخبر الأول</title></head><body><h1>عنوان الخبر الأول</h1>"
    "<div class=date>4 نوفمبر 2024</div><div class=article-body>"
    + "<p>الكويت - كونا: قال الوزير إن المؤتمر سيعقد في دوشنبه.</p>"
    * 6
)


class Pieces(Struct, frozen=True):
    """The lists of pieces.toml."""

    tags: tuple[str, ...]
    attributes: tuple[str, ...]
    words: tuple[str, ...]
    dates: tuple[str, ...]
    json: tuple[str, ...]
    labels: tuple[str, ...]


@cache
def pieces() -> Pieces:
    """What is put into pages."""
    return msgspec.toml.decode(Path(__file__).with_name("pieces.toml").read_bytes(), type=Pieces)


@cache
def seeds() -> tuple[bytes, ...]:
    """The pages, in a fixed order; a plain one is always among them."""
    files = [file for folder, named in _FOLDERS for file in sorted(folder.rglob(named)) if file.is_file()]
    return (_PLAIN.encode(), *(file.read_bytes()[:_LONGEST] for file in files))
