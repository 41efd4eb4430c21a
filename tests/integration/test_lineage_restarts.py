"""Stories on a real Kafka: any order of arrival, a killed parser on the way, and the same end to the byte."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pipeline import empty
from started import Brokers
from wire_copy import FIRST, OTHER, SECOND, THIRD, WIRE, article

from evaluation.lineage.restarts import ending, parser
from lineage.entry import LineageArticle

pytestmark = pytest.mark.integration

START = datetime.fromisoformat("2022-10-18T06:00:00+05:00")
TEXTS = (WIRE, f"{FIRST}\n{SECOND}", f"{OTHER}\n{SECOND}", THIRD, OTHER, f"{THIRD}\n{OTHER}")


def press() -> list[LineageArticle]:
    """Sixty articles in two stories that one text joins; every sixth prints the agency, some have no date."""
    return [
        article(
            f"{number:032x}",
            TEXTS[number % 6].replace(" اليوم", f" يوم {number}"),
            agency="NAJM" if number % 6 == 0 else None,
            published=(START + timedelta(minutes=7 * number)).isoformat() if number % 9 else None,
        )
        for number in range(60)
    ]


def test_two_orders_and_a_killed_parser_end_in_the_same_stories(brokers: Brokers, tmp_path: Path) -> None:
    empty(brokers)
    with parser(brokers.kafka, tmp_path) as service:
        undisturbed = ending(brokers.kafka, service, press(), f"order-{tmp_path.name}-one", kills=0)
        killed = ending(brokers.kafka, service, press(), f"order-{tmp_path.name}-two", kills=1)
        assert service.child.restarts == 1
    assert killed == undisturbed
