"""Off-topic pages are read now and then for what is in them: bounded, and nothing of their outcome changes."""

from datetime import UTC, datetime

from contracts import codec
from contracts.addresses import page_id
from contracts.outcome import Found
from contracts.page import Page
from runtime.settings import ROOT
from services.parser.knowledge import Knowledge, load_knowledge
from services.parser.parse import parse_page
from services.parser.sample import Sampler

PAPER = (
    "<html lang='ar'><head><meta charset='utf-8'><title>افتتاح سوق جديدة</title></head><body><article>"
    "<h1>افتتاح سوق جديدة في المدينة القديمة</h1><p class='date'>نشر في 4 نوفمبر 2024 10:00</p>"
    "<p>افتتح صباح اليوم سوق جديدة للخضار والفواكه في وسط المدينة بحضور عدد من التجار والزوار والمهتمين.</p>"
    "<p>وقال تجار إن السوق توفر لهم مكانا أوسع وأقرب إلى الزبائن مما كان لهم من قبل في الأطراف البعيدة.</p>"
    "</article></body></html>"
)


def knowledge() -> Knowledge:
    return load_knowledge(ROOT / "dossiers", ("dushanbe",))


def page(body: bytes) -> Page:
    url = "http://outlet.example/market"
    return Page(
        page_id=page_id(url),
        url=url,
        final_url=url,
        outlet="outlet",
        fetched_at=datetime(2024, 11, 5, 6, 0, tzinfo=UTC),
        status=200,
        headers=(("content-type", "text/html"),),
        body=body,
        discovered_by="test",
    )


def test_a_sampled_page_tells_what_was_found_and_has_the_outcome_that_it_had() -> None:
    known = knowledge()
    passed, sampled = (parse_page(page(PAPER.encode()), known, sampled=each) for each in (False, True))
    assert passed.outcome.found is None
    found = sampled.outcome.found
    assert found is not None
    assert (found.title, found.date, found.author) == (True, True, False)
    assert found.length > 150
    assert (passed.articles, passed.outcome.name, passed.outcome.reason) == (
        sampled.articles,
        sampled.outcome.name,
        sampled.outcome.reason,
    )


def test_a_page_without_an_article_in_it_has_no_text() -> None:
    sampled = parse_page(page(b"<html><body><p>1</p></body></html>"), knowledge(), sampled=True)
    assert (sampled.outcome.name, sampled.outcome.found) == ("off_topic", Found())


def test_each_outlet_is_sampled_at_its_own_pace() -> None:
    clock = [0.0]
    sampler = Sampler(120.0, lambda: clock[0])
    assert [sampler.takes(outlet) for outlet in ("a", "b", "a", "b")] == [True, True, False, False]
    clock[0] = 120.0
    assert sampler.takes("a")


def test_an_outcome_of_before_is_still_read() -> None:
    outcome = parse_page(page(PAPER.encode()), knowledge()).outcome
    older = codec.encode(outcome).replace(b',"found":null', b"")
    assert codec.decode(older, type(outcome)) == outcome
