"""What is printed as a date is read as that date: every set of month names, every set of digits, all common orders."""

from datetime import date, time
from pathlib import Path

import msgspec
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from services.parser.dates import dates_in

CALENDAR = msgspec.toml.decode((Path(__file__).parents[4] / "services/parser/dates/calendar.toml").read_bytes())
GREGORIAN = [months for months in CALENDAR["gregorian"].values() if all(months)]
HIJRI = list(CALENDAR["hijri"].values())
WEEKDAYS = CALENDAR["weekdays"]["arabic"]
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")

DAYS = st.dates(date(1995, 1, 1), date(2035, 12, 31))
ORDERS = st.sampled_from(
    [
        *("{d} {m} {y}", "{d} {m}، {y}", "{d:02} {m} {y}", "{d}-{m}-{y}", "{d}/{m}/{y}", "{d} {m} لعام {y}"),
        *("{w} {d} {m} {y}", "{w}، {d} {m} {y}م", "{w} {d} من {m} {y}", "{w} الموافق {d} {m} {y}"),
        *("يوم {w} ({d} {m} {y})", "{m} {d}, {y}"),
    ]
)
CLOCKS = st.sampled_from(
    [
        "{h12}:{mi:02} {half}",
        "{h}:{mi:02}",
        "الساعة {h12:02}:{mi:02} {half}",
        "- {h:02}:{mi:02}",
        "| {h12}:{mi:02}{half}",
    ]
)
HALVES = st.sampled_from([("ص", "م"), ("صباحا", "مساء"), ("صباحًا", "مساءً"), ("AM", "PM")])


def in_digits(text: str, digits: str) -> str:
    return text.translate(str.maketrans("0123456789", digits))


def only_value(text: str) -> str | None:
    found = dates_in(text)
    assert len(found) == 1, (text, found)
    return found[0].value


@given(DAYS, st.sampled_from(GREGORIAN), ORDERS, st.sampled_from(DIGITS), st.data())
def test_a_day_with_its_month_s_name(
    day: date, months: list[list[str]], order: str, digits: str, data: st.DataObject
) -> None:
    month, weekday = (
        data.draw(st.sampled_from(months[day.month - 1])),
        data.draw(st.sampled_from(WEEKDAYS[day.weekday()])),
    )
    text = in_digits(order.format(d=day.day, m=month, y=day.year, w=weekday), digits)
    assert only_value(text) == day.isoformat()


@given(
    DAYS, st.sampled_from(GREGORIAN), st.sampled_from(GREGORIAN), st.sampled_from(["/", " / ", " (", "، "]), st.data()
)
def test_a_day_whose_month_is_named_twice(
    day: date, one: list[list[str]], other: list[list[str]], tie: str, data: st.DataObject
) -> None:
    first, second = (data.draw(st.sampled_from(months[day.month - 1])) for months in (one, other))
    close = ")" if "(" in tie else ""
    assert only_value(f"{day.day} {first}{tie}{second}{close} {day.year}") == day.isoformat()


@given(DAYS, st.times(), st.sampled_from(GREGORIAN[:3]), CLOCKS, HALVES, st.sampled_from(DIGITS))
def test_a_day_with_its_time(
    day: date, at: time, months: list[list[str]], clock: str, halves: tuple[str, str], digits: str
) -> None:
    hour = at.hour % 12 or 12
    printed = clock.format(h=at.hour, h12=hour, mi=at.minute, half=halves[at.hour >= 12])
    text = in_digits(f"{day.day} {months[day.month - 1][0]} {day.year} {printed}", digits)
    assert only_value(text) == f"{day.isoformat()}T{at.hour:02}:{at.minute:02}"


@given(
    st.dates(date(1980, 1, 1), date(2035, 12, 31)),
    st.sampled_from(HIJRI),
    st.sampled_from(DIGITS),
    st.sampled_from(["هـ", " هـ", " هجرية", " هجري"]),
    st.data(),
)
def test_a_hijri_day_is_the_gregorian_day_of_the_tables(
    day: date, months: list[list[str]], digits: str, mark: str, data: st.DataObject
) -> None:
    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    month = data.draw(st.sampled_from(months[hijri.month - 1]))
    assert only_value(in_digits(f"{hijri.day} {month} {hijri.year}{mark}", digits)) == day.isoformat()


@given(DAYS, st.sampled_from(DIGITS), st.sampled_from(["-", "/", "."]))
def test_a_day_in_numbers_is_never_another_day(day: date, digits: str, joint: str) -> None:
    """Year first is clear; otherwise the day is among the readings, alone where the numbers allow no other."""
    year_first = in_digits(f"{day.year}{joint}{day.month:02}{joint}{day.day:02}", digits)
    assert only_value(year_first) == day.isoformat()
    (day_first,) = dates_in(in_digits(f"{day.day}{joint}{day.month}{joint}{day.year}", digits))
    assert day in [reading.on for reading in day_first.readings]
    assert day_first.value == (day.isoformat() if day.day > 12 or day.day == day.month else None)
