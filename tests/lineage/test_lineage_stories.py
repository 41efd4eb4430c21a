"""Stories: who is the origin and why, what was kept, cut and changed."""

import pytest
from wire_copy import FIRST, OTHER, SECOND, THIRD, WIRE, article

from contracts.article import Story
from lineage.entry import LineageArticle
from lineage.lineage import Lineage


def stories(*articles: LineageArticle) -> dict[str, Story]:
    """The final story of each article."""
    lineage = Lineage.restore(articles)
    return {each.page_id: lineage.story_of(each.page_id) for each in articles}


def test_a_whole_copy_is_a_reprint_of_the_earliest() -> None:
    told = stories(
        article("b", WIRE, published="2022-10-18T12:30+05:00"), article("a", WIRE, published="2022-10-18T13:00+05:00")
    )
    assert told["b"].role == "origin"
    assert told["b"].reason == "earliest publication"
    assert told["a"].role == "reprint"
    assert told["a"].origin_page_id == told["a"].id == told["b"].id == "b"
    assert told["a"].shared == 1.0
    assert not told["a"].cut
    assert not told["a"].changed


def test_a_few_paragraphs_are_an_excerpt_and_the_rest_is_cut() -> None:
    told = stories(article("a", WIRE), article("b", SECOND, published="2022-10-19"))
    assert told["b"].role == "excerpt"
    assert told["b"].shared == 1.0
    assert [WIRE[cut.other_start : cut.other_end] for cut in told["b"].cut] == [FIRST.rstrip("."), THIRD.rstrip(".")]


def test_kept_passages_have_their_place_in_both_texts() -> None:
    copy = f"{OTHER}\n{THIRD}\n{FIRST}"
    told = stories(article("a", WIRE), article("b", copy, published="2022-10-19"))
    kept = [(copy[each.start : each.end], WIRE[each.other_start : each.other_end]) for each in told["b"].passages]
    assert kept == [(THIRD.rstrip("."), THIRD.rstrip(".")), (FIRST.rstrip("."), FIRST.rstrip("."))]
    assert {each.page_id for each in told["b"].passages} == {"a"}


def test_changed_words_are_shown_as_printed_in_both() -> None:
    copy = (
        WIRE.replace("الصغيرة ترصد", "الحديثة ترصد")
        .replace("اليوم سبل", "سبل")
        .replace("كلفة المحطة", "كلفة بناء المحطة")
    )
    told = stories(article("a", WIRE), article("b", copy, published="2022-10-19"))
    assert [(each.other_surface, each.surface) for each in told["b"].changed] == [
        ("اليوم", ""),
        ("الصغيرة", "الحديثة"),
        ("", "بناء"),
    ]
    for each in told["b"].changed:
        assert copy[each.start : each.end] == each.surface
        assert WIRE[each.other_start : each.other_end] == each.other_surface


def test_other_spellings_are_no_change() -> None:
    respelled = WIRE.replace("أ", "ا").replace("الشتاء", "الشـتـاء").replace("ثلثي", "ثُلُثَيْ")
    told = stories(article("a", WIRE), article("b", respelled, published="2022-10-19"))
    assert told["b"].shared == 1.0
    assert told["b"].changed == ()


def test_the_agencys_own_page_is_the_origin_though_dated_later() -> None:
    told = stories(
        article("paper", WIRE, outlet="dar", agency="NAJM", published="2022-10-18T12:00+05:00"),
        article("wire", WIRE, outlet="najm", agency="NAJM", published="2022-10-18T15:00+05:00"),
    )
    assert told["wire"].role == "origin"
    assert told["wire"].reason == "printed agency"
    assert told["paper"].origin_page_id == "wire"


def test_a_copy_that_prints_the_agency_stands_nearer_to_it_than_one_that_does_not() -> None:
    told = stories(
        article("honest", WIRE, agency="NAJM", published="2022-10-18T15:00+05:00"),
        article("silent", WIRE, published="2022-10-18T12:00+05:00"),
    )
    assert told["silent"].origin_page_id == "honest"
    assert told["silent"].reason == "printed agency"


def test_an_agency_does_not_outrank_what_was_out_a_week_before() -> None:
    told = stories(
        article("wire", WIRE, outlet="najm", agency="NAJM", published="2022-10-25T12:00+05:00"),
        article("paper", WIRE, published="2022-10-18T12:00+05:00"),
    )
    assert told["wire"].origin_page_id == "paper"
    assert told["wire"].reason == "earliest publication"


def test_of_undated_texts_the_fuller_is_the_origin() -> None:
    told = stories(article("a", f"{FIRST}\n{SECOND}", published=None), article("b", WIRE, published=None))
    assert told["a"].origin_page_id == "b"
    assert told["a"].reason == told["b"].reason == "completeness"


def test_a_day_without_an_hour_counts_as_its_end() -> None:
    told = stories(article("a", WIRE, published="2022-10-18"), article("b", WIRE, published="2022-10-18T23:00+00:00"))
    assert told["a"].origin_page_id == "b"


def test_a_text_that_only_shares_a_passage_is_an_account_of_its_own_in_the_same_story() -> None:
    account = "\n".join((OTHER, *(f"{OTHER} {number}" for number in range(3)), SECOND))
    told = stories(article("a", WIRE), article("b", account, published="2022-10-19"))
    assert told["b"].role == "independent"
    assert told["b"].origin_page_id == "b"
    assert told["b"].id == told["a"].id
    assert [each.page_id for each in told["b"].relatives] == ["a"]
    assert told["b"].relatives[0].of_other == pytest.approx(1 / 3, abs=0.1)


def test_unrelated_texts_are_stories_of_their_own() -> None:
    told = stories(article("a", WIRE), article("b", OTHER), article("c", ""), article("d", "خبر قصير جدا"))
    assert {page: story.id for page, story in told.items()} == {page: page for page in told}
    assert {story.role for story in told.values()} == {"independent"}
    assert {story.reason for story in told.values()} == {"no earlier source"}


PATRONAGE = (
    "برعاية حضرة صاحب السمو أمير البلاد الشيخ مشعل الأحمد الجابر الصباح حفظه الله ورعاه، وبحضور سمو ولي العهد الشيخ"
    " صباح خالد الحمد الصباح حفظه الله ورئيس جمهورية طاجيكستان الصديقة إمام علي رحمان، انطلق مؤتمر «تعزيز التعاون"
    " الدولي في مكافحة الإرهاب وبناء آليات مرنة لأمن الحدود - مرحلة الكويت من عملية دوشنبه»"
)


def test_stock_phrases_make_no_two_texts_related() -> None:
    told = stories(article("a", f"{PATRONAGE}، {FIRST}"), article("b", f"{PATRONAGE}، {OTHER}"))
    assert told["a"].id != told["b"].id
    assert told["a"].passages == told["b"].passages == ()


def test_a_published_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        Lineage().add(article("a", WIRE, published="أمس"))
