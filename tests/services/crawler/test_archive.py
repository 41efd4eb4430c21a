"""The archive keeps pages whole, in files that any reader of WARC 1.1 takes."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawl_fakes import NOON
from warcio.archiveiterator import ArchiveIterator

from contracts.addresses import page_id
from contracts.page import Page
from services.crawler import archive
from services.crawler.archive import OPEN, Archive, Rotation

ASKED = {"user-agent": "Masar/0.1", "accept-encoding": "gzip"}
BODY = "<p>خبر</p>".encode("windows-1256")


def page_at(url: str, body: bytes = BODY) -> Page:
    return Page(
        page_id=page_id(url),
        url=url,
        final_url=url,
        outlet="outlet",
        fetched_at=NOON,
        status=200,
        headers=(("content-type", "text/html; charset=windows-1256"), ("content-encoding", "gzip"), ("x-ملاحظة", "é")),
        body=body,
        discovered_by="http://host.example/rss.xml",
    )


def records(folder: Path) -> Iterator[tuple[str, str, dict[str, str], bytes]]:
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                headers = dict(record.http_headers.headers) if record.http_headers else {}
                uri = record.rec_headers.get_header("WARC-Target-URI") or ""
                yield record.rec_type, uri, headers, record.content_stream().read()


async def keep(folder: Path, urls: list[str]) -> None:
    kept = Archive(folder, Rotation(), "Masar/0.1")
    await asyncio.gather(*(kept.keep(page_at(url), ASKED) for url in urls))
    await kept.close()


def test_a_page_is_kept_with_its_request(tmp_path: Path) -> None:
    url = "http://host.example/news?id=1"
    asyncio.run(keep(tmp_path, [url]))
    kinds = [(kind, uri) for kind, uri, *_ in records(tmp_path)]
    assert kinds == [("warcinfo", ""), ("response", url), ("request", url)]
    _, (_, _, response, body), (_, _, request, _) = records(tmp_path)
    assert (request["host"], request["user-agent"]) == ("host.example", "Masar/0.1")
    assert body == BODY
    assert response["content-type"] == "text/html; charset=windows-1256"
    assert response["X-Crawl-content-encoding"] == "gzip"
    assert response["content-length"] == str(len(BODY))


def test_records_are_of_version_1_1_and_know_their_moment(tmp_path: Path) -> None:
    asyncio.run(keep(tmp_path, ["http://host.example/1"]))
    with next(tmp_path.iterdir()).open("rb") as file:
        heads = [
            (each.rec_headers.protocol, each.rec_headers.get_header("WARC-Date")) for each in ArchiveIterator(file)
        ]
    assert {protocol for protocol, _ in heads} == {"WARC/1.1"}
    assert heads[2][1] == "2026-03-01T12:00:00.000000Z"


def test_a_kept_page_can_be_read_before_the_file_is_closed(tmp_path: Path) -> None:
    async def keep_and_look() -> tuple[list[str], int]:
        kept = Archive(tmp_path, Rotation(), "Masar/0.1")
        await kept.keep(page_at("http://host.example/1"), ASKED)
        seen = await asyncio.to_thread(
            lambda: ([path.suffix for path in tmp_path.iterdir()], len([*records(tmp_path)]))
        )
        await kept.close()
        return seen

    assert asyncio.run(keep_and_look()) == ([OPEN], 3)


@pytest.mark.parametrize("rotation", [Rotation(size=1), Rotation(seconds=0.0)])
def test_files_are_rotated_by_size_and_by_time(tmp_path: Path, rotation: Rotation) -> None:
    async def three() -> None:
        kept = Archive(tmp_path, rotation, "Masar/0.1")
        for number in range(3):
            await kept.keep(page_at(f"http://host.example/{number}"), ASKED)
        await kept.close()

    asyncio.run(three())
    assert len(list(tmp_path.iterdir())) == 3
    assert all(path.name.endswith(".warc.gz") for path in tmp_path.iterdir())
    assert sum(kind == "response" for kind, *_ in records(tmp_path)) == 3


def test_what_the_disk_does_not_take_is_kept_later_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "archive"
    folder.write_text("a file where the folder should be")
    monkeypatch.setattr(archive, "PAUSE", 0.01)

    async def with_a_late_disk() -> None:
        kept = Archive(folder, Rotation(), "Masar/0.1")
        keeping = asyncio.create_task(kept.keep(page_at("http://host.example/1"), ASKED))
        await asyncio.sleep(0.1)
        assert not keeping.done()
        folder.unlink()
        await keeping
        await kept.close()

    asyncio.run(with_a_late_disk())
    assert len(list(records(folder))) == 3


def test_an_archive_without_pages_leaves_no_file(tmp_path: Path) -> None:
    asyncio.run(keep(tmp_path / "archive", []))
    assert not (tmp_path / "archive").exists()
