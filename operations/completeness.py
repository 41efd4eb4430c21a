"""`masar outlets completeness`: each outlet as it stands against its own rhythm."""

from datetime import UTC, datetime

from elasticsearch import Elasticsearch
from msgspec import Struct

from contracts.completeness import Alarm, Day, Figure
from services.watch.judge import Now, Standing, stand
from services.watch.keep import alarms_kept, days_kept
from services.watch.outlets import day_of, now_of
from services.watch.rhythm import bands, longest_silence


class Whole(Struct, frozen=True, kw_only=True):
    """An outlet: its figures, when its last page was discovered, the longest silence of the four weeks before in
    seconds (null: too few days), and the alarms that stand."""

    outlet: str
    figures: dict[Figure, Standing]
    last_page: datetime | None
    longest_silence: float | None
    alarms: tuple[Alarm, ...] = ()


class History(Struct, frozen=True, kw_only=True):
    """One outlet with its days, today last, and all its alarms, the newest first."""

    now: Whole
    days: tuple[Day, ...]
    alarms: tuple[Alarm, ...]


def whole(client: Elasticsearch, at: datetime) -> list[Whole]:
    """Every outlet that was heard of in the last months, in order. Raises the client's errors."""
    kept = days_kept(client, _midnight(at))
    raised = alarms_kept(client)
    return [_whole(now, kept.get(now.outlet, []), raised) for _, now in sorted(now_of(client, at).items())]


def history(client: Elasticsearch, outlet: str, at: datetime) -> History | None:
    """One outlet's past and present; null where it was never heard of. Raises the client's errors."""
    midnight = _midnight(at)
    days = days_kept(client, midnight, outlet).get(outlet, [])
    now = now_of(client, at).get(outlet)
    if now is None and not days:
        return None
    today = [day for day in day_of(client, midnight, final=False) if day.outlet == outlet]
    alarms = alarms_kept(client, outlet, open_only=False)
    still = [alarm for alarm in alarms if alarm.recovered is None]
    told = _whole(now or Now(outlet=outlet), days, still)
    return History(now=told, days=(*days, *today), alarms=tuple(alarms))


def _whole(now: Now, days: list[Day], raised: list[Alarm]) -> Whole:
    return Whole(
        outlet=now.outlet,
        figures=stand(now, bands(days, len(now.found))),
        last_page=now.last_page,
        longest_silence=longest_silence(days),
        alarms=tuple(alarm for alarm in raised if alarm.outlet == now.outlet),
    )


def _midnight(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
