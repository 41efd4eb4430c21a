"""A page becomes articles, one for each dossier that it concerns, or an outcome that says why not."""

from msgspec import Struct

from contracts.article import Article, Byline, DateFound
from contracts.outcome import Found, Outcome
from contracts.outlet import Outlet
from contracts.page import Page
from services.parser.byline import read_byline
from services.parser.dates import read_dates
from services.parser.decode import Decoded, decode
from services.parser.dossier.enrich import Enrichment, Reading, enrich
from services.parser.dossier.load import Dossier
from services.parser.extract import Extracted, extract
from services.parser.knowledge import Knowledge
from services.parser.language import language_of
from services.parser.metrics import DAMAGED, SAMPLES
from services.parser.outcome import outcome_of
from services.parser.stages import PageBroken, stage

PARSER_VERSION = "1"

# The order in which an outcome is named when several dossiers see the page differently.
_LEVELS = ("core", "mention", "related", "off_topic")


class Parsed(Struct, frozen=True):
    """What reading a page gave: articles that go on, and the page's one outcome at this step."""

    articles: tuple[Article, ...]
    outcome: Outcome


class _Read(Struct, frozen=True):
    """A page read as far as no dossier is needed."""

    page: Page
    decoded: Decoded
    extracted: Extracted
    language: str
    byline: Byline
    published: DateFound | None
    modified: DateFound | None


def parse_page(page: Page, knowledge: Knowledge, *, everything: bool = False, sampled: bool = False) -> Parsed:
    """Read a page: decode, gate, extract, language, date, byline, and for each dossier enrich.

    A page in which no dossier's term occurs is off_topic before it is parsed. `everything` lets such
    pages and those in other languages come out as whole articles too; `sampled` has such a page read for
    what is found in it, and changes nothing else. Raises PageBroken.
    """
    with stage("decode"):
        decoded = decode(page.body, _header(page, "content-type"))
    DAMAGED.inc(decoded.damaged)
    with stage("gate"):
        admitted = _admitted(page, decoded, knowledge, everything)
    outlet = knowledge.outlets.get(page.outlet)
    if not admitted:
        found = _sample(page, decoded, outlet) if sampled else None
        return _ended(page, "off_topic", "no term of the dossier occurs", found)
    with stage("extract"):
        extracted = extract(decoded.utf8 or decoded.text, page.final_url, outlet.rule if outlet else None)
    if extracted.nature != "article":
        return _ended(page, "no_text", extracted.nature, Found())
    with stage("language"):
        language = language_of("\n".join((extracted.title or "", *extracted.paragraphs)), extracted.declared_language)
    if language != "ar" and not everything:
        return _ended(page, "not_arabic", language)
    read = _dated_and_signed(page, decoded, extracted, language, outlet)
    articles = tuple(_article(read, knowledge.dossiers[name], outlet, everything) for name in sorted(admitted))
    return _sorted_out(page, articles, everything, _found(read))


def _admitted(page: Page, decoded: Decoded, knowledge: Knowledge, everything: bool) -> frozenset[str]:
    # A page seen before may have been relevant then: what it has become must reach the tracing step.
    if everything or page.previous_at:
        return frozenset(knowledge.dossiers)
    return knowledge.gate.admits(decoded.text, decoded.utf8)


def _sample(page: Page, decoded: Decoded, outlet: Outlet | None) -> Found | None:
    """What is found in a page that nobody will read; whatever it breaks, its outcome stays."""
    try:
        with stage("extract"):
            extracted = extract(decoded.text, page.final_url, outlet.rule if outlet else None)
        if extracted.nature != "article":
            SAMPLES.labels("no_text").inc()
            return Found()
        found = _found(_dated_and_signed(page, decoded, extracted, "", outlet))
    except PageBroken:
        SAMPLES.labels("broken").inc()
        return None
    SAMPLES.labels("article").inc()
    return found


def _found(read: "_Read") -> Found:
    return Found(
        title=bool(read.extracted.title),
        date=read.published is not None,
        author=read.byline.author is not None,
        agency=read.byline.agency is not None,
        length=sum(map(len, read.extracted.paragraphs)),
    )


def _dated_and_signed(
    page: Page, decoded: Decoded, extracted: Extracted, language: str, outlet: Outlet | None
) -> _Read:
    with stage("date"):
        published, modified = read_dates(
            extracted.dates,
            url=page.final_url,
            entry=page.entry,
            fetched_at=page.fetched_at,
            time_zone=outlet.time_zone if outlet else None,
            day_first=outlet.day_first if outlet else None,
            paragraphs=extracted.paragraphs,
        )
    with stage("byline"):
        byline = read_byline(extracted, outlet)
    return _Read(page, decoded, extracted, language, byline, published, modified)


def _article(read: _Read, dossier: Dossier, outlet: Outlet | None, everything: bool) -> Article:
    page, extracted = read.page, read.extracted
    body = "\n".join(extracted.paragraphs)
    with stage("enrich"):
        found: Enrichment = enrich(
            dossier,
            Reading(
                title=extracted.title,
                subtitle=extracted.subtitle,
                summary=extracted.summary,
                paragraphs=extracted.paragraphs,
                body=body,
                published=read.published,
                country=outlet.country if outlet else None,
            ),
            off_topic_too=everything,
        )
    return Article(
        page_id=page.page_id,
        revision=0,
        url=page.url,
        canonical_url=extracted.canonical_url,
        outlet=page.outlet,
        language=read.language,
        title=extracted.title,
        subtitle=extracted.subtitle,
        summary=extracted.summary,
        paragraphs=extracted.paragraphs,
        body=body,
        byline=read.byline,
        published=read.published,
        modified=read.modified,
        fetched_at=page.fetched_at,
        dossier=dossier.id,
        relevance=found.relevance,
        phases=found.phases,
        actors=found.actors,
        quotes=found.quotes,
        claims=found.claims,
        documents=found.documents,
        charset=read.decoded.charset,
        damaged_characters=read.decoded.damaged,
        parser_version=PARSER_VERSION,
    )


def _sorted_out(page: Page, articles: tuple[Article, ...], everything: bool, found: Found) -> Parsed:
    relevant = tuple(article for article in articles if article.relevance.level != "off_topic")
    level = min((article.relevance.level for article in articles), key=_LEVELS.index)
    outcome = outcome_of(page, "parse", level, None, tuple(article.dossier for article in relevant), found)
    return Parsed(articles if everything or page.previous_at else relevant, outcome)


def _ended(page: Page, name: str, reason: str, found: Found | None = None) -> Parsed:
    return Parsed((), outcome_of(page, "parse", name, reason, found=found))


def _header(page: Page, name: str) -> str | None:
    return next((value for key, value in page.headers if key.lower() == name), None)
