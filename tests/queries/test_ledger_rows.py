"""The ledger's rows: every page in one of them, and their sums close."""

from datetime import UTC, date, datetime, timedelta

from contracts.outcome import Outcome
from queries.ledger import rows


def told(page, outlet, step, name, day, visit=None, reason=None):
    at = datetime(2024, 11, day, tzinfo=UTC)
    return Outcome(
        page_id=page,
        url=f"http://{outlet}.example/{page}",
        outlet=outlet,
        step=step,
        name=name,
        reason=reason,
        at=at,
        visit=at if visit else None,
    )


FOUND = [
    told("a", "first", "discover", "discovered", 4),
    told("a", "first", "fetch", "not_found", 4),
    told("b", "first", "discover", "discovered", 5),
    told("c", "second", "discover", "discovered", 4),
    told("c", "second", "fetch", "fetched", 4, visit=True),
    told("c", "second", "parse", "off_topic", 4, visit=True),
]


def test_each_outlet_has_a_row_that_closes():
    first, second = rows(FOUND, by_day=False)
    assert (first.outlet, first.account.discovered, first.account.outcomes, first.account.unaccounted) == (
        "first",
        2,
        {"not_found": 1},
        1,
    )
    assert (second.outlet, second.account.outcomes, second.account.unaccounted) == ("second", {"off_topic": 1}, 0)


def test_days_are_those_of_discovery():
    days = [(row.outlet, row.day, row.account.discovered) for row in rows(FOUND, by_day=True)]
    assert days == [("first", date(2024, 11, 4), 1), ("first", date(2024, 11, 5), 1), ("second", date(2024, 11, 4), 1)]


def test_a_row_tells_levels_unchanged_pages_and_why_pages_died():
    found = [
        told("a", "first", "discover", "discovered", 4),
        told("a", "first", "fetch", "unchanged", 4, visit=True),
        told("a", "first", "parse", "core", 4, visit=True),
        told("b", "first", "discover", "discovered", 4),
        told("b", "first", "fetch", "fetched", 4, visit=True),
        told("b", "first", "parse", "dead", 4, visit=True, reason="no_text"),
    ]
    (row,) = rows(found, by_day=False)
    assert (row.levels, row.unchanged, row.why_dead) == ({"core": 1}, 1, {"parse: no_text": 1})
    assert row.account.discovered == sum(row.account.outcomes.values()) + row.account.unaccounted


def test_a_declared_outlet_without_pages_is_never_heard():
    found = rows(FOUND, by_day=True, declared=("first", "third"))
    assert [(row.outlet, row.account.discovered, row.quiet) for row in found][-1] == ("third", 0, True)
    assert not any(row.quiet for row in found[:-1])
    assert sum(row.account.discovered for row in found) == 3


def test_silence_stands_on_the_outlets_last_day():
    daily = [told(str(day), "first", "discover", "discovered", day) for day in range(1, 9)]
    now = datetime(2024, 11, 8, tzinfo=UTC) + timedelta(days=3)
    marked = [row.day for row in rows(daily, by_day=True, now=now) if row.silence]
    assert marked == [date(2024, 11, 8)]
    (row,) = rows(daily, by_day=False, now=now)
    assert row.silence
    assert row.silence.longest_pause == 24
