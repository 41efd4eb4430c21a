"""Articles and outcomes for the indexer's tests, made short."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from contracts.article import Article, Byline, DateFound, Relevance
from contracts.outcome import Outcome

FETCHED = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)

PLAIN = Article(
    page_id="0" * 32,
    revision=1,
    url="http://127.0.0.2/news/1",
    canonical_url=None,
    outlet="sahifa",
    language="ar",
    title="الكويت تستضيف المؤتمر",
    subtitle=None,
    summary=None,
    paragraphs=("عقد المؤتمر في الكويت.",),
    body="عقد المؤتمر في الكويت.",
    byline=Byline(),
    published=DateFound(at="2024-11-04", grain="day", surface="4 نوفمبر 2024", method="header_line", confidence=0.9),
    modified=None,
    fetched_at=FETCHED,
    dossier="dushanbe",
    relevance=Relevance(score=0.9, level="core"),
    parser_version="1",
)


def article(number: int = 1, body: str | None = None, **changes: Any) -> Article:
    """An article of its own page; `body` is its only paragraph."""
    own: dict[str, Any] = {"page_id": f"{number:032x}", "url": f"http://127.0.0.2/news/{number}"}
    if body is not None:
        own |= {"body": body, "paragraphs": (body,)}
    return msgspec.structs.replace(PLAIN, **(own | changes))


def outcome(number: int = 1, seconds: float = 0.0, **changes: Any) -> Outcome:
    """An outcome of the fetching step, so many seconds after FETCHED."""
    plain = Outcome(
        page_id=f"{number:032x}",
        url=f"http://127.0.0.2/news/{number}",
        outlet="sahifa",
        step="fetch",
        name="fetched",
        at=FETCHED + timedelta(seconds=seconds),
        visit=FETCHED,
    )
    return msgspec.structs.replace(plain, **changes)
