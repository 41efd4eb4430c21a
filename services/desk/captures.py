"""The crawler's archive as readers see it: which fetches of a page it holds, and their records as written."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import structlog
from msgspec import Struct
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from contracts.addresses import page_id

log = structlog.get_logger()

# How long a look into the folder stands before the next question looks again, in seconds.
_FRESH = 5.0
# The crawler's name for a file that it still writes.
_OPEN = ".open"


class Capture(Struct, frozen=True):
    """One fetch of a page: when, with which status, the digest of what came, and where its record lies."""

    at: datetime
    status: str
    digest: str
    file: str
    offset: int
    length: int


class Captures:
    """Reads the folder's WARC files once each, and on from there as they grow. The list lies in a temporary file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        # The empty name is a private file of SQLite's own that goes when it is closed.
        self._list = sqlite3.connect("", check_same_thread=False)
        self._list.execute("CREATE TABLE capture (page, at, status, digest, file, offset, length)")
        self._list.execute("CREATE INDEX by_page ON capture (page, at)")
        self._read: dict[str, int] = {}
        self._looked = float("-inf")

    def of(self, page: str) -> list[Capture]:
        """The fetches of a page, the newest first."""
        with self._lock:
            self._look()
            rows = self._list.execute(
                "SELECT at, status, digest, file, offset, length FROM capture WHERE page = ? ORDER BY at DESC", (page,)
            ).fetchall()
        return [Capture(datetime.fromisoformat(at), *rest) for at, *rest in rows]

    def record(self, capture: Capture) -> bytes:
        """The record as it was written, a WARC file of its own. Raises OSError where the file went."""
        with self._path(capture.file).open("rb") as file:
            file.seek(capture.offset)
            return file.read(capture.length)

    def payload(self, capture: Capture) -> bytes:
        """What the server sent. Raises OSError where the file went."""
        with self._path(capture.file).open("rb") as file:
            file.seek(capture.offset)
            return bytes(next(iter(ArchiveIterator(file))).content_stream().read())

    def _path(self, name: str) -> Path:
        closed = self._folder / name
        return closed if closed.exists() else closed.with_name(f"{name}{_OPEN}")

    def _look(self) -> None:
        if time.monotonic() - self._looked < _FRESH:
            return
        for path in sorted(self._folder.glob("*.warc.gz*")):
            name = path.name.removesuffix(_OPEN)
            try:
                if path.stat().st_size > self._read.get(name, 0):
                    self._list.executemany("INSERT INTO capture VALUES (?, ?, ?, ?, ?, ?, ?)", self._new_in(path, name))
            except (OSError, ArchiveLoadFailed) as error:
                log.warning("an archive file cannot be read on", file=name, error=str(error))
        self._looked = time.monotonic()

    def _new_in(self, path: Path, name: str) -> Iterator[tuple[object, ...]]:
        with path.open("rb") as file:
            file.seek(self._read.get(name, 0))
            records = ArchiveIterator(file)
            for record in records:
                row = None
                if record.rec_type == "response":
                    told = record.rec_headers.get_header
                    url, status = told("WARC-Target-URI"), record.http_headers.get_statuscode()
                    digest = told("WARC-Payload-Digest") or ""
                    row = (page_id(url), told("WARC-Date"), status, digest, name, records.get_record_offset())
                record.content_stream().read()
                length = records.get_record_length()
                self._read[name] = records.get_record_offset() + length
                if row:
                    yield *row, length
