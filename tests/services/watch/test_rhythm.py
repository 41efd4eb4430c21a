"""An outlet is held against its own days: a changed template, a silence and a flood show; a Friday does not."""

from datetime import UTC, datetime, timedelta

import pytest

from contracts.completeness import Alarm, Day
from contracts.outcome import Found
from services.watch.judge import Now, alarms, stand, still_raised
from services.watch.rhythm import bands, longest_silence

TODAY = datetime(2024, 11, 5, 15, 0, tzinfo=UTC)


def days(count: int = 28, pages: int = 24, friday: int | None = None, **told: int) -> list[Day]:
    """Days before today, `pages` a day at full hours; `friday` as many on each Friday."""
    made = []
    for back in range(count, 0, -1):
        moment = TODAY - timedelta(days=back)
        here = friday if friday is not None and moment.weekday() == 4 else pages
        hours = tuple(here // 24 + (hour < here % 24) for hour in range(24))
        texts = {"read": here, "text": here, "title": here, "date": here, "author": here // 2, "length": 2_400, **told}
        made.append(Day(outlet="paper", day=f"{moment:%Y-%m-%d}", hours=hours, **texts))
    return made


def sides(now: Now, before: list[Day]) -> dict[str, int | None]:
    return {figure: each.side for figure, each in stand(now, bands(before, len(now.found))).items()}


def now(found: list[Found], pages: int = 24) -> Now:
    return Now(outlet="paper", pages=pages, found=tuple(found))


def test_an_outlet_as_always_is_as_usual() -> None:
    half_signed = [Found(title=True, date=True, author=n % 2 == 0, length=2_400) for n in range(20)]
    assert set(sides(now(half_signed), days()).values()) == {0}


def test_six_pages_of_a_changed_template_show_among_twenty() -> None:
    found = [Found(title=True, date=False, author=False, length=2_400)] * 6
    found += [Found(title=True, date=True, author=True, length=2_400)] * 14
    told = sides(now(found), days())
    assert (told["date"], told["title"]) == (-1, 0)


def test_a_template_whose_text_is_no_longer_found_shows_although_nothing_else_can_be_told() -> None:
    told = sides(now([Found()] * 20), days())
    assert told["text"] == -1
    assert told["title"] is None


def test_a_body_that_takes_the_whole_page_in_is_too_long() -> None:
    assert sides(now([Found(title=True, date=True, length=9_000)] * 20), days())["length"] == 1


def test_one_or_two_bad_pages_are_no_alarm() -> None:
    found = [Found(length=2_400)] * 2 + [Found(title=True, date=True, author=True, length=2_400)] * 18
    assert sides(now(found), days())["title"] == 0


def test_quiet_fridays_are_part_of_the_rhythm_and_half_of_them_is_not() -> None:
    before = days(pages=48, friday=8)
    assert sides(now([], pages=8), before)["pages"] == 0
    assert sides(now([], pages=3), before)["pages"] == -1
    assert sides(now([], pages=100), before)["pages"] == 1


@pytest.mark.parametrize("few", [0, 6])
def test_before_a_week_is_known_nothing_is_unusual(few: int) -> None:
    assert set(sides(now([Found()] * 20, pages=0), days(few)).values()) == {None}


def test_the_longest_silence_is_counted_over_midnight() -> None:
    by_day = [Day(outlet="paper", day=f"2024-10-{n:02}", hours=(0,) * 8 + (1,) * 12 + (0,) * 4) for n in range(1, 15)]
    assert longest_silence(by_day) == 13 * 3600
    assert longest_silence(by_day[:3]) is None


def test_an_alarm_begins_once_and_ends_when_all_is_as_usual_again() -> None:
    before, raised = days(), {}
    told: list[Alarm] = []
    good, bad = [Found(title=True, date=True, author=True, length=2_400)] * 20, [Found(title=True, length=2_400)] * 20
    for hour, found in enumerate((good, bad, bad, good)):
        standings = stand(now(found), bands(before, 20))
        changes = [
            each for each in alarms("paper", standings, raised, TODAY + timedelta(hours=hour)) if each.figure == "date"
        ]
        raised = still_raised(raised, changes)
        told += changes
    began, ended = told
    assert (began.side, began.value, began.usual) == ("low", 0.0, 1.0)
    assert (ended.since, ended.recovered) == (began.since, TODAY + timedelta(hours=3))
    assert raised == {}
