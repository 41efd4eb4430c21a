from crawl_fakes import NOON, visit

from contracts.urls import FeedEntry
from services.crawler.memory import Memory


def test_a_visit_comes_back_as_it_was_put() -> None:
    memory = Memory()
    page = visit(
        "http://paper.test/%D8%AE%D8%A8%D8%B1",
        entry=FeedEntry(title="خبر", date="4/11"),
        etag='W/"x"',
        next_visit=NOON,
        content_at=NOON,
        changes=2,
    )
    memory.put(page)
    assert memory.get(page.page_id) == page
    assert page.page_id in memory
    assert list(memory.visits()) == [page]


def test_a_later_visit_takes_the_place_of_the_earlier() -> None:
    memory = Memory()
    memory.put(visit(visits=1))
    memory.put(visit(visits=2))
    assert [page.visits for page in memory.visits()] == [2]


def test_the_unknown_is_unknown() -> None:
    assert Memory().get("0" * 32) is None
    assert "0" * 32 not in Memory()
