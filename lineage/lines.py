"""Lines of articles in, lines of stories out: lineage with no broker."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from contracts.article import DateFound, Story
from lineage.entry import LineageArticle
from lineage.lineage import Lineage
from lineage.standing import standing_of


class _Line(Struct):
    page_id: str
    outlet: str
    body: str
    agency: str | None = None
    published: str | DateFound | None = None
    fetched_at: datetime | None = None


class _Told(Struct):
    page_id: str
    story: Story


def trace_lines(lines: Iterable[str | bytes], agencies: Mapping[str, str] | None = None) -> Iterator[bytes]:
    """The final story of every article, in the order of the page ids, as lines of JSON without their ends.

    Each line in is {"page_id", "outlet", "agency", "published", "body"}, with "fetched_at" where it is known;
    `published` is null, a date of ISO 8601 or an article's whole date; it and `agency` may be left out. Of two
    lines with one page id the last counts. `agencies` gives the id of the agency that an outlet is. Raises
    ValueError, naming the line, where one cannot be read.
    """
    articles = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            article = _article(number, line, agencies or {})
            articles[article.page_id] = article
    lineage = Lineage.restore(articles.values())
    for page_id in sorted(articles):
        yield msgspec.json.encode(_Told(page_id, lineage.story_of(page_id)))


def _article(number: int, line: str | bytes, agencies: Mapping[str, str]) -> LineageArticle:
    try:
        read = msgspec.json.decode(line, type=_Line)
        article = LineageArticle(
            page_id=read.page_id,
            outlet=read.outlet,
            agency=read.agency or None,
            published=read.published.at if isinstance(read.published, DateFound) else read.published or None,
            fetched_at=read.fetched_at,
            body=read.body,
            outlet_agency=agencies.get(read.outlet),
        )
        standing_of(article, 0)  # its date is read here, while the line can still be named
    except ValueError as error:
        raise ValueError(f"line {number}: {error}") from error
    return article
