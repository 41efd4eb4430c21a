"""Counts over time as the bars of a drawing; a browser needs only their places."""

from collections.abc import Sequence

from msgspec import Struct

HEIGHT = 60
WIDTH = 10


class Bar(Struct, frozen=True):
    """One bar: the first day and the day after the last that it stands for, and its place in the drawing."""

    day: str
    until: str
    count: int
    x: int
    y: float
    height: float


def bars(counted: Sequence[tuple[str, int]]) -> list[Bar]:
    """A bar for each (first day, count), one beside the other; a count that is not zero is always seen."""
    most = max((count for _, count in counted), default=0) or 1
    found = []
    for place, (day, count) in enumerate(counted):
        height = max(2.0, round(HEIGHT * count / most, 1)) if count else 0.0
        until = counted[place + 1][0] if place + 1 < len(counted) else day
        found.append(Bar(day, until, count, place * WIDTH, HEIGHT - height, height))
    return found
