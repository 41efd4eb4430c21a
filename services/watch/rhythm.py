"""An outlet's own rhythm: from its days to the band of each figure in which nothing is unusual. Pure."""

from collections.abc import Callable, Sequence
from statistics import median

from msgspec import Struct

from contracts.completeness import RHYTHM_DAYS, Day, Figure
from queries.silence import heard_in, longest_pause

# Days before today that make a rhythm.
DAYS = RHYTHM_DAYS
# Fewer days than this, or fewer pages read, are no rhythm yet.
LEAST_DAYS = 7
LEAST_READ = 20
# A share is unusual when it is off by this much, and by more than three standard deviations of its sample.
SHARE_MARGIN = 0.2
DEVIATIONS = 3.0
# No share is taken for certain: of a template that had every title, one page without is no alarm.
_CERTAIN = 0.98
# Numbers are unusual below half the least and above twice the most of the days before.
HALF, TWICE = 0.5, 2.0
# An outlet of three pages a day has five on another: so many more are never unusual.
FEW_MORE = 20

SHARES: tuple[Figure, ...] = ("text", "title", "date", "author", "agency")


class Band(Struct, frozen=True):
    """From `low` to `high` a figure is as usual; `middle` is the usual value."""

    low: float
    middle: float
    high: float

    def side(self, value: float) -> int:
        """-1 below, 0 within, 1 above."""
        return (value > self.high) - (value < self.low)


def bands(days: Sequence[Day], sample: int) -> dict[Figure, Band]:
    """The bands of an outlet's figures from its days before today, for a sample of so many pages read now.

    A figure without enough days has none.
    """
    found: dict[Figure, Band | None] = {"pages": _of_pages(days), "length": _of_lengths(days)}
    for figure in SHARES:
        found[figure] = _of_share(days, figure, sample)
    return {figure: band for figure, band in found.items() if band is not None}


def longest_silence(days: Sequence[Day]) -> float | None:
    """The longest time without a new page within these days, in seconds, as `masar ledger` counts it; null where they
    are too few."""
    longest = longest_pause(heard_in(days))
    return longest.total_seconds() if longest else None


def count_of(day: Day, figure: Figure) -> int:
    """How many pages of a day had what a share tells of."""
    count: int = getattr(day, figure)
    return count


def _of_pages(days: Sequence[Day]) -> Band | None:
    counts = _enough([float(day.pages) for day in days], lambda count: count > 0)
    if not counts:
        return None
    most = max(counts)
    return Band(HALF * min(counts), median(counts), max(TWICE * most, most + FEW_MORE))


def _of_lengths(days: Sequence[Day]) -> Band | None:
    lengths = _enough([day.length for day in days if day.length], lambda length: length > 0)
    return Band(HALF * min(lengths), median(lengths), TWICE * max(lengths)) if lengths else None


def _of_share(days: Sequence[Day], figure: Figure, sample: int) -> Band | None:
    read = [day for day in days if (day.read if figure == "text" else day.text)]
    whole = sum(day.read if figure == "text" else day.text for day in read)
    if len(read) < LEAST_DAYS or whole < LEAST_READ or not sample:
        return None
    share = sum(count_of(day, figure) for day in read) / whole
    bounded = min(max(share, 1 - _CERTAIN), _CERTAIN)
    margin = max(SHARE_MARGIN, DEVIATIONS * (bounded * (1 - bounded) / sample) ** 0.5)
    return Band(share - margin, share, share + margin)


def _enough(values: list[float], counts: Callable[[float], bool]) -> list[float]:
    return values if sum(map(counts, values)) >= LEAST_DAYS else []
