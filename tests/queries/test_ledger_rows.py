"""The ledger's rows: every page in one of them, and their sums close."""

from datetime import UTC, date, datetime

from contracts.outcome import Outcome
from queries.ledger import rows


def told(page, outlet, step, name, day, visit=None):
    at = datetime(2024, 11, day, tzinfo=UTC)
    return Outcome(
        page_id=page,
        url=f"http://{outlet}.example/{page}",
        outlet=outlet,
        step=step,
        name=name,
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
