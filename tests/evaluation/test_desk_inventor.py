"""Invented articles: the same for the same numbers, with copies that are copies."""

from evaluation.desk.invented import Inventor, read_example
from evaluation.desk.readers import Taken, taken_of
from runtime.settings import ROOT
from services.desk.knowledge import read_knowledge


def inventor() -> Inventor:
    return Inventor(read_knowledge(ROOT / "dossiers" / "dushanbe"), read_example(ROOT))


def test_a_number_is_one_article_wherever_loading_began() -> None:
    assert list(inventor().articles(40, 60)) == list(inventor().articles(0, 60))[40:]


def test_a_third_are_copies_and_print_their_origins_text() -> None:
    articles = {article.page_id: article for article, _ in inventor().articles(0, 600)}
    copies = [each for each in articles.values() if each.story and each.story.role == "reprint"]
    assert 120 < len(copies) < 280
    for copy in copies:
        assert copy.story
        assert articles[copy.story.origin_page_id].body == copy.body


def test_times_are_told_by_kind_with_the_share_of_elasticsearch() -> None:
    found = [(100.0, 50.0, True)] * 19 + [(500.0, 100.0, False)]
    assert taken_of("search", found) == Taken(page="search", asked=20, failed=1, median=100.0, p95=480.0, index=0.5)


def test_bodies_are_as_long_as_reports_are() -> None:
    lengths = sorted(len(article.body.split()) for article, _ in inventor().articles(0, 2000))
    assert 160 < lengths[1000] < 205
    assert 500 < lengths[1900] < 850


def test_the_ledger_tells_of_every_step() -> None:
    ((article, outcomes),) = inventor().articles(7, 8)
    assert [outcome.step for outcome in outcomes] == ["discover", "fetch", "parse", "trace", "index"]
    assert {outcome.page_id for outcome in outcomes} == {article.page_id}


def test_no_question_is_asked_twice() -> None:
    questions = inventor().questions(400)
    assert len(set(questions)) == len(questions) == 400
