"""The press's files agree with each other: outlets, houses, templates, articles, expectations."""

from pathlib import Path

import pytest

from deploy.press import article, house
from deploy.press.expected import Expected, counts, dates_agree, expected_pages

_PAGES = expected_pages()


def _stems(folder: Path, ending: str) -> set[str]:
    return {path.name.removesuffix(ending) for path in folder.iterdir() if path.name.endswith(ending)}


def test_every_file_belongs_to_a_declared_outlet(houses) -> None:
    declared = set(houses)
    assert _stems(article.ARTICLES, ".toml") == declared
    assert _stems(house.HOUSES, ".toml") == declared
    assert _stems(house.TEMPLATES, ".page.html") == declared
    assert _stems(house.TEMPLATES, ".story.html") == declared


def test_every_article_is_expected_once(houses) -> None:
    written = sorted((each.outlet.id, article.path) for each in houses.values() for article in each.articles)
    assert written == sorted((page.outlet, page.path) for page in _PAGES)
    assert len(set(written)) == len(written)


def test_there_are_enough_pages_of_every_kind() -> None:
    assert sum(page.fetch == "fetched" for page in _PAGES) >= 60
    assert {page.main_phase for page in _PAGES if page.level == "core"} == {
        "dushanbe-2018", "dushanbe-2019", "dushanbe-2022", "kuwait-2024",
    }  # fmt: skip
    assert {page.level for page in _PAGES} == {"core", "mention", "related", "off_topic", None}
    assert {page.fetch for page in _PAGES} == {
        "fetched", "redirected", "not_found", "refused_by_robots", "not_html", "too_large",
    }  # fmt: skip


def test_counts_add_up() -> None:
    told = counts()
    parsed = sum(told[name] for name in ("core", "mention", "related", "off_topic", "not_arabic", "no_text"))
    assert told["fetched"] == parsed
    assert told["relevant"] == told["core"] + told["mention"] + told["related"]


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: f"{page.outlet}{page.path}")
def test_an_expectation_is_of_a_piece(page: Expected) -> None:
    assert (page.parse is None) == (page.fetch != "fetched")
    assert (page.main_phase is None) == (not page.phases)
    assert page.main_phase is None or page.main_phase in page.phases
    assert page.level in (None, page.parse)
    if page.level == "core":
        assert page.phases
    if page.level in ("related", "off_topic"):
        assert not page.phases


def test_copies_of_one_text_stand_under_different_titles() -> None:
    stories = {page.story for page in _PAGES if page.story}
    assert len(stories) >= 4
    for story in stories:
        copies = [page for page in _PAGES if page.story == story]
        assert len({page.outlet for page in copies}) == len({page.title for page in copies}) == len(copies) >= 2
        assert len({page.agency for page in copies}) == 1
        assert sum(page.origin for page in copies) == 1


def test_dates_agree_by_day_and_where_told_by_minute() -> None:
    assert dates_agree(None, None)
    assert not dates_agree("2024-11-04", None)
    assert dates_agree("2024-11-04", "2024-11-04T10:00+03:00")
    assert dates_agree("2024-11-04T13:25+03:00", "2024-11-04T10:25:30+00:00")
    assert not dates_agree("2024-11-04T13:25+03:00", "2024-11-04T13:26+03:00")
