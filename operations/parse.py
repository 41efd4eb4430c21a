"""`masar parse`: pages from files or lines through the parser, with no broker."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from contracts.addresses import host_of, page_id
from contracts.article import Article
from contracts.dead_letter import DeadLetter
from contracts.outcome import Outcome
from contracts.outlet import Outlet
from contracts.page import Page
from services.parser.knowledge import Knowledge
from services.parser.parse import parse_page
from services.parser.stages import PageBroken

Result = Article | Outcome | DeadLetter


class PageLine(Struct, frozen=True):
    """One page of the input: `headers` as an object or as pairs, `outlet` an id where it is known.

    Base64 is how msgspec writes and reads bytes in JSON.
    """

    url: str
    fetched_at: datetime
    body_base64: bytes
    headers: dict[str, str] | tuple[tuple[str, str], ...] = ()
    outlet: str | None = None


_LINE = msgspec.json.Decoder(PageLine)


def parse_lines(lines: Iterable[bytes], knowledge: Knowledge, *, everything: bool) -> Iterator[Result]:
    """What each line gives, in order: its articles, else its outcome, else a dead letter. Never raises for a line."""
    by_host = _outlets_by_host(knowledge.outlets.values())
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        try:
            page = _page(_LINE.decode(line), by_host)
        except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
            yield _letter(line, number, "read", "line_not_readable", str(error), _url_of(line))
            continue
        yield from _results(page, line, number, knowledge, everything)


def parse_file(path: Path, url: str, fetched_at: datetime, knowledge: Knowledge, *, everything: bool) -> list[Result]:
    """What one saved page gives, read as if fetched from `url` at `fetched_at`."""
    line = PageLine(url, fetched_at, path.read_bytes())
    return list(parse_lines([msgspec.json.encode(line)], knowledge, everything=everything))


def _results(page: Page, line: bytes, number: int, knowledge: Knowledge, everything: bool) -> Iterator[Result]:
    try:
        parsed = parse_page(page, knowledge, everything=everything)
    except PageBroken as broken:
        yield _letter(line, number, broken.step, broken.reason, broken.error, page.url)
        return
    if parsed.articles:
        yield from parsed.articles
    else:
        yield parsed.outcome


def _page(line: PageLine, by_host: dict[str, Outlet]) -> Page:
    headers = line.headers.items() if isinstance(line.headers, dict) else line.headers
    host = host_of(line.url)
    known = by_host.get(_bare(host))
    return Page(
        page_id=page_id(line.url),
        url=line.url,
        final_url=line.url,
        outlet=line.outlet or (known.id if known else host),
        fetched_at=line.fetched_at if line.fetched_at.tzinfo else line.fetched_at.replace(tzinfo=UTC),
        status=200,
        headers=tuple((name.lower(), value) for name, value in headers),
        body=line.body_base64,
        discovered_by="masar parse",
    )


def _outlets_by_host(outlets: Iterable[Outlet]) -> dict[str, Outlet]:
    return {_bare(host_of(outlet.home)): outlet for outlet in outlets}


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _url_of(line: bytes) -> str | None:
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    url = found.get("url") if isinstance(found, dict) else None
    return url if isinstance(url, str) else None


def _letter(line: bytes, number: int, step: str, reason: str, error: str, url: str | None) -> DeadLetter:
    return DeadLetter(
        topic="(lines)",
        partition=0,
        offset=number,
        key=None,
        value=line,
        step=step,
        reason=reason,
        error=error,
        at=datetime.now(UTC),
        url=url,
    )
