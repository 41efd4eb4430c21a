"""One thing to be read: a page's bytes, or a text on its own; kept as a file when reading it went wrong."""

from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

Kind = Literal["html", "date", "json_ld", "charset"]
KINDS: tuple[Kind, ...] = ("html", "date", "json_ld", "charset")


class Case(Struct, frozen=True, kw_only=True):
    """`body` is the page, UTF-8 unless the kind is charset; for date and json_ld it is the text alone."""

    kind: Kind
    body: bytes
    content_type: str | None = None


def keep(case: Case, path: Path) -> None:
    """Write a case as JSON, its body in base64."""
    path.write_bytes(msgspec.json.encode(case))


def kept(path: Path) -> Case:
    """Read back what `keep` wrote. Raises msgspec.DecodeError."""
    return msgspec.json.decode(path.read_bytes(), type=Case)
