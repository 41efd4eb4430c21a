"""The raw pages of an archive that is still being written."""

from pathlib import Path

import pytest
from archived import BODY, record

from contracts.addresses import page_id
from services.desk.captures import Captures

URL = "https://sahifa.example/17"
OPEN = "masar-1.warc.gz.open"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / OPEN).write_bytes(record(URL))
    return tmp_path


def test_every_fetch_of_a_page_is_found_the_newest_first_with_its_record(folder: Path) -> None:
    captures = Captures(folder)
    captures.look()
    with (folder / OPEN).open("ab") as file:
        file.write(record("https://sahifa.example/18") + record(URL, body=b"<p>later</p>", day=1))
    captures.look()
    later, first = captures.of(page_id(URL))
    assert (later.at.day, first.at.day) == (5, 4)
    assert captures.payload(first) == BODY
    assert captures.payload(later) == b"<p>later</p>"
    written = (folder / OPEN).read_bytes()
    assert captures.record(first) == written[: first.length]
    assert written[first.length :].startswith(b"\x1f\x8b")


def test_a_file_that_is_closed_keeps_its_fetches_and_is_not_read_twice(folder: Path) -> None:
    captures = Captures(folder)
    captures.look()
    (folder / OPEN).rename(folder / "masar-1.warc.gz")
    captures.look()
    (only,) = captures.of(page_id(URL))
    assert captures.payload(only) == BODY


@pytest.mark.parametrize("missing", [1, 20, 200])
def test_a_record_that_is_half_written_is_found_when_it_is_whole(folder: Path, missing: int) -> None:
    captures, whole = Captures(folder), record(URL, day=1)
    with (folder / OPEN).open("ab") as file:
        file.write(whole[:-missing])
    captures.look()
    assert len(captures.of(page_id(URL))) <= 2
    with (folder / OPEN).open("ab") as file:
        file.write(whole[-missing:])
    captures.look()
    later, _ = captures.of(page_id(URL))
    assert captures.payload(later) == BODY


def test_a_torn_file_keeps_what_came_before_and_holds_up_no_other(folder: Path) -> None:
    with (folder / OPEN).open("ab") as file:
        file.write(b"\x1f\x8bnothing that was ever compressed")
    (folder / "masar-2.warc.gz").write_bytes(record(URL, day=2))
    captures = Captures(folder)
    captures.look()
    assert [each.at.day for each in captures.of(page_id(URL))] == [6, 4]
