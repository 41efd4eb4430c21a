"""The forms in which the press prints dates, one by one."""

import pytest

from services.parser.dates import DateExpression, dates_in


def only(text: str) -> DateExpression:
    found = dates_in(text)
    assert len(found) == 1, found
    assert text[found[0].start : found[0].end] == found[0].surface
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4 نوفمبر 2024", "2024-11-04"),
        ("الاثنين، 4 تشرين الثاني 2024", "2024-11-04"),
        ("4 نونبر 2024", "2024-11-04"),
        ("18 أكتوبر/تشرين الأول 2022", "2022-10-18"),
        ("18 تشرين الأول (أكتوبر) 2022", "2022-10-18"),
        ("20 يوليو تموز 2015", "2015-07-20"),
        ("4 ت2 2024", "2024-11-04"),
        ("4 تشرين2 2024", "2024-11-04"),
        ("2024 الإثنين 04 نوفمبر", "2024-11-04"),
        ("6 غشت 2019", "2019-08-06"),
        ("16 ماي 2019", "2019-05-16"),
        ("16 جويلية 2019", "2019-07-16"),
        ("١٨ أكتوبر ٢٠٢٢", "2022-10-18"),
        ("۱۸ اکتبر ۲۰۲۲", "2022-10-18"),
        ("13 اكتوبر 2021ء", "2021-10-13"),
        ("16 مـــايو 2019م", "2019-05-16"),
        ("الرابع من نوفمبر عام 2024", "2024-11-04"),
        ("الحادي والعشرين من سبتمبر ألفين وأربعة وعشرين", "2024-09-21"),
        ("November 4, 2024", "2024-11-04"),
        ("4 novembre 2024", "2024-11-04"),
        ("2022October22", "2022-10-22"),
        ("2022-Oct-22", "2022-10-22"),
        ("2 جمادى الأولى 1446هـ", "2024-11-04"),
        ("1444/03/22", "2022-10-18"),
        ("29-02-1433 هـ", "2012-01-23"),
        ("2024/11/04", "2024-11-04"),
        ("23.10.2024", "2024-10-23"),
        ("10/23/2024", "2024-10-23"),
        ("أيار/مايو 2019", "2019-05"),
    ],
)
def test_a_day_in_every_tradition(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4 نوفمبر 2024 10:00 م", "2024-11-04T22:00"),
        ("4 نوفمبر 2024، الساعة 12:03 صباحاً", "2024-11-04T00:03"),
        ("10:05 ص - 4 نوفمبر 2024", "2024-11-04T10:05"),
        ("4 نوفمبر 2024 | 1:30 ظهرا", "2024-11-04T13:30"),
        ("4 نوفمبر 2024 11:30 ليلا", "2024-11-04T23:30"),
        ("4 نوفمبر 2024 19:15 بتوقيت غرينتش", "2024-11-04T19:15+00:00"),
        ("4 نوفمبر 2024 22:15 (بتوقيت مكة المكرمة)", "2024-11-04T22:15+03:00"),
        ("2024-11-04T22:00:09+03:00", "2024-11-04T22:00:09+03:00"),
        ("2024-11-04T10:00-05:00", "2024-11-04T10:00-05:00"),
        ("20241104T220000Z", "2024-11-04T22:00:00+00:00"),
        ("Mon, 04 Nov 2024 22:00:00 +0300", "2024-11-04T22:00:00+03:00"),
        ("Mon Nov 04 2024 22:00:00 GMT+0300", "2024-11-04T22:00:00+03:00"),
        ("4 نوفمبر 2024 10:00-11:30", "2024-11-04T10:00"),
        ("4 نوفمبر 2024 9:12 ص بتوقيت جرينتش+2", "2024-11-04T09:12+02:00"),
        ("4 نوفمبر 2024 9:12 ص بتوقيت غرينتش +3", "2024-11-04T09:12+03:00"),
        ("4 نوفمبر 2024 9:12 بتوقيت غرينتش - 11 قراءة", "2024-11-04T09:12+00:00"),
        ("GMT 9:05 - 2024/11/4", "2024-11-04T09:05+00:00"),
        ("04:50 مساء EET 2024/11/4", "2024-11-04T16:50+02:00"),
        ("GMT 13:15 2024 الإثنين ,04 تشرين الثاني / نوفمبر", "2024-11-04T13:15+00:00"),
    ],
)
def test_a_time_beside_the_day(text: str, value: str) -> None:
    found = dates_in(text)
    assert [each.value for each in found] == [value]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("يومي 16 و17 مايو الجاري بمشاركة", (None, 5, 16), (None, 5, 17)),
        ("مدينة دوشنبه يومي 16-17 مايو 2019م المؤتمر", (2019, 5, 16), (2019, 5, 17)),
        ("الفترة من 4 إلى 5 نوفمبر", (None, 11, 4), (None, 11, 5)),
        ("يومي الثالث والرابع من مارس", (None, 3, 3), (None, 3, 4)),
        ("من 30 أبريل إلى 2 مايو 2019", (2019, 4, 30), (2019, 5, 2)),
        ("4 و5 سبتمبر", (None, 9, 4), (None, 9, 5)),
    ],
)
def test_spans_of_days(text: str, first: tuple[int | None, int, int], last: tuple[int | None, int, int]) -> None:
    found = only(text)
    start, end = found.readings[0], found.last
    assert end is not None
    assert (start.year, start.month, start.day) == first
    assert (end.year, end.month, end.day) == last


def test_what_stands_for_the_year() -> None:
    assert only("16 مايو الجاري").qualifier == "current"
    assert only("16 مايو الجاري").qualifies == "month"
    assert only("16 مايو من الشهر الجاري").qualifies == "month"
    assert only("28 مارس من العام الحالي").qualifier == "current"
    assert only("28 مارس من العام الحالي").qualifies == "year"
    assert only("28 مارس من هذا العام").qualifies == "year"
    assert only("21-25 مارس من هذا العام").qualifier == "current"
    assert only("28 مارس الماضي").qualifier == "past"
    assert only("28 مارس المقبل").qualifier == "next"


def test_an_ambiguous_form_keeps_its_readings_and_has_no_value() -> None:
    found = only("9/5/2024")
    assert found.ambiguous
    assert found.value is None
    assert [reading.iso for reading in found.readings] == ["2024-05-09", "2024-09-05"]


def test_two_dates_that_say_the_same_stay_two() -> None:
    found = dates_in("2 جمادى الأولى 1446هـ الموافق 4 نوفمبر 2024")
    assert [(each.kind, each.value) for each in found] == [("hijri", "2024-11-04"), ("named", "2024-11-04")]


@pytest.mark.parametrize(
    "text",
    [
        "قرار مجلس الأمن رقم 2462 (2019م)",
        "أجندة 2030 وجائحة كورونا",
        "أعوام 2018 و2019 و2022",
        "31 فبراير 2024",
        "32 نوفمبر",
        "4 أكتوبر/نوفمبر 2024",
        "الهاتف 22-4567-8901",
        "1399/02/21",
        "مارس ضغوطا على الحكومة",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert dates_in(text) == []


def test_offsets_count_the_printed_text() -> None:
    text = "انعقدَ المؤتمرُ يومَيْ 16 و17 مايـــو 2019م، ثم في ١٨ أكتوبر ٢٠٢٢."
    assert [text[each.start : each.end] for each in dates_in(text)] == ["16 و17 مايـــو 2019م", "١٨ أكتوبر ٢٠٢٢"]
