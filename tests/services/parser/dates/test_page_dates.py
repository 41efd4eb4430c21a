"""Which of a page's dates wins, and when none does."""

from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.article import DateFound
from contracts.urls import FeedEntry
from services.parser.dates import read_dates
from services.parser.seen import DateSeen

FETCHED = datetime(2024, 12, 20, 9, 0, tzinfo=UTC)


def both(*seen: DateSeen, **given: Any) -> tuple[DateFound | None, DateFound | None]:
    known: dict[str, Any] = {
        "url": "https://outlet.example/news/1",
        "entry": None,
        "fetched_at": FETCHED,
        "time_zone": None,
        "day_first": None,
        "paragraphs": (),
    }
    return read_dates(seen, **{**known, **given})


def at(*seen: DateSeen, **given: Any) -> str | None:
    published, _ = both(*seen, **given)
    return published.at if published else None


def line(text: str, where: str = "header_line") -> DateSeen:
    return DateSeen(text, where)


def said(text: str, where: str = "json_ld") -> DateSeen:
    return DateSeen(text, where, "published")


def test_metadata_before_the_line_at_the_title() -> None:
    published, _ = both(said("2024-11-04T22:00:00+03:00"), line("4 نوفمبر 2024 10:00 م"))
    assert published is not None
    assert (published.at, published.grain) == ("2024-11-04T22:00:00+03:00", "second")
    assert published.surface == "2024-11-04T22:00:00+03:00"
    assert published.method.startswith("json_ld")
    assert published.confidence > 0.9


def test_contradiction_lowers_the_confidence() -> None:
    alone, _ = both(said("2024-11-04"))
    contradicted, _ = both(said("2024-11-04"), line("1 سبتمبر 2023"))
    assert alone is not None
    assert contradicted is not None
    assert contradicted.at == "2024-11-04"
    assert contradicted.confidence < alone.confidence - 0.2


def test_two_places_outvote_one() -> None:
    url = "https://outlet.example/2023/09/01/story"
    assert at(said("2024-11-04"), line("1 سبتمبر 2023 10:00 م"), url=url) == "2023-09-01T22:00"


def test_the_time_comes_from_the_line_where_metadata_give_the_day() -> None:
    assert at(said("2024-11-04T00:00:00"), line("4 نوفمبر 2024 10:00 م")) == "2024-11-04T22:00"


def test_midnight_is_no_time() -> None:
    assert at(said("2024-11-04T00:00:00Z")) == "2024-11-04"


def test_the_outlets_zone_with_its_summer_time() -> None:
    assert at(line("4 نوفمبر 2024 10:00 م"), time_zone="Asia/Kuwait") == "2024-11-04T22:00+03:00"
    assert at(line("4 يوليو 2024 10:00 م"), time_zone="Africa/Cairo") == "2024-07-04T22:00+03:00"
    assert at(line("4 ديسمبر 2024 10:00 م"), time_zone="Africa/Cairo") == "2024-12-04T22:00+02:00"
    assert at(line("4 نوفمبر 2024 10:00 م"), time_zone="Nowhere/Land") == "2024-11-04T22:00"


def test_local_time_stamped_as_utc() -> None:
    stamped = said("2024-11-04T22:00:00+00:00")
    assert at(stamped, line("4 نوفمبر 2024 10:00 م"), time_zone="Asia/Kuwait") == "2024-11-04T22:00:00+03:00"
    assert at(stamped, line("5 نوفمبر 2024 1:00 ص"), time_zone="Asia/Kuwait") == "2024-11-04T22:00:00+00:00"


def test_a_clock_in_the_template_does_not_win() -> None:
    widget = line("الجمعة 20 ديسمبر 2024")
    assert at(widget, line("18 أكتوبر 2022")) == "2022-10-18"
    assert at(widget, url="https://outlet.example/2022/10/18/story") == "2022-10-18"
    assert at(widget) is None


def test_a_clock_that_shows_the_minute_of_fetching_does_not_win_either() -> None:
    for printed in ("08:59 ص / 20 ديسمبر 2024", "11:58 صباحا / 20 ديسمبر 2024", "20 ديسمبر 2024 - 09:30 م"):
        assert at(line(printed, "above_element")) is None, printed
    assert at(line("07:41 ص / 20 ديسمبر 2024", "above_element")) == "2024-12-20T07:41"
    assert at(line("آخر خبر نشر 11:58 ص 20 ديسمبر 2024", "above_element")) == "2024-12-20T11:58"
    assert at(line("11:58 صباحا / 20 ديسمبر 2024", "above_element"), line("3 مايو 2019")) == "2019-05-03"
    confirmed = (line("11:58 صباحا / 20 ديسمبر 2024", "above_element"), said("2024-12-20"))
    assert at(*confirmed) == "2024-12-20T11:58"


def test_the_day_on_which_the_site_changed_is_no_page_s() -> None:
    seen = line("التحديث الأخير بتاريخ | الجمعة, ديسمبر 20, 2024", "above_line")
    published, modified = both(seen, line("12 مارس، 2014"))
    assert (published and published.at, modified) == ("2014-03-12", None)


def test_the_text_knows_its_month() -> None:
    text = ("استضافت دوشنبه المؤتمر يومي 16 و17 مايو الجاري.",)
    assert at(line("الثلاثاء 16 أبريل 2024"), paragraphs=text) is None
    assert at(line("السبت 18 مايو 2019"), paragraphs=text) == "2019-05-18"
    assert at(said("2024-04-16"), paragraphs=text) == "2024-04-16"
    assert at(line("18 أبريل 2019"), paragraphs=("اعتمد في 28 مارس من العام الحالي.",)) == "2019-04-18"


def test_a_page_published_on_the_day_it_was_fetched() -> None:
    assert at(line("20 ديسمبر 2024 10:00 ص")) == "2024-12-20T10:00"
    assert at(said("2024-12-20T10:00:00Z"), line("18 أكتوبر 2022", "marked_element")) == "2024-12-20T10:00:00+00:00"


@pytest.mark.parametrize(
    "seen",
    [
        line("© 2024 جميع الحقوق محفوظة"),
        line("حقوق النشر 1 يناير 2024"),
        line("الأكثر قراءة 3 ديسمبر 2024"),
        line("الأكثر قراءة 3 ديسمبر 2024", "marked_element"),
        line("4 نوفمبر 2024", "footer_line"),
        line("استضافت العاصمة المؤتمر في 4 نوفمبر 2024", "body_line"),
        line("يومي 16-17 مايو 2019م"),
        line("استضافت العاصمة الطاجيكية دوشنبه في 16 مايو 2019 المؤتمر الدولي الرفيع المستوى لمكافحة الإرهاب وتمويله"),
        line("0001-01-01T00:00:00", "json_ld"),
        line("1970-01-01T00:00:00Z", "json_ld"),
        line("4 نوفمبر 2031", "json_ld"),
        line("82"),
        line("2024"),
        line("x" * 5000 + " 4 نوفمبر 2024"),
    ],
)
def test_what_is_no_day_of_publication(seen: DateSeen) -> None:
    assert both(seen) == (None, None)


def test_a_list_of_articles_leaves_nothing() -> None:
    cards = [line(text, "time_element") for text in ("4 نوفمبر 2024", "1 نوفمبر 2024", "12 أكتوبر 2024")]
    assert at(*cards) is None
    assert at(*cards, line("12 أكتوبر 2024 8:00 م")) == "2024-10-12T20:00"


def test_published_and_modified_by_their_labels() -> None:
    published, modified = both(line("نشر في: 4 نوفمبر 2024 10:00 م - آخر تحديث: 5 نوفمبر 2024 9:30 ص"))
    assert published is not None
    assert modified is not None
    assert (published.at, modified.at) == ("2024-11-04T22:00", "2024-11-05T09:30")


def test_a_label_between_day_and_time() -> None:
    published, modified = both(line("الأربعاء، 28 آب/اغسطس 2013، آخر تحديث 14:00 (GMT+0400)"))
    assert published is None
    assert modified is not None
    assert modified.at == "2013-08-28T14:00+04:00"


def test_nothing_is_modified_before_it_is_published() -> None:
    _, modified = both(said("2024-11-04T22:00:00Z"), DateSeen("2024-11-03T10:00:00Z", "json_ld", "modified"))
    assert modified is None


def test_hijri_and_gregorian_together_and_alone() -> None:
    assert at(line("2 جمادى الأولى 1446هـ الموافق 4 نوفمبر 2024")) == "2024-11-04"
    assert at(line("2 جمادى الأولى 1446هـ")) == "2024-11-04"


def test_the_address_and_the_feed_are_evidence() -> None:
    assert at(url="https://outlet.example/2024/11/04/story") == "2024-11-04"
    assert at(url="https://outlet.example/2024-11-04-1.388") == "2024-11-04"
    assert at(entry=FeedEntry(date="Mon, 04 Nov 2024 19:00:00 GMT")) == "2024-11-04T19:00:00+00:00"
    month, _ = both(url="https://outlet.example/2024/11/story")
    assert month is not None
    assert (month.at, month.grain) == ("2024-11", "month")
    assert month.confidence < 0.5


def test_a_date_without_year_takes_it_from_the_address() -> None:
    assert at(line("الاثنين 4 نوفمبر 10:00 م"), url="https://outlet.example/2024/11/story") == "2024-11-04T22:00"
    assert at(line("الاثنين 4 نوفمبر 10:00 م")) is None


def test_relative_lines_count_little_and_only_where_the_day_is_sure() -> None:
    published, _ = both(line("منذ ساعتين"))
    assert published is not None
    assert (published.at, published.grain) == ("2024-12-20", "day")
    assert published.confidence < 0.5
    assert "fetch_time" in published.method
    assert at(line("منذ 9 ساعات")) is None
    assert at(line("أمس")) == "2024-12-19"
    assert at(line("قال أمس إن المؤتمر ناجح")) is None


def test_seconds_since_1970() -> None:
    assert at(said("1730746800", "meta:article:published_time")) == "2024-11-04T19:00:00+00:00"
