from datetime import timedelta

import pytest
from crawl_fakes import NOON, visit

from services.crawler import schedule
from services.crawler.schedule import Rhythm

HOUR, DAY = 3_600, 86_400
RHYTHM = Rhythm(revisit_first=HOUR, revisit_longest=30 * DAY, rest_after=180 * DAY)


def _pause(quiet_for: float, changes: int = 0) -> float:
    page = visit(content_at=NOON - timedelta(seconds=quiet_for), changes=changes)
    again = schedule.after_success(page, NOON, RHYTHM)
    assert again is not None
    return (again - NOON).total_seconds()


def test_a_young_page_is_seen_again_soon_and_an_old_one_rarely() -> None:
    assert _pause(0) == HOUR
    assert _pause(DAY) == DAY
    assert _pause(90 * DAY) == 30 * DAY


def test_a_page_that_has_changed_is_seen_more_often() -> None:
    assert _pause(DAY, changes=3) == DAY / 4


def test_a_page_quiet_for_long_is_visited_no_more() -> None:
    assert schedule.after_success(visit(content_at=NOON - timedelta(days=181)), NOON, RHYTHM) is None


def test_an_unchanging_page_costs_few_visits_in_its_life() -> None:
    now, visits = NOON, 0
    while (again := schedule.after_success(visit(content_at=NOON), now, RHYTHM)) is not None:
        now, visits = again, visits + 1
    assert visits < 20


@pytest.mark.parametrize(("failures", "least", "most"), [(1, 30, 60), (2, 120, 240), (9, 10_800, 21_600)])
def test_each_failure_waits_longer_and_by_chance(failures: int, least: float, most: float) -> None:
    for chance in (0.0, 0.5, 1.0):
        pause = (schedule.after_failure(failures, NOON, RHYTHM, chance) - NOON).total_seconds()
        assert least <= pause <= most


def test_an_end_is_confirmed_a_few_times_and_then_believed() -> None:
    pauses = [schedule.after_end(times, NOON, RHYTHM) for times in range(1, 5)]
    assert pauses == [NOON + timedelta(days=1), NOON + timedelta(days=2), NOON + timedelta(days=4), None]
