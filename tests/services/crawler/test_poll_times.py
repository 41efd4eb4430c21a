from datetime import UTC, datetime, timedelta

from services.crawler.listing import Stated
from services.crawler.poll_times import DAY, QUIET, after_failed_poll, after_poll, after_refusal
from services.crawler.schedule import Rhythm

# A Sunday.
NOON = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


HOUR = 3_600.0


def _pause(quiet: float | None, stated: Stated | None = None, slowest: float = 0.0, every: float = 900.0) -> float:
    return (after_poll(NOON, every, quiet, stated or Stated(), slowest) - NOON).total_seconds()


def test_a_source_with_news_is_polled_as_often_as_its_outlet_allows() -> None:
    assert [_pause(quiet) for quiet in (None, 0.0, HOUR, 2 * HOUR)] == [900] * 4


def test_a_quiet_source_is_polled_ever_more_rarely_up_to_a_bound() -> None:
    pauses = [_pause(hours * HOUR) for hours in range(24)]
    assert pauses == sorted(pauses)
    assert _pause(4 * HOUR) == HOUR / 2
    assert pauses[-1] == QUIET * 900
    assert _pause(30 * DAY, slowest=DAY) == DAY


def test_what_a_feed_says_it_may_be_kept_for_is_kept_to_and_never_shortens_a_pause() -> None:
    assert _pause(0.0, Stated(least=HOUR)) == HOUR
    assert _pause(0.0, Stated(least=60)) == 900
    assert _pause(0.0, Stated(least=1e9)) == DAY


def test_the_usual_period_is_where_polls_begin_and_what_they_show_counts_more() -> None:
    daily = Stated(usual=DAY)
    assert _pause(None, daily) == DAY
    assert _pause(HOUR, daily) == 900
    assert _pause(30 * DAY, daily) == DAY
    assert _pause(None, Stated(usual=1e9)) == DAY


def test_hours_and_days_in_which_a_feed_asks_not_to_be_read_are_let_pass() -> None:
    hours = Stated(hours=frozenset({12, 13, 14}))
    assert after_poll(NOON, 900, None, hours) == NOON.replace(hour=15, minute=0)
    sunday_and_monday = Stated(days=frozenset({6, 0}))
    assert after_poll(NOON, 900, None, sunday_and_monday) == datetime(2026, 3, 3, tzinfo=UTC)
    assert after_poll(NOON, 900, None, Stated(hours=frozenset({3}))) == NOON + timedelta(seconds=900)


def test_failures_wait_no_less_than_a_poll_and_refusals_much_longer() -> None:
    rhythm = Rhythm()
    assert after_failed_poll(NOON, 900, 1, rhythm, 0.0) >= NOON + timedelta(seconds=900)
    assert after_failed_poll(NOON, 900, 9, rhythm, 1.0) <= NOON + timedelta(hours=6)
    assert [(after_refusal(NOON, times, rhythm) - NOON).days for times in (1, 2, 3, 40)] == [1, 2, 4, 32]
