"""The weighing of a page's dates against each other: trust, agreement, contradiction."""

from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from services.parser.dates.candidate import WITNESS, Candidate
from services.parser.dates.expression import Moment

_DAY = 1
# Zones differ by half hours (Kathmandu aside); a page may lie in a cache for minutes before it is fetched.
_ZONES_DIFFER, _MINUTES_LATE, _MINUTE_AHEAD = 30, 3, 1
_CONTRADICTED = 0.3
_CONFIRMED = 0.02
_IN_A_LIST = 0.8
# The method of a date whose offset the printed clock corrected.
PRINTED_CLOCK = "printed_clock"
# A month without day.
_LAST_RESORT = 0.45


class Weighed(Struct, frozen=True):
    """The date that won, and how sure it is, from 0 to 1 (not yet cut to that range)."""

    best: Candidate
    confidence: float


def weigh(pool: list[Candidate], fetched: datetime) -> Weighed | None:
    """The date that the places agree on or the most trusted gives; None where nothing stands out."""
    days = _without_clock([each for each in pool if each.moment.on], fetched)
    if not days:
        return _month_alone(pool)
    best = max(days, key=lambda each: (_standing(each, days), _votes(each, days), each.found.kind != "hijri"))
    outvoting = [each for each in days if _against(each, best) and _firm_votes(each, days) > max(1, _votes(best, days))]
    if outvoting:
        best = max(outvoting, key=lambda each: (_firm_votes(each, days), each.trust))
    rivals = [each for each in days if _against(each, best) and _is_rival(each, best, days)]
    if any(_votes(each, days) >= _votes(best, days) for each in rivals):
        return None
    return Weighed(_with_time(best, days), _confidence(best, days))


def _without_clock(days: list[Candidate], fetched: datetime) -> list[Candidate]:
    """Without the days of fetching that a template's clock would give; zones may show the day before or after."""
    today = fetched.toordinal()
    return [
        each
        for each in days
        if not (each.day >= today and _is_clock(each, days))
        and not (each.day >= today - _DAY and _votes(each, days) <= 1 and _shows_the_minute(each, fetched))
    ]


def _shows_the_minute(candidate: Candidate, fetched: datetime) -> bool:
    """Whether a bar above the headline shows the very minute of fetching, in whatever zone."""
    moment = candidate.moment
    if not candidate.is_above or candidate.is_said or moment.minute is None:
        return False
    return (fetched.minute - moment.minute + _MINUTE_AHEAD) % _ZONES_DIFFER <= _MINUTES_LATE + _MINUTE_AHEAD


def _is_clock(candidate: Candidate, days: list[Candidate]) -> bool:
    """Whether it can be told from a clock by nothing: no other witness, and an earlier day elsewhere or no time."""
    if _votes(candidate, days) > 1 or candidate.method == "fetch_time":
        return False
    earlier = [each for each in days if candidate.day - each.day > _DAY and each.trust >= WITNESS]
    if any(each.speaks_for_the_page or candidate.is_printed for each in earlier):
        return True
    return not candidate.is_said and candidate.moment.hour is None and not candidate.method


def _standing(candidate: Candidate, days: list[Candidate]) -> float:
    """Its trust, less where it stands among other days of the same kind of place, as in a list of articles."""
    return candidate.trust * (1.0 if candidate.is_said or _is_firm(candidate, days) else _IN_A_LIST)


def _is_rival(candidate: Candidate, best: Candidate, days: list[Candidate]) -> bool:
    """Whether it has as good a claim: equal standing, or both are merely seen on the page, in no list."""
    if _standing(candidate, days) >= _standing(best, days):
        return True
    if candidate.is_above and not best.is_above:
        return False
    return candidate.trust >= WITNESS and not best.is_said and not candidate.is_said and _is_firm(candidate, days)


def _is_firm(candidate: Candidate, days: list[Candidate]) -> bool:
    alike = [each for each in days if each.where == candidate.where]
    return not any(_against(each, candidate) for each in alike)


def _month_alone(pool: list[Candidate]) -> Weighed | None:
    months = [each for each in pool if each.moment.day is None]
    if len({(each.moment.year, each.moment.month) for each in months}) != 1:
        return None
    best = max(months, key=lambda each: each.trust)
    return Weighed(best, min(best.trust, _LAST_RESORT))


def _votes(candidate: Candidate, days: list[Candidate]) -> int:
    """How many witnesses that may be believed by themselves give that day."""
    return len({each.witness for each in days if each.trust >= WITNESS and not _against(each, candidate)})


def _firm_votes(candidate: Candidate, days: list[Candidate]) -> int:
    """The same, of witnesses who name no other day: a list of articles names many."""
    naming = [each for each in days if each.trust >= WITNESS]
    others = {each.witness for each in naming if _against(each, candidate)}
    return len({each.witness for each in naming if not _against(each, candidate)} - others)


def _against(one: Candidate, other: Candidate) -> bool:
    """More than a day apart: zones and night shifts part a day from the next."""
    return abs(one.day - other.day) > _DAY


def _with_time(best: Candidate, days: list[Candidate]) -> Candidate:
    """With the time that a less trusted place gives for the same day, and without an offset that the print belies."""
    if best.moment.hour is not None:
        return _with_true_offset(best, days)
    timed = [each for each in days if each.moment.hour is not None and each.day == best.day]
    return max(timed, key=lambda each: each.trust, default=best)


def _with_true_offset(best: Candidate, days: list[Candidate]) -> Candidate:
    """Some systems stamp local time as UTC: seen where the page prints the same clock and its zone is another."""
    moment = best.moment
    for each in days:
        printed = each.moment
        if each.is_printed and moment.offset == 0 and printed.offset and _clock(printed) == _clock(moment):
            true = replace(moment, offset=printed.offset)
            return replace(best, found=replace(best.found, readings=(true,)), method=PRINTED_CLOCK)
    return best


def _clock(moment: Moment) -> tuple[date | None, int | None, int | None]:
    return moment.on, moment.hour, moment.minute


def _confidence(best: Candidate, days: list[Candidate]) -> float:
    agreeing = {each.witness for each in days if not _against(each, best)}
    against = {each.witness for each in days if each.trust >= WITNESS} - agreeing
    sure = best.trust + _CONFIRMED * (_votes(best, days) - 1) - _CONTRADICTED * bool(against)
    if best.found.weekday is not None and (best.day - best.found.weekday) % 7 != 1:
        sure -= _CONTRADICTED
    return sure
