"""An outlet is silent against its own rhythm, and only once it has shown one."""

from datetime import UTC, datetime, timedelta

from queries.silence import silence

START = datetime(2024, 11, 4, tzinfo=UTC)
DAY = timedelta(days=1)
WIRE = [START + day * DAY + timedelta(hours=hour) for day in range(10) for hour in range(6, 23)]
WEEKLY = [START + week * 7 * DAY for week in range(6)]


def test_a_wire_may_sleep_at_night_and_is_silent_when_it_misses_a_day():
    last = WIRE[-1]
    assert silence(WIRE, last + timedelta(hours=12)) is None
    found = silence(WIRE, last + timedelta(hours=20))
    assert found is not None
    assert (found.since, found.longest_pause) == (last, 8.0)


def test_a_weekly_is_not_silent_for_a_week_and_a_half():
    assert silence(WEEKLY, WEEKLY[-1] + 11 * DAY) is None
    assert silence(WEEKLY, WEEKLY[-1] + 15 * DAY) is not None


def test_what_was_found_by_one_poll_shows_no_rhythm():
    backlog = [START + timedelta(seconds=number) for number in range(40)]
    assert silence(backlog, START + 30 * DAY) is None
    assert silence([], START) is None


def test_order_and_old_pauses_make_no_difference():
    long_ago = [START - 200 * DAY, START - 150 * DAY]
    assert silence([*reversed(WIRE), *long_ago], WIRE[-1] + DAY) == silence(WIRE, WIRE[-1] + DAY)
