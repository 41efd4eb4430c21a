"""An article as tracing takes it in and as a table keeps it."""

from datetime import datetime

from msgspec import Struct

from contracts.article import Article


class LineageArticle(Struct, frozen=True, kw_only=True, gc=False):
    """What tracing needs of an article.

    `agency` is the id printed in the byline, `published` a date of ISO 8601 cut to its grain.
    `outlet_agency` is the id of the agency that the outlet itself is; where it is null, an outlet
    whose id begins with the printed agency's id counts as that agency.
    """

    page_id: str
    outlet: str
    agency: str | None
    published: str | None
    fetched_at: datetime | None = None
    body: str
    outlet_agency: str | None = None


def entry_of(article: Article, outlet_agency: str | None = None) -> LineageArticle:
    """What tracing needs of an article; `outlet_agency` as its outlet declares it."""
    return LineageArticle(
        page_id=article.page_id,
        outlet=article.outlet,
        agency=article.byline.agency,
        published=article.published.at if article.published else None,
        fetched_at=article.fetched_at,
        body=article.body,
        outlet_agency=outlet_agency,
    )
