"""Where a date stands says whose it is: over the headline, under it, after the text, in an agency's dateline."""

from datetime import UTC, datetime

import pytest

from contracts.article import DateFound
from services.parser.dates import dates_in, read_dates
from services.parser.seen import DateSeen

FETCHED = datetime(2024, 11, 20, 8, tzinfo=UTC)


def read(
    *seen: DateSeen, paragraphs: tuple[str, ...] = (), fetched: datetime = FETCHED
) -> tuple[DateFound | None, DateFound | None]:
    return read_dates(
        seen,
        url="https://outlet.example/1",
        entry=None,
        fetched_at=fetched,
        time_zone="Asia/Kuwait",
        day_first=None,
        paragraphs=paragraphs,
    )


def published(*seen: DateSeen, paragraphs: tuple[str, ...] = (), fetched: datetime = FETCHED) -> str | None:
    found, _ = read(*seen, paragraphs=paragraphs, fetched=fetched)
    return found.at if found else None


def test_a_day_under_the_headline_goes_before_one_over_it() -> None:
    over, under = DateSeen("1 يناير 2015", "above_element"), DateSeen("3 نوفمبر 2024", "header_line")
    assert published(over, under) == published(under, over) == "2024-11-03"
    assert published(DateSeen("3 نوفمبر 2024", "above_line")) == "2024-11-03"


def test_a_day_after_the_text_counts_only_where_it_says_of_what() -> None:
    assert published(DateSeen("3 نوفمبر 2024", "after_element")) is None
    assert published(DateSeen("نشر في 3 نوفمبر 2024", "after_element")) == "2024-11-03"
    assert published(DateSeen("منذ 5 أيام", "after_element")) is None


@pytest.mark.parametrize(
    ("opening", "at"),
    [
        ("الرياض 02 جمادى الأولى 1446 هـ الموافق 04 نوفمبر 2024 م واس", "2024-11-04"),
        ("دوشنبه، 04.11.2024 /خاور/. استقبل الرئيس", "2024-11-04"),
        ("رام الله 18 أكتوبر 2022 (شينخوا) افتتح", "2022-10-18"),
        ("عمان 4 تشرين الثاني (بترا)- وقعت", None),
        ("قال وزير الخارجية في لقائه يوم 4 نوفمبر 2024 مع مراسل (شينخوا) إن", None),
        ("افتتح في 4 نوفمبر 2024 معرض", None),
    ],
)
def test_the_day_of_an_agency_s_dateline(opening: str, at: str | None) -> None:
    assert published(paragraphs=(opening,)) == at


def test_a_dateline_without_year_takes_it_from_the_same_day_elsewhere() -> None:
    seen = DateSeen("04/11/2024 15:22:33", "body_line")
    assert published(seen, paragraphs=("عمان 4 تشرين الثاني (بترا)- وقعت",)) == "2024-11-04"


def test_a_time_in_an_element_of_its_own_is_the_day_s() -> None:
    day, clock = DateSeen("4 نوفمبر 2024", "marked_element"), DateSeen("20:11 مساء", "marked_element")
    assert published(day, clock) == "2024-11-04T20:11+03:00"
    assert published(day, DateSeen("مدة القراءة: 3 دقائق", "marked_element")) == "2024-11-04"


def test_the_time_of_the_request_is_no_time_of_change() -> None:
    day = DateSeen("2024-11-04T10:00:00Z", "json_ld", "published")
    changed = DateSeen("2024-11-20T07:59:58Z", "meta:og:updated_time", "modified")
    assert read(day, changed)[1] is None


@pytest.mark.parametrize(
    ("paragraph", "at"),
    [
        ("انطلقت اليوم الاثنين أعمال المؤتمر", "2024-11-04"),
        ("انطلقت اليوم (الخميس) أعمال المؤتمر", "2024-04-11"),
        ("اختتمت أمس الأحد أعمال المؤتمر", "2024-11-04"),
        ("انطلقت اليوم الاثنين ووصل أمس الثلاثاء الوفد", None),
        ("ينطلق الاثنين المؤتمر", None),
    ],
)
def test_the_weekday_that_the_text_calls_today_s_settles_the_order(paragraph: str, at: str | None) -> None:
    late = datetime(2025, 2, 1, tzinfo=UTC)
    assert published(DateSeen("04/11/2024", "header_line"), paragraphs=(paragraph,), fetched=late) == at


def test_a_page_fetched_on_one_of_the_days_was_printed_on_it() -> None:
    line = DateSeen("04/11/2024 10:15", "header_line")
    assert published(line, fetched=datetime(2024, 11, 4, 19, tzinfo=UTC)) == "2024-11-04T10:15+03:00"
    assert published(line, fetched=datetime(2024, 11, 14, 19, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("الثلاثاء 3 جمادى الأولى 1446هـ", "2024-11-05"),
        ("الاثنين 3 جمادى الأولى 1446هـ", "2024-11-04"),
        ("الجمعة 3 جمادى الأولى 1446هـ", "2024-11-05"),
        ("02/05/1446هـ", "2024-11-04"),
        ("2019:05:16.15:45", "2019-05-16T15:45"),
    ],
)
def test_forms_that_need_what_stands_beside_them(text: str, value: str) -> None:
    assert [found.value for found in dates_in(text)] == [value]
