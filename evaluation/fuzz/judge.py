"""Read a case as the parser would, and hold the result against what must be true of every page."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from contracts.article import Article, Evidence, Mention, Quote
from contracts.codec import encode
from contracts.page import Page
from evaluation.fuzz.case import Case
from evaluation.fuzz.spent import Spent, spent_on
from services.parser.dates import dates_in, is_date_line, read_dates
from services.parser.decode import Undecodable, decode
from services.parser.json_ld import read_json_ld
from services.parser.knowledge import Knowledge, load_knowledge
from services.parser.landmarks import read_landmarks
from services.parser.parse import Parsed, parse_page
from services.parser.seen import DateSeen
from services.parser.stages import PageBroken
from services.parser.tree import parse

OUTCOMES = frozenset(("core", "mention", "related", "off_topic", "no_text", "not_arabic"))
REFUSALS = frozenset(("empty_page", "not_html", "too_large", "unknown_charset"))
URL = "https://outlet.example/2024/11/04/1"
FETCHED = datetime(2024, 11, 6, 9, 30, tzinfo=UTC)
_DOSSIERS = Path(__file__).resolve().parents[2] / "dossiers"
# A line that may be a date is short; the texts in which dates are sought besides have an article's length.
_LONGEST_DATES = 20_000
_STORY = "<h1>عنوان الخبر الذي في هذه الصفحة</h1>" + "<p>قال الوزير إن المؤتمر سيعقد في دوشنبه بعد يومين.</p>" * 9
_PRESENTED = {"date": "<div class=date>{}</div>", "json_ld": '<script type="application/ld+json">{}</script>'}


class Unsound(AssertionError):
    """A result that cannot be right, whatever the page."""


@cache
def knowledge() -> Knowledge:
    """Every dossier of the repository, so that all of their patterns are tried."""
    return load_knowledge(_DOSSIERS, tuple(sorted(each.name for each in _DOSSIERS.iterdir() if each.is_dir())))


def judge(case: Case) -> tuple[str, Spent]:
    """The name of the outcome of reading a case, and what reading it cost.

    Raises Unsound; what else is raised is the parser's own fault.
    """
    page = page_of(case)
    parsed, spent = spent_on(lambda: _read(case, page))
    if isinstance(parsed, str):
        return parsed, spent
    _demand(parsed.outcome.name in OUTCOMES, f"outcome {parsed.outcome.name}")
    _judge_articles(page, parsed)
    return parsed.outcome.name, spent


def _read(case: Case, page: Page) -> Parsed | str:
    """What the parser makes of it, or the name of its refusal."""
    text = case.body.decode("utf-8", "replace")
    if case.kind == "date":
        _judge_dates(text[:_LONGEST_DATES])
    elif case.kind == "json_ld":
        read_json_ld([text])
    try:
        return parse_page(page, knowledge(), everything=True)
    except PageBroken as broken:
        if broken.step == "decode" and broken.reason in REFUSALS:
            return broken.reason
        raise


def page_of(case: Case) -> Page:
    """The page that a case stands for; a text on its own is put into a page around it."""
    body = case.body
    if presented := _PRESENTED.get(case.kind):
        body = (presented.format(body.decode("utf-8", "replace")) + _STORY).encode("utf-8", "replace")
    return Page(
        page_id="1",
        url=URL,
        final_url=URL,
        outlet="outlet.example",
        fetched_at=FETCHED,
        status=200,
        headers=(("content-type", case.content_type),) if case.content_type else (),
        body=body,
        discovered_by="fuzz",
    )


def _judge_dates(text: str) -> None:
    end = 0
    for found in dates_in(text):
        _demand(found.surface == text[found.start : found.end], "a date's surface is not what is printed there")
        _demand(found.start >= end, "dates overlap")
        end = found.end
    is_date_line(text)
    for where in ("json_ld", "time_element", "header_line"):
        days = read_dates(
            [DateSeen(text, where, "published"), DateSeen(text, where, "modified")],
            url=URL,
            entry=None,
            fetched_at=FETCHED,
            time_zone="Asia/Kuwait",
            day_first=None,
            paragraphs=[text],
        )
        for day in days:
            _demand(day is None or date.fromisoformat(f"{day.at}-01"[:10]) <= FETCHED.date().replace(day=7), "future")


def _judge_articles(page: Page, parsed: Parsed) -> None:
    for article in parsed.articles:
        encode(article)  # half letters, as JSON can write them, cannot be sent
        _demand(article.body == "\n".join(article.paragraphs), "the body is not its paragraphs")
        for paragraph in article.paragraphs:
            _demand(bool(paragraph) and paragraph == " ".join(paragraph.split()), "white space in a paragraph")
        for span in _spans(article):
            text = getattr(article, span.field) or ""
            _demand(span.surface == text[span.start : span.end] and bool(span.surface), f"span {span}")
    if parsed.articles and not _is_printed(parsed.articles[0], decode_of(page)):
        raise Unsound("the body holds what the page does not print")


def decode_of(page: Page) -> str:
    """The page's text as the parser read it. Raises Undecodable, which a page that gave an article never does."""
    try:
        return decode(page.body, dict(page.headers).get("content-type")).text
    except Undecodable as refused:
        raise Unsound("an article came of what cannot be decoded") from refused


class _Span(Struct, frozen=True):
    field: str
    start: int
    end: int
    surface: str


def _spans(article: Article) -> Iterator[_Span]:
    """Every passage that an article points to."""
    proofs = [
        *article.relevance.evidence,
        *(proof for phase in article.phases for proof in phase.evidence),
        *(proof for claim in article.claims for proof in claim.evidence),
    ]
    mentions = [
        *(mention for actor in article.actors for mention in actor.mentions),
        *(mention for document in article.documents for mention in document.mentions),
    ]
    pointed: list[Evidence | Mention | Quote] = [*proofs, *mentions, *article.quotes]
    return (_Span(each.field, each.start, each.end, each.surface) for each in pointed)


def _is_printed(article: Article, html: str) -> bool:
    """Whether the body's letters stand in the page in this order, or in the JSON-LD that it gives for its text."""
    tree = parse(html)
    declared = read_json_ld(read_landmarks(tree).scripts).body
    body = "".join(article.body.split())
    return any(_in_order(body, text) for text in (_letters(tree), _letters(parse(f"<pre>{declared or ''}</pre>"))))


def _letters(tree: LexborHTMLParser) -> str:
    return "".join((tree.root.text() or "").split()) if tree.root is not None else ""


def _in_order(wanted: str, text: str) -> bool:
    at = 0
    for letter in wanted:
        at = text.find(letter, at) + 1
        if not at:
            return False
    return True


def _demand(holds: bool, what: str) -> None:
    if not holds:
        raise Unsound(what)
