"""The archive: every page as it was fetched, request and response, in WARC 1.1 files (ISO 28500:2017)."""

import asyncio
import io
import os
import socket
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

import structlog
from msgspec import Struct
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from contracts.page import Page

log = structlog.get_logger()

# A file that is still being written; whoever reads archives may read it too, up to its last whole record.
OPEN = ".open"
# Before another attempt where the disk did not take the records, in seconds.
PAUSE = 5.0
# The body is kept as it was read, so what described it on the wire goes under the names that CommonCrawl gave these.
_ON_THE_WIRE = ("content-encoding", "content-length", "transfer-encoding")
WIRE_PREFIX = "X-Crawl-"


class Rotation(Struct, frozen=True, kw_only=True):
    """A file is closed at that size in bytes, or that many seconds after its first record."""

    size: int = 1_000_000_000
    seconds: float = 3_600.0


class Archive:
    """Keeps pages in one folder. One for each crawler; many crawlers may share the folder."""

    def __init__(self, folder: Path, rotation: Rotation, software: str) -> None:
        self._files = _Files(folder, rotation, software)
        self._waiting: list[tuple[Page, Mapping[str, str], asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def keep(self, page: Page, asked: Mapping[str, str]) -> None:
        """Return when a page and its request's headers are on disk, however long the disk takes none.

        Pages that come while others are written go into one write and one fsync together. Raises what
        keeps records from being made at all.
        """
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((page, asked, kept))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await kept

    async def close(self) -> None:
        """Write what waits, and give the open file its final name."""
        if self._writing is not None:
            await self._writing
        await asyncio.to_thread(self._files.close)

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            pages = [(page, asked) for page, asked, _ in batch]
            broken: Exception | None = None
            try:
                while not await asyncio.to_thread(self._on_disk, pages):  # noqa: ASYNC110  # a disk tells nobody
                    await asyncio.sleep(PAUSE)
            except Exception as error:  # nobody may wait for ever for records that cannot be written
                broken = error
            for *_, kept in batch:
                if not kept.done():
                    kept.set_exception(broken) if broken else kept.set_result(None)

    def _on_disk(self, pages: list[tuple[Page, Mapping[str, str]]]) -> bool:
        try:
            self._files.append(pages)
        except OSError as error:
            log.warning("waiting for the archive's disk", error=str(error))
            return False
        return True


class _Files:
    """The files, one open at a time; blocks."""

    def __init__(self, folder: Path, rotation: Rotation, software: str) -> None:
        self._folder = folder
        self._rotation = rotation
        self._software = software
        self._file: io.FileIO | None = None
        self._path = folder
        self._opened = 0.0
        self._count = 0

    def append(self, pages: list[tuple[Page, Mapping[str, str]]]) -> None:
        """Write and fsync the pages, all or none of them. Raises OSError."""
        records = io.BytesIO()
        writer = WARCWriter(records, gzip=True, warc_version="1.1")
        for page, asked in pages:
            _write_pair(writer, page, asked)
        _append(self._current(), records.getbuffer())

    def close(self) -> None:
        """Close the open file under its final name."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self._path.rename(self._path.with_suffix(""))

    def _current(self) -> io.FileIO:
        if self._file is not None and self._full(self._file):
            self.close()
        if self._file is None:
            self._file = self._new()
        return self._file

    def _full(self, file: io.FileIO) -> bool:
        return file.tell() >= self._rotation.size or time.monotonic() - self._opened >= self._rotation.seconds

    def _new(self) -> io.FileIO:
        self._folder.mkdir(parents=True, exist_ok=True)
        moment = datetime.now(UTC)
        # Time, number, host and process: no two crawlers on any machines ever write the same file.
        own = f"{moment:%Y%m%d%H%M%S}-{self._count:05d}-{socket.gethostname()}-{os.getpid()}"
        self._path = self._folder / f"masar-{own}.warc.gz{OPEN}"
        # Unbuffered: after a full disk nothing may be left that is written when the file is closed.
        file = io.FileIO(self._path, "xb")
        try:
            _append(file, self._first_record())
            _fsync_folder(self._folder)
        except OSError:
            file.close()
            self._path.unlink(missing_ok=True)
            raise
        self._count += 1
        self._opened = time.monotonic()
        return file

    def _first_record(self) -> memoryview:
        told = {"software": self._software, "format": "WARC File Format 1.1", "isPartOf": "masar"}
        record = io.BytesIO()
        writer = WARCWriter(record, gzip=True, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record(self._path.with_suffix("").name, told))
        return record.getbuffer()


def _append(file: io.FileIO, records: memoryview) -> None:
    before = file.tell()
    try:
        while records:
            records = records[file.write(records) :]
        os.fsync(file.fileno())
    except OSError:
        # A torn record would hide what comes after it.
        file.seek(before)
        file.truncate()
        raise


def _fsync_folder(folder: Path) -> None:
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def _write_pair(writer: WARCWriter, page: Page, asked: Mapping[str, str]) -> None:
    dated = {"WARC-Date": f"{page.fetched_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"}
    answer = StatusAndHeaders(str(page.status), _headers_kept(page), protocol="HTTP/1.1")
    response = writer.create_warc_record(
        page.final_url,
        "response",
        payload=io.BytesIO(page.body),
        length=len(page.body),
        http_headers=answer,
        warc_headers_dict=dict(dated),
    )
    parts = urlsplit(page.final_url)
    line = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    question = StatusAndHeaders(f"GET {line} HTTP/1.1", [("host", parts.netloc), *asked.items()], is_http_request=True)
    request = writer.create_warc_record(page.final_url, "request", http_headers=question, warc_headers_dict=dict(dated))
    writer.write_request_response_pair(request, response)


def _headers_kept(page: Page) -> list[tuple[str, str]]:
    # RFC 9110, 5.1: a name is ASCII. What a broken server sends besides is escaped, as the writer does with values.
    named = [(quote(name), value) for name, value in page.headers]
    kept = [(f"{WIRE_PREFIX}{name}" if name in _ON_THE_WIRE else name, value) for name, value in named]
    return [*kept, ("content-length", str(len(page.body)))]
