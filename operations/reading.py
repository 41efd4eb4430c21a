"""What the parser makes of a page, told in short."""

from msgspec import Struct

from contracts.article import Article, Byline, DateFound
from contracts.page import Page
from services.parser.decode import Undecodable, decode
from services.parser.extract import extract
from services.parser.knowledge import Knowledge
from services.parser.parse import parse_page
from services.parser.stages import PageBroken


class Charset(Struct, frozen=True, kw_only=True):
    """`declared` is the Content-Type header's, null where it names none; `found` is what the page was read as,
    `by` what said so; `damaged` characters could not be read."""

    declared: str | None
    found: str | None = None
    by: str | None = None
    damaged: int = 0


class Reading(Struct, frozen=True, kw_only=True):
    """The page's outcome at the parser (`dead` with its reason where the parser breaks), and what was read.

    `levels` is the relevance by dossier: also where the outcome is off_topic or not_arabic.
    """

    outcome: str
    reason: str | None = None
    language: str | None = None
    title: str | None = None
    published: DateFound | None = None
    modified: DateFound | None = None
    byline: Byline | None = None
    words: int = 0
    levels: dict[str, str] = {}


def read(page: Page, knowledge: Knowledge) -> Reading:
    """Put a page through the parser."""
    try:
        outcome = parse_page(page, knowledge).outcome
        articles = parse_page(page, knowledge, everything=True).articles
    except PageBroken as broken:
        return Reading(outcome="dead", reason=f"{broken.step}: {broken.reason}: {broken.error}")
    told = Reading(outcome=outcome.name, reason=outcome.reason)
    return _with_article(told, articles) if articles else told


def _with_article(told: Reading, articles: tuple[Article, ...]) -> Reading:
    first = articles[0]
    return Reading(
        outcome=told.outcome,
        reason=told.reason,
        language=first.language,
        title=first.title,
        published=first.published,
        modified=first.modified,
        byline=first.byline,
        words=len(first.body.split()),
        levels={article.dossier: article.relevance.level for article in articles},
    )


def charset_of(page: Page) -> Charset:
    """The charset that a page's server declares, and the one that it is read in."""
    content_type = _content_type(page)
    label = (content_type or "").lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    try:
        decoded = decode(page.body, content_type)
    except Undecodable as error:
        return Charset(declared=label, by=error.reason)
    return Charset(declared=label, found=decoded.charset, by=decoded.method, damaged=decoded.damaged)


def canonical_of(page: Page) -> str | None:
    """The canonical address that a page names; null where it names none or cannot be read."""
    try:
        text = decode(page.body, _content_type(page)).text
    except Undecodable:
        return None
    return extract(text, page.final_url, None).canonical_url


def _content_type(page: Page) -> str | None:
    return next((value for name, value in page.headers if name == "content-type"), None)
