"""Four weeks of an outlet's past in Elasticsearch, as the watch would have kept them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from elasticsearch import Elasticsearch

from contracts.completeness import Day
from services.watch.keep import keep_days


def keep_past(
    client: Elasticsearch,
    outlets: Iterable[str],
    pages: Sequence[int] = (8,),
    length: float = 900.0,
    signed: float = 0.5,
) -> None:
    """`pages` discovered and read a day, in turn; each with title and date, `signed` of them with an author."""
    today = datetime.now(UTC)
    keep_days(
        client,
        [
            _day(outlet, today - timedelta(days=back), pages[back % len(pages)], length, signed)
            for outlet in outlets
            for back in range(1, 29)
        ],
    )


def _day(outlet: str, day: datetime, pages: int, length: float, signed: float) -> Day:
    hours = [0] * 24
    for page in range(pages):
        hours[page * 24 // pages] += 1
    return Day(
        outlet=outlet,
        day=f"{day:%Y-%m-%d}",
        hours=tuple(hours),
        read=pages,
        text=pages,
        title=pages,
        date=pages,
        author=int(pages * signed),
        length=length if pages else None,
        final=True,
    )
