"""Numeric dates that two orders can read: what settles them, and that nothing else does."""

from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.urls import FeedEntry
from services.parser.dates import read_dates
from services.parser.seen import DateSeen


def settled(text: str, **given: Any) -> str | None:
    known: dict[str, Any] = {
        "url": "https://outlet.example/news/1",
        "entry": None,
        "fetched_at": datetime(2026, 1, 1, tzinfo=UTC),
        "time_zone": None,
        "day_first": None,
        "paragraphs": (),
    }
    others = given.pop("others", ())
    published, _ = read_dates([DateSeen(text, "header_line"), *others], **{**known, **given})
    return published.at if published else None


@pytest.mark.parametrize("text", ["4/11/2024", "04-11-2024", "4.11.2024", "08/12, 2015", "16/04/21"])
def test_without_evidence_there_is_no_date(text: str) -> None:
    assert settled(text) is None


def test_a_figure_over_twelve_and_equal_figures_need_none() -> None:
    assert settled("23/10/2024") == "2024-10-23"
    assert settled("10/23/2024") == "2024-10-23"
    assert settled("5/5/2024") == "2024-05-05"


def test_the_outlets_order() -> None:
    assert settled("4/11/2024", day_first=True) == "2024-11-04"
    assert settled("4/11/2024", day_first=False) == "2024-04-11"


def test_the_weekday_before_the_outlets_order() -> None:
    assert settled("الاثنين 4/11/2024") == "2024-11-04"
    assert settled("الخميس 4/11/2024", day_first=True) == "2024-04-11"


def test_the_address() -> None:
    assert settled("4/11/2024", url="https://outlet.example/2024/11/story") == "2024-11-04"
    assert settled("4/11/2024", url="https://outlet.example/2024/04/11/story") == "2024-04-11"


def test_the_feeds_entry() -> None:
    assert settled("4/11/2024", entry=FeedEntry(date="2024-11-04")) == "2024-11-04"


def test_metadata_settle_the_line_that_gives_the_time() -> None:
    meta = DateSeen("2024-11-04", "meta:article:published_time", "published")
    assert settled("4/11/2024 10:00 م", others=[meta]) == "2024-11-04T22:00"


def test_another_date_of_the_page_shows_the_order() -> None:
    assert settled("4/11/2024", others=[DateSeen("28/10/2024", "body_line")]) == "2024-11-04"
    assert settled("4/11/2024", others=[DateSeen("10/28/2024", "body_line")]) == "2024-04-11"


def test_days_that_the_text_names() -> None:
    assert settled("9/5/2024", paragraphs=("تستضيف طشقند يومي 4 و5 سبتمبر مؤتمرا دوليا",)) == "2024-09-05"
    assert settled("9/6/2024", paragraphs=("تستضيف طشقند يومي 4 و5 سبتمبر مؤتمرا دوليا",)) == "2024-09-06"
    assert settled("9/5/2024", paragraphs=("من 9 مايو إلى 5 سبتمبر",)) is None
    assert settled("9/5/2024", paragraphs=("في 5 سبتمبر 2019 انعقد المؤتمر",)) is None


def test_the_day_of_an_agencys_dateline() -> None:
    assert settled("11/4/2024", paragraphs=("الكويت - 4 - 11 (كونا) -- افتتح الوزير المؤتمر",)) == "2024-11-04"
    assert settled("11/4/2024", paragraphs=("الكويت - 4 - 11 -- افتتح الوزير المؤتمر",)) is None


def test_the_month_that_the_text_calls_current() -> None:
    assert settled("5/9/2024", paragraphs=("يعقد المؤتمر في 20 مايو الجاري",)) == "2024-05-09"


def test_a_publication_is_not_in_the_future() -> None:
    assert settled("4/11/2024", fetched_at=datetime(2024, 6, 1, tzinfo=UTC)) == "2024-04-11"


def test_forms_that_only_day_first_writers_print() -> None:
    assert settled("04\u200f/11\u200f/2024") == "2024-11-04"
    assert settled("٠٤/١١/٢٠٢٤") == "2024-11-04"
