"""A date and its time that a template prints side by side, each in an element of its own."""

from collections.abc import Iterator, Sequence

from contracts.search_form import folded
from services.parser.dates.clock import clock_times
from services.parser.dates.find import dates_in
from services.parser.seen import DateSeen

# «الساعة 20:11:05 مساء بتوقيت مكة المكرمة»
_LONGEST_CLOCK = 45
_LONGEST_DATE = 60


def joined(seen: Sequence[DateSeen]) -> Iterator[DateSeen]:
    """What was seen, «4 نوفمبر 2024» and the «20:11 مساء» that follows it in the same kind of place as one text."""
    held: DateSeen | None = None
    for each in seen:
        if held and each.where == held.where and _is_clock(each.text) and _is_day(held.text):
            yield DateSeen(f"{held.text} {each.text}", held.where, held.role)
            held = None
            continue
        if held:
            yield held
        held = each
    if held:
        yield held


def _is_clock(text: str) -> bool:
    if len(text) > _LONGEST_CLOCK or not any(mark in text for mark in ":٫"):
        return False
    clocks = list(clock_times(folded(text)))
    # Midnight is what databases keep where no time is known.
    return len(clocks) == 1 and bool(clocks[0].hour or clocks[0].minute) and not dates_in(text)


def _is_day(text: str) -> bool:
    found = dates_in(text) if len(text) <= _LONGEST_DATE else []
    return len(found) == 1 and found[0].grain == "day" and found[0].end >= len(text.rstrip(" .|-–—،,:"))
