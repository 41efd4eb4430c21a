"""Who stands nearer to the source: the order in which articles may be each other's origin."""

import re
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from lineage.entry import LineageArticle

# A wire reaches its subscribers before its own page is dated, and a paper that prints the agency's name shows the
# wire where another hides it. So the agency's page counts as if it had come two days earlier, a credited copy one.
HEAD_STARTS = (timedelta(days=2), timedelta(days=1), timedelta(0))

_ITSELF, _CREDITED, _UNCREDITED = range(3)
_NEVER = datetime.max.replace(tzinfo=UTC)


class Standing(Struct, frozen=True, order=True, gc=False):
    """Sorts articles, the likeliest origin first: time less the head start, then length, then id.

    `at` and `published` are seconds since 1970; `tier` is 0 for the agency itself, 1 for an article that
    prints an agency, 2 for others; `lacking` is the number of words, negative.
    """

    at: float
    lacking: int
    page_id: str
    tier: int
    published: float
    dated: bool


def standing_of(article: LineageArticle, words: int) -> Standing:
    """The article's standing. Raises ValueError where `published` is no date."""
    moment = _latest_moment(article)
    tier = _tier(article)
    published = moment.timestamp()
    dated = article.published is not None
    return Standing(published - HEAD_STARTS[tier].total_seconds(), -words, article.page_id, tier, published, dated)


def reason(origin: Standing, other: Standing) -> str:
    """Why `origin`, the smaller of the two, is taken for the source of `other`."""
    if origin.tier < other.tier:
        return "printed agency"
    if origin.published < other.published:
        return "earliest publication" if origin.dated else "seen earliest"
    if origin.lacking < other.lacking:
        return "completeness"
    return "equal evidence, smallest id"


def _tier(article: LineageArticle) -> int:
    if article.outlet_agency or (article.agency and _names(article.outlet, article.agency)):
        return _ITSELF
    return _CREDITED if article.agency else _UNCREDITED


def _names(outlet: str, agency: str) -> bool:
    return agency.casefold() in (outlet.casefold(), re.split(r"[^0-9a-z]", outlet.casefold())[0])


def _latest_moment(article: LineageArticle) -> datetime:
    # What is not stated gives no priority: a day counts as its end, an undated article as the end of the day on
    # which it was seen, so that among undated ones the fullest comes first and not the first that was fetched.
    if article.published:
        return _end_of(article.published)
    if article.fetched_at:
        return _end_of(article.fetched_at.astimezone(UTC).date().isoformat())
    return _NEVER


def _end_of(date: str) -> datetime:
    if re.fullmatch(r"\d{4}-\d{2}", date):
        return datetime.fromisoformat(f"{date}-01").replace(tzinfo=UTC) + timedelta(days=31)
    moment = datetime.fromisoformat(date)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        moment += timedelta(days=1)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
