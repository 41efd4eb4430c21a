"""How outlets treat the crawler is told by outlet, the well-behaved ones too."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from prometheus_client import REGISTRY

from services.crawler.measure import FAILING, REFUSED, UNPOLLED, WORKS, measure, state_of
from services.crawler.sources import source_visit

NOW = datetime(2024, 11, 5, 6, 0, tzinfo=UTC)
FEED = source_visit("http://paper.example/rss.xml", "paper", NOW)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({}, UNPOLLED),
        ({"visited_at": NOW, "outcome": "fetched"}, WORKS),
        ({"visited_at": NOW, "outcome": "unchanged"}, WORKS),
        ({"visited_at": NOW, "outcome": "refused", "failures": 2}, REFUSED),
        ({"visited_at": NOW, "outcome": "missing", "failures": 1}, FAILING),
    ],
)
def test_a_source_is_as_its_last_poll_left_it(told: dict, state: str) -> None:
    assert state_of(replace(FEED, **told)) == state


def test_an_outlet_that_nothing_is_known_of_is_told_as_zero() -> None:
    measure([], ["quiet"])
    for name, labels in [
        ("masar_crawler_hosts_refusing", {}),
        ("masar_crawler_hosts_resting", {}),
        ("masar_crawler_sources", {"state": REFUSED}),
    ]:
        assert REGISTRY.get_sample_value(name, {"outlet": "quiet", **labels}) == 0
