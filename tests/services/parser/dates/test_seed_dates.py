"""The dates of the five seeds, as lines of a page."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from contracts.article import DateFound
from services.parser.dates import read_dates
from services.parser.seen import DateSeen

SEEDS = Path(__file__).parents[5] / "shared" / "seeds"
FETCHED = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def published(seed: str, header: list[str], time_zone: str | None = None) -> DateFound | None:
    """The day of publication of a seed whose short lines above the text are `header`."""
    files = list(SEEDS.glob(f"{seed}_*.txt"))
    if not files:
        pytest.skip("the seeds are not beside this checkout")
    lines = [line.strip() for line in files[0].read_text("utf-8").splitlines() if line.strip()]
    assert all(line in lines for line in header)
    long = tuple(line for line in lines if line not in header)
    found, modified = read_dates(
        [
            *(DateSeen(line.lstrip("• "), "header_line") for line in header),
            *(DateSeen(line, "body_line") for line in long),
        ],
        url=f"https://outlet.example/{seed}",
        entry=None,
        fetched_at=FETCHED,
        time_zone=time_zone,
        day_first=None,
        paragraphs=long,
    )
    assert modified is None
    return found


def test_a_page_without_date_has_none() -> None:
    assert published("000", []) is None


def test_evening_of_the_fourth_of_november() -> None:
    found = published("001", ["4 نوفمبر 2024 10:00 م"])
    assert found is not None
    assert (found.at, found.grain, found.surface) == ("2024-11-04T22:00", "minute", "4 نوفمبر 2024 10:00 م")


def test_the_outlets_zone_gives_the_offset() -> None:
    found = published("001", ["4 نوفمبر 2024 10:00 م"], "Asia/Kuwait")
    assert found is not None
    assert found.at == "2024-11-04T22:00+03:00"


def test_the_text_settles_the_order_of_a_numeric_date() -> None:
    found = published("002", ["• 9/5/2024", "• 00:00"])
    assert found is not None
    assert (found.at, found.grain, found.surface) == ("2024-09-05", "day", "9/5/2024")
    assert "text" in found.method


@pytest.mark.parametrize("seed", ["003", "004"])
def test_days_of_an_event_are_no_days_of_publication(seed: str) -> None:
    assert published(seed, []) is None
