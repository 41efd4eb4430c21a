import json
from datetime import UTC, datetime

import pytest

from services.crawler.feeds import read_feed
from services.crawler.listing import Unreadable

HOME = "http://paper.test"
VERSION = "https://jsonfeed.org/version/1.1"


def _feed(*items: object, **more: object) -> bytes:
    return json.dumps({"version": VERSION, "title": "صحيفة", "items": items, **more}, ensure_ascii=False).encode()


def test_items_give_addresses_with_what_the_feed_says_of_them() -> None:
    item = {
        "id": "7",
        "url": "/news/7?utm_source=feed",
        "title": "مؤتمر الكويت",
        "summary": "ملخص",
        "date_published": "2024-11-04T10:00:00+03:00",
        "date_modified": "2024-11-04T12:00:00+03:00",
    }
    (page,) = read_feed(b"\xef\xbb\xbf " + _feed(item), f"{HOME}/feed.json", "application/feed+json").pages
    assert page.url == f"{HOME}/news/7"
    assert page.announced_at == datetime(2024, 11, 4, 9, tzinfo=UTC)
    assert page.entry is not None
    assert (page.entry.title, page.entry.date, page.entry.summary) == (item["title"], item["date_published"], "ملخص")


@pytest.mark.parametrize(
    ("item", "urls"),
    [
        ({"id": f"{HOME}/1"}, [f"{HOME}/1"]),
        ({"id": 1, "external_url": f"{HOME}/2"}, [f"{HOME}/2"]),
        ({"id": "not an address"}, []),
        ({"url": ["x"], "title": {"a": 1}}, []),
        ({"url": f"{HOME}/3", "date_modified": "yesterday", "title": None, "summary": 5}, [f"{HOME}/3"]),
        ("not an item", []),
        (None, []),
    ],
)
def test_items_that_break_the_rules_give_what_they_have(item: object, urls: list[str]) -> None:
    assert [page.url for page in read_feed(_feed(item), HOME, None).pages] == urls


def test_a_time_without_its_zone_announces_nothing() -> None:
    (page,) = read_feed(_feed({"url": "/1", "date_modified": "2024-11-04T12:00:00"}), HOME, None).pages
    assert page.announced_at is None


@pytest.mark.parametrize(
    "body",
    [b"{}", b'{"version": 3}', b'{"items": []}', b'{"version": "x"', b'{"a":' + b"[" * 200_000, b'{"a": "\xff"}'],
)
def test_other_json_is_no_feed(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_feed(body, HOME, None)


def test_a_feed_without_items_is_a_feed() -> None:
    assert read_feed(_feed(), HOME, None).pages == ()
