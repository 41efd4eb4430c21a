"""What a page offers as its date: each place's text read, with its role and its trust."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from contracts.search_form import folded
from contracts.urls import FeedEntry
from services.parser.dates import words
from services.parser.dates.address import dates_in_address
from services.parser.dates.expression import DateExpression, Moment
from services.parser.dates.find import dates_in
from services.parser.dates.iso import iso_date
from services.parser.dates.joined import joined
from services.parser.dates.relative import relative_date
from services.parser.seen import DateRole, DateSeen

# A line with more words of its own than these («كتب: فلان الفلاني - القاهرة») is running text, and its date an event's.
_WORDS_OF_A_DATE_LINE = 9
# No element that holds a date holds more; the body's lines are read as paragraphs, when they are needed.
_LONGEST_TEXT = 400
_EPOCH = re.compile(r"\s*(1\d{9})(?:\d{3})?\s*")
_WORD = re.compile(r"[^\W\d_]{2,}")


# Below this a place may be wrong by itself; from here on it can confirm, contradict or outvote another.
WITNESS = 0.55
_RELATIVE_TRUST = 0.35
_ABOVE = ("above_element", "above_line")
_AFTER = "after_element"
_LINES = ("header_line", "above_line")
_PRINTED = ("header_line", "marked_element", "time_element", *_ABOVE, _AFTER)


class Candidate(Struct, frozen=True, kw_only=True, dict=True):
    """A date that stands for publication or change: what it says, where, and how far that place is believed.

    `method` names the evidence that settled what the form left open.
    """

    found: DateExpression
    where: str
    role: DateRole
    trust: float
    method: str = ""

    @property
    def moment(self) -> Moment:
        return self.found.readings[0]

    @cached_property
    def day(self) -> int:
        """The day that it says, as an ordinal to reckon with; 1 where it says none."""
        return (self.moment.on or date.min).toordinal()

    @cached_property
    def witness(self) -> str:
        """Who says it: the metadata's system, the address, the feed, or the page as printed, in whatever elements."""
        return "print" if self.is_printed else self.where.partition(":")[0]

    @property
    def is_printed(self) -> bool:
        """Whether a reader sees it, so that it may be a clock or belong to another article of a list."""
        return self.where in _PRINTED

    @property
    def is_above(self) -> bool:
        """Whether it stands above the headline, where bars of the template stand too."""
        return self.where in _ABOVE

    @property
    def is_said(self) -> bool:
        """Whether something beside its place says that it is the page's own date: metadata, or a label."""
        return not self.is_printed or self.role != "unknown"

    @property
    def speaks_for_the_page(self) -> bool:
        """Whether the place can speak of no other article: metadata, address, feed, or a date said to be its own."""
        return self.trust >= WITNESS and (self.is_said or self.where == "header_line")


def offered(seen: Sequence[DateSeen], url: str, entry: FeedEntry | None, fetched: datetime) -> Iterator[Candidate]:
    """Every date that a page, its address and its feed's entry offer, ambiguous ones included.

    Trust is 0 where a place only gives evidence. `fetched` dates relative lines («منذ ساعتين»).
    """
    for each in joined(seen):
        yield from _of(each)
        if trust_in(each.where) >= WITNESS and (found := relative_date(each.text, fetched)):
            yield Candidate(found=found, where=each.where, role=each.role, trust=_RELATIVE_TRUST, method="fetch_time")
    if entry and entry.date:
        yield from _of(DateSeen(entry.date, "feed_entry", "published"))
    for found in dates_in_address(url):
        yield Candidate(found=found, where="address", role="published", trust=trust_in("address"))


@lru_cache(512)
def trust_in(where: str) -> float:
    """How far a place is believed, from trust.toml; 0 for a place that is not listed."""
    return next((trust for beginning, trust in _trust().items() if where.startswith(beginning)), 0.0)


def _of(seen: DateSeen) -> Iterator[Candidate]:
    trust = trust_in(seen.where)
    if len(seen.text) > _LONGEST_TEXT:
        return
    if epoch := _EPOCH.fullmatch(seen.text):
        yield _from_epoch(seen, int(epoch[1]), trust)
        return
    if iso := iso_date(seen.text):
        yield Candidate(found=iso, where=seen.where, role=seen.role, trust=_believed(seen, seen.role, trust))
        return
    found = _without_doubles(dates_in(seen.text))
    if _speaks_of_other_things(seen, found):
        trust = 0.0
    for number, each in enumerate(found):
        before = seen.text[found[number - 1].end if number else 0 : each.start]
        role = _role(seen, before, each)
        # A span of days is an event's.
        believed = 0.0 if each.last else _believed(seen, role, trust)
        yield Candidate(found=each, where=seen.where, role=role, trust=believed)


def _believed(seen: DateSeen, role: DateRole, trust: float) -> float:
    """What stands after the text is another article's, unless it says of which."""
    return 0.0 if seen.where == _AFTER and role == "unknown" else trust


def _from_epoch(seen: DateSeen, seconds: int, trust: float) -> Candidate:
    at = datetime.fromtimestamp(seconds, UTC)
    moment = Moment(
        year=at.year, month=at.month, day=at.day, hour=at.hour, minute=at.minute, second=at.second, offset=0
    )
    found = DateExpression(start=0, end=len(seen.text), surface=seen.text, kind="numeric", readings=(moment,))
    return Candidate(found=found, where=seen.where, role=seen.role, trust=trust)


def _without_doubles(found: list[DateExpression]) -> list[DateExpression]:
    """«2 جمادى الأولى 1446هـ الموافق 4 نوفمبر 2024» is one date: the Gregorian form needs no table and counts."""
    if any(each.kind != "hijri" and each.value for each in found):
        return [each for each in found if each.kind != "hijri"]
    return found


def _speaks_of_other_things(seen: DateSeen, found: list[DateExpression]) -> bool:
    if seen.where not in _PRINTED:
        return False
    if _others().search(folded(seen.text)):
        return True
    if seen.where not in _LINES:
        return False
    rest = seen.text
    for each in reversed(found):
        rest = rest[: each.start] + " " + rest[each.end :]
    return len(_WORD.findall(rest)) > _WORDS_OF_A_DATE_LINE


def _role(seen: DateSeen, before: str, found: DateExpression) -> DateRole:
    """What is printed at the date outweighs what its element said: «آخر تحديث: 28 آب», «28 آب، آخر تحديث 14:00»."""
    labels = list(_labels().finditer(folded(before))) or list(_labels().finditer(folded(found.surface)))
    after = _labels().match(folded(seen.text[found.end :]).lstrip(" ،,:-–|("))
    label = labels[-1] if labels else after if after and not after.string[after.end() :].strip(" :.") else None
    if label is None:
        return seen.role
    return "modified" if label["modified"] else "published"


@cache
def _labels() -> re.Pattern[str]:
    phrases = words.phrases()
    modified, published = words.any_of(phrases.modified), words.any_of(phrases.published)
    return re.compile(rf"(?<!\w)(?:(?P<modified>{modified})|(?P<published>{published}))(?!\w)")


@cache
def _others() -> re.Pattern[str]:
    return re.compile(words.any_of(words.phrases().not_publication))


@cache
def _trust() -> dict[str, float]:
    path = Path(__file__).with_name("trust.toml")
    return msgspec.toml.decode(path.read_bytes(), type=dict[str, float])
