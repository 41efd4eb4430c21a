from datetime import UTC, datetime, timedelta

from services.crawler.listing import Stated
from services.crawler.poll_times import DAY, QUIET, after_failed_poll, after_poll, after_refusal
from services.crawler.schedule import Rhythm

# A Sunday.
NOON = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def _pauses(news: list[bool], every: float = 900.0, stated: Stated = Stated(), slowest: float = 0.0) -> list[float]:  # noqa: B008  # frozen
    last: float | None = None
    pauses = []
    for each in news:
        last = (after_poll(NOON, every, last, each, stated, slowest) - NOON).total_seconds()
        pauses.append(last)
    return pauses


def test_a_source_with_news_is_polled_as_often_as_its_outlet_allows() -> None:
    assert _pauses([True] * 5) == [900] * 5


def test_a_quiet_source_is_polled_ever_more_rarely_up_to_a_bound_and_news_brings_it_back() -> None:
    quiet = _pauses([True] + [False] * 8)
    assert quiet == sorted(quiet)
    assert quiet[-1] == QUIET * 900
    back = _pauses([True] + [False] * 8 + [True] * 3)
    assert back[-1] == 900
    assert _pauses([False] * 30, slowest=DAY)[-1] == DAY


def test_what_a_feed_says_it_may_be_kept_for_is_kept_to_and_never_shortens_a_pause() -> None:
    assert _pauses([True] * 3, stated=Stated(least=3_600)) == [3_600] * 3
    assert _pauses([True] * 3, stated=Stated(least=60)) == [900] * 3
    assert _pauses([True], stated=Stated(least=1e9)) == [DAY]


def test_the_usual_period_is_where_polls_begin_and_what_they_show_counts_more() -> None:
    daily = _pauses([True] * 8, stated=Stated(usual=DAY))
    assert daily[0] == DAY
    assert daily[-1] == 900
    assert _pauses([False] * 20, stated=Stated(usual=DAY))[-1] == DAY


def test_hours_and_days_in_which_a_feed_asks_not_to_be_read_are_let_pass() -> None:
    hours = Stated(hours=frozenset({12, 13, 14}))
    assert after_poll(NOON, 900, None, True, hours) == NOON.replace(hour=15, minute=0)
    sunday_and_monday = Stated(days=frozenset({6, 0}))
    assert after_poll(NOON, 900, None, True, sunday_and_monday) == datetime(2026, 3, 3, tzinfo=UTC)
    assert after_poll(NOON, 900, None, True, Stated(hours=frozenset({3}))) == NOON + timedelta(seconds=900)


def test_failures_wait_no_less_than_a_poll_and_refusals_much_longer() -> None:
    rhythm = Rhythm()
    assert after_failed_poll(NOON, 900, 1, rhythm, 0.0) >= NOON + timedelta(seconds=900)
    assert after_failed_poll(NOON, 900, 9, rhythm, 1.0) <= NOON + timedelta(hours=6)
    assert [(after_refusal(NOON, times, rhythm) - NOON).days for times in (1, 2, 3, 40)] == [1, 2, 4, 32]
