"""The outcome of a page at one of the parser's steps."""

from datetime import UTC, datetime

from contracts.article import Article
from contracts.outcome import Found, Outcome, Step
from contracts.page import Page


def outcome_of(
    told: Page | Article,
    step: Step,
    name: str,
    reason: str | None = None,
    dossiers: tuple[str, ...] = (),
    found: Found | None = None,
) -> Outcome:
    """What became, just now, of the fetched content that a page or its article holds."""
    return Outcome(
        page_id=told.page_id,
        url=told.url,
        outlet=told.outlet,
        step=step,
        name=name,
        reason=reason,
        at=datetime.now(UTC),
        visit=told.fetched_at,
        dossiers=dossiers,
        found=found,
    )
