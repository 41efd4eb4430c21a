"""Pages in the styles of real outlets' templates are read as their author meant."""

from pathlib import Path

import pytest
from outlet_pages import OutletPage, differing, outlet_pages

from services.parser.decode import decode
from services.parser.extract import extract
from services.parser.knowledge import Knowledge, load_knowledge
from services.parser.parse import parse_page

ROOT = Path(__file__).parents[3]
PAGES = outlet_pages()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    known = load_knowledge(ROOT / "dossiers", ("dushanbe",))
    return Knowledge(known.dossiers, known.gate, {each.name: each.outlet for each in PAGES})


def differences(each: OutletPage, knowledge: Knowledge) -> list[str]:
    """What is read otherwise than meant, one line for each field."""
    meant = each.meant
    parsed = parse_page(each.page, knowledge, everything=True)
    if not parsed.articles:
        outcome = f"{parsed.outcome.name}: {parsed.outcome.reason}"
        return [] if outcome == meant.outcome else [f"outcome {outcome}, meant {meant.outcome}"]
    if meant.outcome != "article" and meant.outcome != (ended := _outcome(each, knowledge)):
        return [f"outcome {ended}, meant {meant.outcome}"]
    article = parsed.articles[0]
    if meant.outcome != "article":
        return [] if article.language == meant.language else [f"language {article.language}, meant {meant.language}"]
    content_type = dict(each.page.headers)["content-type"]
    kicker = extract(decode(each.page.body, content_type).text, each.page.url, each.outlet.rule).kicker
    read = {name: getattr(article, name) for name in ("language", "title", "subtitle", "summary", "paragraphs")}
    read |= {name: getattr(article.byline, name) for name in ("agency", "author", "place")}
    read |= {"kicker": kicker, "damaged": article.damaged_characters}
    told = [
        f"{name} {got!r}, meant {getattr(meant, name)!r}" for name, got in read.items() if got != getattr(meant, name)
    ]
    dates = {name: (getattr(meant, name), getattr(article, name)) for name in ("published", "modified")}
    return told + [
        f"{name} {found}, meant {wanted}" for name, (wanted, found) in dates.items() if differing(wanted, found)
    ]


def _outcome(each: OutletPage, knowledge: Knowledge) -> str:
    outcome = parse_page(each.page, knowledge).outcome
    return f"{outcome.name}: {outcome.reason}"


@pytest.mark.parametrize("each", PAGES, ids=lambda each: each.name)
def test_a_page_is_read_as_its_author_meant(each: OutletPage, knowledge: Knowledge) -> None:
    assert differences(each, knowledge) == []
