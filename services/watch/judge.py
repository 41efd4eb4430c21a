"""Is an outlet as usual? Its figures of now against its own rhythm, and the alarms that follow. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from statistics import median
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from contracts.completeness import Alarm, Figure
from contracts.outcome import Found
from services.watch.rhythm import SHARES, Band

# Fewer pages read than this tell nothing of a template.
LEAST_SAMPLE = 5

Key = tuple[str, Figure]


class Now(Struct, frozen=True, kw_only=True):
    """An outlet at a moment: pages discovered in the last 24 hours, and what was found in the last pages read."""

    outlet: str
    pages: int = 0
    found: tuple[Found, ...] = ()
    last_page: datetime | None = None
    last_article: datetime | None = None


class Standing(Struct, frozen=True, kw_only=True):
    """A figure's value and its band; `side` is -1 where it is low, 1 where it is high, 0 as usual.

    Null value: too few pages to tell. Null band: too few days to know what is usual.
    """

    value: float | None
    band: Band | None = None

    @property
    def side(self) -> int | None:
        """Null where nothing can be said."""
        return None if self.value is None or self.band is None else self.band.side(self.value)


def values_of(now: Now) -> dict[Figure, float | None]:
    """Each figure's value; null where too few pages were read."""
    texts = [found for found in now.found if found.length]
    enough, enough_texts = len(now.found) >= LEAST_SAMPLE, len(texts) >= LEAST_SAMPLE
    values: dict[Figure, float | None] = {"pages": float(now.pages)}
    for figure in SHARES:
        if figure == "text":
            values[figure] = len(texts) / len(now.found) if enough else None
        else:
            values[figure] = sum(getattr(found, figure) for found in texts) / len(texts) if enough_texts else None
    values["length"] = float(median(found.length for found in texts)) if enough_texts else None
    return values


def stand(now: Now, bands: Mapping[Figure, Band]) -> dict[Figure, Standing]:
    """Where each figure stands."""
    return {figure: Standing(value=value, band=bands.get(figure)) for figure, value in values_of(now).items()}


def alarms(
    outlet: str, standings: Mapping[Figure, Standing], raised: Mapping[Key, Alarm], at: datetime
) -> Iterator[Alarm]:
    """What changes: alarms that begin, and those of `raised` that end. What cannot be told changes nothing."""
    for figure, standing in standings.items():
        side, before = standing.side, raised.get((outlet, figure))
        if side is None or standing.value is None or standing.band is None:
            continue
        name = _SIDES.get(side)
        if before and before.side != name:
            yield replace(before, recovered=at)
        if name and (before is None or before.side != name):
            yield Alarm(
                outlet=outlet, figure=figure, side=name, since=at, value=standing.value, usual=standing.band.middle
            )


_SIDES: dict[int, Literal["low", "high"]] = {-1: "low", 1: "high"}


def still_raised(raised: Mapping[Key, Alarm], changes: Sequence[Alarm]) -> dict[Key, Alarm]:
    """The alarms that stand after changes."""
    after = dict(raised)
    for alarm in changes:
        key = (alarm.outlet, alarm.figure)
        if alarm.recovered is None:
            after[key] = alarm
        elif after.get(key, alarm).since == alarm.since:
            after.pop(key, None)
    return after
