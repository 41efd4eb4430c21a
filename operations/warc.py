"""Pages out of WARC files: Masar's own, CommonCrawl's, anybody's."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from contracts.addresses import normalised
from contracts.topics import PAGE_BODY_LIMIT
from services.crawler.archive import WIRE_PREFIX
from services.crawler.content import looks_like_html
from services.crawler.fetch import Answer
from services.crawler.refusal import refusal_in

_MEMBER = b"\x1f\x8b\x08"
_BLOCK = 1 << 20


class Kept(Struct, frozen=True, kw_only=True):
    """A page found in a file: the answer as it was fetched, and when. `place` is file:offset."""

    place: str
    answer: Answer
    fetched_at: datetime


class Passed(Struct, frozen=True, kw_only=True):
    """A record that is no page: another kind of record, no HTML, an error. `why` groups alike ones."""

    place: str
    why: str


class Damaged(Struct, frozen=True, kw_only=True):
    """A record or stretch of the file that cannot be read."""

    place: str
    url: str | None
    error: str


Record = Kept | Passed | Damaged


def read_warc(path: Path, reached: Callable[[int], None] = lambda _: None) -> Iterator[Record]:
    """Every record of a file in order; after damage it goes on at the next record that begins whole.

    `reached` hears the byte offset of each record. Raises OSError where the file cannot be read.
    """
    start: int | None = 0
    while start is not None:
        with path.open("rb") as file:
            file.seek(start)
            last, record = start, None
            try:
                for last, record in _records(file, path):
                    reached(last)
                    yield record
                if not isinstance(record, Damaged):
                    return
            except (ArchiveLoadFailed, zlib.error, EOFError, ValueError) as error:
                yield Damaged(place=f"{path.name}:{last}", url=None, error=f"{type(error).__name__}: {error}")
            start = _next_member(file, last + 1)


def _records(file: BinaryIO, path: Path) -> Iterator[tuple[int, Record]]:
    records = ArchiveIterator(file, check_digests="record")
    for record in records:
        offset = int(records.offset)
        yield offset, _read(record, f"{path.name}:{offset}")
    if records.offset < path.stat().st_size:
        error = "a record ends too soon"
        yield int(records.offset), Damaged(place=f"{path.name}:{records.offset}", url=None, error=error)


def _read(record: Any, place: str) -> Record:
    if record.rec_type != "response":
        return Passed(place=place, why=f"{record.rec_type} record")
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    try:
        answer = _answer(record, normalised(url.strip("<>")))
        moment = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")
    except (ValueError, AttributeError, TypeError, zlib.error) as error:
        return Damaged(place=place, url=url or None, error=f"{type(error).__name__}: {error}")
    if record.digest_checker and record.digest_checker.passed is False:
        return Damaged(place=place, url=url, error="its digest is another: the record was cut or changed")
    if why := _no_page(answer):
        return Passed(place=place, why=why)
    return Kept(place=place, answer=answer, fetched_at=moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _answer(record: Any, url: str) -> Answer:
    headers = tuple((_as_sent(name), value) for name, value in _once(record.http_headers.headers))
    status = int(record.http_headers.get_statuscode())
    body = record.content_stream().read(PAGE_BODY_LIMIT + 1)
    while record.raw_stream.read(_BLOCK):  # the digest is over the whole record
        pass
    return Answer(url=url, status=status, headers=headers, body=body)


def _once(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without the length that an archive put in the place of the one on the wire."""
    renamed = {name.lower() for name, _ in headers if name.lower().startswith(WIRE_PREFIX.lower())}
    return [(name, value) for name, value in headers if f"{WIRE_PREFIX.lower()}{name.lower()}" not in renamed]


def _as_sent(name: str) -> str:
    return name.lower().removeprefix(WIRE_PREFIX.lower())


def _no_page(answer: Answer) -> str | None:
    if answer.status != 200:
        return f"status {answer.status}"
    if len(answer.body) > PAGE_BODY_LIMIT:
        return "too large"
    if refusal_in(answer):
        return "a challenge"
    return None if looks_like_html(answer) else "no HTML"


def _next_member(file: BinaryIO, start: int) -> int | None:
    """Where the next gzip member that holds a record begins; null where none does."""
    file.seek(start)
    place, held = start, b""
    while block := file.read(_BLOCK):
        held += block
        found = held.find(_MEMBER)
        while found >= 0:
            if _begins_a_record(held[found : found + 4096]):
                return place + found
            found = held.find(_MEMBER, found + 1)
        place, held = place + len(held) - len(_MEMBER), held[-len(_MEMBER) :]
    return None


def _begins_a_record(data: bytes) -> bool:
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(data)).read1(5) == b"WARC/"
    except (OSError, EOFError, zlib.error):
        return False
