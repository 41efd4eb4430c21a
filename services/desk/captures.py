"""The crawler's archive as readers see it: which fetches of a page it holds, and their records as written."""

import sqlite3
import threading
import zlib
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

import structlog
from msgspec import Struct
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from contracts.addresses import page_id

log = structlog.get_logger()

# Time between two looks into the folder, in seconds.
_EVERY = 5.0
# Records listed at once: whoever asks meanwhile waits no longer than for so many.
_A_TIME = 500
_CHUNK = 65_536
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
    """Reads the folder's WARC files once each, and on from there as they grow. The list lies in a temporary file.

    Reading a large archive takes its time; what was read so far is found meanwhile.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        # The empty name is a private file of SQLite's own that goes when it is closed.
        self._list = sqlite3.connect("", check_same_thread=False)
        self._list.execute("CREATE TABLE capture (page, at, status, digest, file, offset, length)")
        self._list.execute("CREATE INDEX by_page ON capture (page, at)")
        self._read: dict[str, int] = {}

    def of(self, page: str) -> list[Capture]:
        """The fetches of a page, the newest first."""
        with self._lock:
            rows = self._list.execute(
                "SELECT at, status, digest, file, offset, length FROM capture WHERE page = ? ORDER BY at DESC", (page,)
            ).fetchall()
        return [Capture(datetime.fromisoformat(at), *rest) for at, *rest in rows]

    def keep_looking(self, stop: threading.Event) -> None:
        """Look into the folder again and again until `stop` is set."""
        while not stop.is_set():
            self.look()
            stop.wait(_EVERY)

    def look(self) -> None:
        """List what was written since the last look."""
        for path in sorted(self._folder.glob("*.warc.gz*")):
            name = path.name.removesuffix(_OPEN)
            try:
                if path.stat().st_size > self._read.get(name, 0):
                    self._list_all(self._new_in(path, name))
            except OSError as error:
                log.warning("an archive file cannot be read", file=name, error=str(error))

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

    def _list_all(self, rows: Iterator[tuple[object, ...]]) -> None:
        while some := list(islice(rows, _A_TIME)):
            with self._lock:
                self._list.executemany("INSERT INTO capture VALUES (?, ?, ?, ?, ?, ?, ?)", some)

    def _new_in(self, path: Path, name: str) -> Iterator[tuple[object, ...]]:
        with path.open("rb") as file:
            file.seek(self._read.get(name, 0))
            records = ArchiveIterator(file)
            try:
                for record in records:
                    while record.raw_stream.read(_CHUNK):
                        pass
                    if record.raw_stream.limit:
                        return  # it is still being written: the next look begins with it
                    offset, length = records.get_record_offset(), records.get_record_length()
                    self._read[name] = offset + length
                    if record.rec_type == "response":
                        yield *_told(record), name, offset, length
            except (ArchiveLoadFailed, EOFError, zlib.error) as error:
                log.warning("an archive file cannot be read on", file=name, error=str(error))


def _told(record: ArcWarcRecord) -> tuple[str, str, str, str]:
    told = record.rec_headers.get_header
    status = record.http_headers.get_statuscode() if record.http_headers else ""
    return page_id(told("WARC-Target-URI")), told("WARC-Date"), status, told("WARC-Payload-Digest") or ""
