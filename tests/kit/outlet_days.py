"""Four weeks of an outlet's past in Elasticsearch, as the watch would have kept them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from elasticsearch import Elasticsearch

from contracts.completeness import Day
from services.watch.keep import keep_days


def keep_past(client: Elasticsearch, outlets: Iterable[str], pages: int = 8, length: float = 900.0) -> None:
    """Every day alike: `pages` discovered through the day and read, each with title and date, half of them signed."""
    today = datetime.now(UTC)
    keep_days(
        client,
        [_day(outlet, today - timedelta(days=back), pages, length) for outlet in outlets for back in range(1, 29)],
    )


def _day(outlet: str, day: datetime, pages: int, length: float) -> Day:
    hours = tuple(sum(page * 24 // pages == hour for page in range(pages)) for hour in range(24))
    shares = {"read": pages, "text": pages, "title": pages, "date": pages, "author": pages // 2}
    return Day(outlet=outlet, day=f"{day:%Y-%m-%d}", hours=hours, length=length, final=True, **shares)
