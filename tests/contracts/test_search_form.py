"""The search form meets all spellings, and every stretch of it leads back to the print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.search_form import folded, search_form

LETTERS = (
    "ابتةثجحخدذرزسشصضطظعغفقكلمنهويىأإآئؤءـًٌٍَُِّْٰگکی،؛؟«»"
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹0123 \u00a0\t\n\u200c\u200f\u202b\ufeffﻻﷲﻣﺤﻤﺪﺍﻟABcé"
)
TEXTS = st.one_of(st.text(st.sampled_from(LETTERS), max_size=60), st.text(max_size=40))


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("مكافحــــة الإرهــاب", "مكافحه الارهاب"),
        ("مُكَافَحَةُ الإِرْهَابِ", "مكافحه الارهاب"),
        ("ﻣﻜﺎﻓﺤﺔ ﺍﻹﺭﻫﺎﺏ", "مكافحه الارهاب"),
        ("مکافحة الإرهاب", "مكافحه الارهاب"),
        ("مكافحه\u00a0الارهاب", "مكافحه الارهاب"),
        ("\u202bمكافحة \u200fالإرهاب\u202c", "مكافحه الارهاب"),
        ("أإآٱا", "ااااا"),
        ("على علي", "علي علي"),
        ("مسؤول شؤون رئيس", "مسوول شوون رييس"),
        ("القرار ٢٤٦٢ و۲۳۹۶", "القرار 2462 و2396"),
        ("Dushanbe DUSHANBE", "dushanbe dushanbe"),
        ("دوشنبه  \n  الكويت", "دوشنبه الكويت"),
        ("ﷲ", "الله"),
    ],
)
def test_all_spellings_meet(printed: str, plain: str) -> None:
    assert folded(printed) == plain


def test_a_find_leads_back_to_the_print_with_its_marks() -> None:
    printed = "قال إنّ «مُكافَحَـــةَ الإرهابِ» أولوية"
    form = search_form(printed)
    start = form.text.index(folded("مكافحة الإرهاب"))
    first, last = form.printed_span(start, start + len(folded("مكافحة الإرهاب")))
    assert printed[first:last] == "مُكافَحَـــةَ الإرهابِ"


@given(TEXTS)
def test_offsets_ascend_within_the_print(printed: str) -> None:
    form = search_form(printed)
    assert len(form.offsets) == len(form.text) + 1
    assert list(form.offsets) == sorted(form.offsets)
    assert form.offsets[-1] == len(printed)


@given(TEXTS, st.data())
def test_every_stretch_is_found_in_what_it_leads_back_to(printed: str, data: st.DataObject) -> None:
    form = search_form(printed)
    start = data.draw(st.integers(0, len(form.text)))
    end = data.draw(st.integers(start, len(form.text)))
    first, last = form.printed_span(start, end)
    assert form.text[start:end] in folded(printed[first:last])


@pytest.mark.parametrize(
    ("start", "end", "back"),
    [(0, 1, "ﷲ"), (1, 3, "ﷲ"), (1, 5, "ﷲﷲَ"), (4, 8, "ﷲَ"), (7, 9, "ﷲَم"), (8, 9, "م")],
)
def test_a_ligature_is_printed_whole(start: int, end: int, back: str) -> None:
    printed = "ﷲﷲَم"
    first, last = search_form(printed).printed_span(start, end)
    assert printed[first:last] == back


@given(TEXTS)
def test_folding_twice_changes_nothing(printed: str) -> None:
    assert folded(folded(printed)) == folded(printed)
