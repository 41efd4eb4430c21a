"""Pages come out of WARC files as they went in, and damage hides nothing but itself."""

import asyncio
import gzip
from pathlib import Path

import pytest
from archived import BODY, HTML, MOMENT, record

from contracts.addresses import page_id
from contracts.outcome import Outcome
from contracts.page import Page
from contracts.urls import UrlDiscovered, Visit
from operations.backfill import Backfill
from operations.warc import Damaged, Kept, Passed, read_warc
from services.crawler.archive import Archive, Rotation
from services.crawler.memory import Memory
from services.crawler.schedule import Rhythm


def written(folder: Path, *parts: bytes) -> Path:
    path = folder / "CC-NEWS-1.warc.gz"
    path.write_bytes(b"".join(parts))
    return path


class Sent:
    """A Kafka that remembers."""

    def __init__(self) -> None:
        self.all: list[object] = []

    async def page(self, page: Page) -> None:
        self.all.append(page)

    async def outcome(self, outcome: Outcome) -> None:
        self.all.append(outcome)

    async def visit(self, visit: Visit) -> None:
        self.all.append(visit)

    async def discovered(self, url: UrlDiscovered) -> None:
        self.all.append(url)

    def of(self, kind: type) -> list:
        return [message for message in self.all if isinstance(message, kind)]


def fill(path: Path, memory: Memory, **options: bool) -> tuple[Backfill, Sent]:
    work, sent = Backfill({}, memory, Rhythm(), **options), Sent()
    asyncio.run(work.send(read_warc(path), sent))
    return work, sent


def test_a_page_of_another_crawler_comes_out_untouched(tmp_path: Path) -> None:
    path = written(tmp_path, record("http://host.example/news/1?utm_source=x"))
    (kept,) = read_warc(path)
    assert isinstance(kept, Kept)
    assert (kept.answer.url, kept.answer.body, kept.fetched_at) == ("http://host.example/news/1", BODY, MOMENT)


def test_what_the_archive_kept_comes_out_as_it_was_fetched(tmp_path: Path) -> None:
    url = "http://host.example/1"
    headers = (("content-type", HTML), ("content-encoding", "gzip"), ("content-length", "77"))
    page = Page(
        page_id=page_id(url),
        url=url,
        final_url=url,
        outlet="outlet",
        fetched_at=MOMENT,
        status=200,
        headers=headers,
        body=BODY,
        discovered_by="",
    )

    async def keep() -> None:
        archive = Archive(tmp_path, Rotation(), "Masar")
        await archive.keep(page, {})
        await archive.close()

    asyncio.run(keep())
    (kept,) = [each for each in read_warc(next(tmp_path.iterdir())) if isinstance(each, Kept)]
    assert (kept.answer.headers, kept.answer.body, kept.fetched_at) == (headers, BODY, MOMENT)


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (record("http://host.example/1", status="404 Not Found"), "status 404"),
        (record("http://host.example/1", kind="image/png"), "no HTML"),
        (record("http://host.example/1", b"<script src=/cdn-cgi/challenge-platform/x>"), "a challenge"),
    ],
)
def test_what_is_no_page_is_passed_over_by_name(tmp_path: Path, part: bytes, why: str) -> None:
    assert [each.why for each in read_warc(written(tmp_path, part)) if isinstance(each, Passed)] == [why]


def test_damage_is_named_and_the_next_record_is_read(tmp_path: Path) -> None:
    broken = bytearray(record("http://host.example/2"))
    broken[len(broken) // 2 :] = b"\x00" * (len(broken) - len(broken) // 2)
    parts = [record("http://host.example/1"), bytes(broken), record("http://host.example/3")]
    found = list(read_warc(written(tmp_path, *parts)))
    assert [each.answer.url for each in found if isinstance(each, Kept)] == [
        "http://host.example/1",
        "http://host.example/3",
    ]
    assert [each for each in found if isinstance(each, Damaged)]


def test_a_file_that_was_cut_gives_what_it_has(tmp_path: Path) -> None:
    last = record("http://host.example/2")
    found = list(read_warc(written(tmp_path, record("http://host.example/1"), last[: len(last) // 2])))
    assert [each.answer.url for each in found if isinstance(each, Kept)] == ["http://host.example/1"]
    assert isinstance(found[-1], Damaged)


def test_what_is_no_archive_is_one_damage(tmp_path: Path) -> None:
    found = list(read_warc(written(tmp_path, b"<html>\n" * 20)))
    assert [type(each) for each in found] == [Damaged]


def test_a_page_is_told_of_before_it_is_remembered(tmp_path: Path) -> None:
    work, sent = fill(written(tmp_path, record("http://host.example/1")), Memory())
    assert [getattr(message, "name", type(message).__name__) for message in sent.all] == [
        "discovered",
        "Page",
        "fetched",
        "Visit",
        "UrlDiscovered",
    ]
    (page,), (visit,) = sent.of(Page), sent.of(Visit)
    assert (page.fetched_at, page.previous_at, page.outlet) == (MOMENT, None, "host.example")
    assert (visit.content_at, visit.outcome, visit.next_visit) == (MOMENT, "fetched", None)
    assert work.counts == {"pages": 1}


def test_the_same_file_again_sends_nothing(tmp_path: Path) -> None:
    path, memory = written(tmp_path, record("http://host.example/1"), record("http://host.example/2")), Memory()
    fill(path, memory)
    work, sent = fill(path, memory)
    assert sent.all == []
    assert work.counts == {"known": 2}


def test_a_later_fetch_with_other_text_is_a_change(tmp_path: Path) -> None:
    url = "http://host.example/1"
    later = record(url, BODY + "<p>وفقرة أخرى تغير بها الخبر كله بعد يوم واحد</p>".encode("windows-1256"), day=1)
    _, sent = fill(written(tmp_path, record(url), record(url, day=0), later), Memory())
    first, second = sent.of(Page)
    assert second.previous_at == first.fetched_at
    assert sent.of(Visit)[-1].changes == 1
    assert len([told for told in sent.of(Outcome) if told.name == "discovered"]) == 1


def test_undeclared_hosts_can_be_left_out(tmp_path: Path) -> None:
    work, sent = fill(written(tmp_path, record("http://host.example/1")), Memory(), declared_only=True)
    assert sent.all == []
    assert work.counts == {"passed over: no outlet declares it": 1}


def test_a_file_that_is_not_compressed_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "plain.warc"
    path.write_bytes(b"".join(gzip.decompress(record(f"http://host.example/{number}")) for number in range(3)))
    assert [type(each) for each in read_warc(path)] == [Kept, Kept, Kept]
