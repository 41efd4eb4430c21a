"""The stories follow from the set of articles: any order, any restart, any correction on the way."""

import random

import msgspec
import pytest
from wire_copy import FIRST, OTHER, SECOND, THIRD, WIRE, article

from contracts.article import Story
from lineage import index, sources
from lineage.entry import LineageArticle
from lineage.lineage import Lineage

ARTICLES = [
    article("wire", WIRE, outlet="najm", agency="NAJM", published="2022-10-18T15:00+05:00"),
    article("copy", WIRE, agency="NAJM", published="2022-10-18T14:00+05:00"),
    article("silent", WIRE, published="2022-10-18T13:00+05:00"),
    article("cut", f"{FIRST}\n{SECOND}", published="2022-10-18"),
    article("tail", THIRD, published="2022-10-19"),
    article("mixed", f"{OTHER}\n{SECOND}\n{OTHER[::-1]}", published=None),
    article("market", OTHER, published="2022-10-17"),
    article("alone", OTHER[::-1], published="2022-10-20"),
]


def final(lineage: Lineage) -> dict[str, Story]:
    return {each.page_id: lineage.story_of(each.page_id) for each in ARTICLES}


@pytest.mark.parametrize("seed", range(20))
def test_every_order_ends_in_the_same_stories(seed: int) -> None:
    shuffled = random.Random(seed).sample(ARTICLES, len(ARTICLES))
    lineage = Lineage()
    for each in shuffled:
        lineage.add(each)
    assert final(lineage) == final(Lineage.restore(ARTICLES))


@pytest.mark.parametrize("seed", range(20))
def test_what_add_returns_is_all_that_changed(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FIRST_HOLDERS", 3)
    monkeypatch.setattr(sources, "CLOSEST", 1)
    monkeypatch.setattr(sources, "PRINTED_FIRST", 1)
    draw = random.Random(seed)
    lineage = Lineage()
    seen: dict[str, Story] = {}
    for each in draw.sample(ARTICLES, len(ARTICLES)):
        earlier_form = msgspec.structs.replace(each, body=draw.choice(ARTICLES).body, published=None)
        for form in (earlier_form, each):
            changed = lineage.add(form)
            assert each.page_id in changed or not changed
            seen |= {page: lineage.story_of(page) for page in changed}
        gone = draw.choice(ARTICLES)
        if draw.random() < 0.3 and gone.page_id in lineage:
            seen |= {page: lineage.story_of(page) for page in lineage.remove(gone.page_id) | lineage.add(gone)}
    assert seen == final(lineage) == final(Lineage.restore(ARTICLES))


def test_a_restart_in_the_middle_changes_nothing() -> None:
    lineage = Lineage()
    for each in ARTICLES:
        lineage.add(each)
        kept = msgspec.json.encode(list(lineage.entries()))
        lineage = Lineage.restore(msgspec.json.decode(kept, type=list[LineageArticle]))
    assert final(lineage) == final(Lineage.restore(ARTICLES))


def test_the_same_article_again_changes_nothing() -> None:
    lineage = Lineage.restore(ARTICLES)
    assert lineage.add(ARTICLES[0]) == frozenset()


def test_a_further_reprint_leaves_the_others_as_they_are() -> None:
    lineage = Lineage.restore([each for each in ARTICLES if each.published])
    assert lineage.add(article("late", WIRE, published="2022-11-01")) == {"late"}


def test_a_better_origin_that_comes_late_takes_its_copies_over() -> None:
    lineage = Lineage.restore(ARTICLES[1:3])
    assert lineage.story_of("silent").origin_page_id == "copy"
    assert lineage.add(ARTICLES[0]) == {"wire", "copy", "silent"}
    assert {lineage.story_of(page).origin_page_id for page in ("copy", "silent")} == {"wire"}
    assert lineage.remove("wire") == {"copy", "silent"}
    assert lineage.story_of("silent").origin_page_id == "copy"


def test_two_stories_become_one_when_their_source_arrives() -> None:
    lineage = Lineage.restore([article("a", FIRST), article("b", SECOND)])
    assert lineage.story_of("a").id != lineage.story_of("b").id
    assert lineage.add(article("wire", WIRE, published="2022-10-17")) == {"a", "b", "wire"}
    assert lineage.story_of("a").id == lineage.story_of("b").id == "wire"


def test_an_article_corrected_out_of_a_story_leaves_it() -> None:
    lineage = Lineage.restore(ARTICLES[:2])
    assert lineage.add(article("copy", OTHER)) == {"copy", "wire"}
    assert lineage.story_of("copy").role == lineage.story_of("wire").role == "independent"
