"""What the press answers to a reader who has the page already, and how a correction comes out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

from deploy.press.correction import Corrections
from deploy.press.expected import expected_pages
from deploy.press.reply import reply_to

_ATOM = "{http://www.w3.org/2005/Atom}"
_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
_CORRECTED = next(page for page in expected_pages() if page.has_corrected)


class Clock:
    def __init__(self) -> None:
        self.now = _NOON

    def __call__(self) -> datetime:
        return self.now


def _corrections(folder: Path, clock: Clock) -> Corrections:
    return Corrections(folder, timedelta(seconds=60), clock)


def _read(house, corrections: Corrections, clock: Clock, **asked: str):
    named = {name.replace("_", "-"): value for name, value in asked.items()}
    return reply_to(house, _CORRECTED.path, named, clock(), corrections)


def test_a_page_with_validators_is_not_sent_twice(press) -> None:
    seen = set()
    for page in expected_pages():
        if page.fetch != "fetched":
            continue
        url = press.url(page.outlet, page.path)
        told = press.get(url).headers
        if "etag" in told:
            assert press.get(url, If_None_Match=told["etag"]).status_code == 304
        if "last-modified" in told:
            assert press.get(url, If_Modified_Since=told["last-modified"]).status_code == 304
        seen |= {name for name in ("etag", "last-modified") if name in told}
    assert seen == {"etag", "last-modified"}


def test_another_version_is_sent_whole(press) -> None:
    url = press.url("sahil", "/local/2024/20431")
    assert press.get(url, If_None_Match='"another"').status_code == 200
    assert press.get(url, If_Modified_Since="Mon, 01 Jan 2018 00:00:00 GMT").status_code == 200
    assert press.get(url, If_Modified_Since="no date").status_code == 200


def test_an_unchanged_feed_is_not_sent_twice(press) -> None:
    url = press.url("sahil", "/rss/all.xml")
    assert press.get(url, If_None_Match=press.get(url).headers["etag"]).status_code == 304


def test_a_page_is_corrected_a_minute_after_its_first_reader(tmp_path, houses) -> None:
    clock = Clock()
    corrections = _corrections(tmp_path, clock)
    house = houses[_CORRECTED.outlet]
    clock.now += timedelta(hours=5)  # nobody has read it: nothing happens
    first = _read(house, corrections, clock)
    clock.now += timedelta(seconds=59)
    assert _read(house, corrections, clock).body == first.body
    clock.now += timedelta(seconds=2)
    second = _read(house, corrections, clock, if_none_match=dict(first.headers)["ETag"])
    assert second.status == 200
    assert dict(second.headers)["ETag"] != dict(first.headers)["ETag"]
    assert _CORRECTED.has_first in first.body.decode()
    assert _CORRECTED.has_corrected not in first.body.decode()
    assert _CORRECTED.has_corrected in second.body.decode()
    assert _CORRECTED.has_first not in second.body.decode()


def test_the_feed_announces_the_correction_for_its_entry_only(tmp_path, houses) -> None:
    clock = Clock()
    corrections = _corrections(tmp_path, clock)
    house = houses[_CORRECTED.outlet]
    before = _updates(house, clock, corrections)
    _read(house, corrections, clock)
    clock.now += timedelta(seconds=61)
    after = _updates(house, clock, corrections)
    moved = {url for url in before if before[url] != after[url]}
    assert moved == {house.url(_CORRECTED.path)}
    assert datetime.fromisoformat(after[house.url(_CORRECTED.path)]) == _NOON + timedelta(seconds=60)


def test_a_restarted_press_remembers_who_read_first(tmp_path, houses) -> None:
    clock = Clock()
    house = houses[_CORRECTED.outlet]
    _read(house, _corrections(tmp_path, clock), clock)
    clock.now += timedelta(seconds=61)
    assert _CORRECTED.has_corrected in _read(house, _corrections(tmp_path, clock), clock).body.decode()


def _updates(house, clock: Clock, corrections: Corrections) -> dict[str, str]:
    feed = ElementTree.fromstring(reply_to(house, "/atom.xml", {}, clock(), corrections).body)
    return {
        entry.findtext(f"{_ATOM}id", ""): entry.findtext(f"{_ATOM}updated", "") for entry in feed.iter(f"{_ATOM}entry")
    }
