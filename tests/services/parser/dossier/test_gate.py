"""The gate passes what a dossier could match, however it is printed, and drops the rest."""

import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.parser.dossier.bytefold import folded_bytes
from services.parser.dossier.enrich import Reading, enrich
from services.parser.dossier.gate import Gate
from services.parser.dossier.load import load_dossier
from services.parser.search_form import fold_letter, folded

ROOT = Path(__file__).parents[4]
DUSHANBE = load_dossier(ROOT / "dossiers" / "dushanbe")
GATE = Gate([DUSHANBE])
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


@pytest.mark.parametrize(
    "printed",
    [
        "مكافحة الإرهاب",
        "مكافحة الارهاب",
        "مكافحة الإرهــــاب",
        "مكافحة الإِرْهَابِ",
        "ﻣﻜﺎﻓﺤﺔ ﺍﻹﺭﻫﺎﺏ",
        "&#1575;&#1604;&#1573;&#1585;&#1607;&#1575;&#1576;",
        '<script type="application/ld+json">{"headline": "\\u0627\\u0644\\u0625\\u0631\\u0647\\u0627\\u0628"}</script>',
        "الإر<b>ها</b>ب",
        "الإر&zwnj;هاب",
        "مدينة دوشـنبه",
        "مدينة (دوشنبيه)",
        "دوشانبه",
        "دو شنبة",
        "الطاجيكية",
        "أمن الحدود",
    ],
)
def test_admits_a_word_of_the_dossier_as_pages_print_it(printed: str) -> None:
    assert GATE.admits(f"<html><body><p>وقال {printed} اليوم</p></body></html>") == {"dushanbe"}


@pytest.mark.parametrize(
    "printed", ["أسعار الذهب اليوم", "", "<html></html>", "\x00\ufffe\U0001f600", "Погода в Москве"]
)
def test_drops_a_page_without_any(printed: str) -> None:
    assert GATE.admits(printed) == frozenset()


def test_every_form_of_an_arabic_letter_and_every_mark_folds_to_the_same_bytes() -> None:
    for letter in map(chr, range(sys.maxunicode + 1)):
        form = fold_letter.__wrapped__(letter)
        if unicodedata.category(letter) not in ("Cn", "Co", "Cs") and all("\u0600" <= one <= "\u06ff" for one in form):
            assert folded_bytes(letter) == folded_bytes(form), hex(ord(letter))


MARKS = st.text("ـًٌَُِّْ\u200c\u200f", max_size=2)


@st.composite
def disguised_words(draw: st.DrawFn) -> str:
    word = draw(st.sampled_from(DUSHANBE.gate))
    return "".join(letter + draw(MARKS) for letter in word)


@given(st.text(LETTERS + " «»،0123", max_size=40), disguised_words(), st.text(max_size=40))
def test_never_drops_a_gate_word(before: str, word: str, after: str) -> None:
    text = before + word + after
    assert any(one in folded(text) for one in DUSHANBE.gate) <= bool(GATE.admits(text))


WORDS = st.sampled_from(
    [
        "عملية",
        "مسار",
        "دوشنبه",
        "دوشانبي",
        "لمكافحة",
        "الإرهاب",
        "وتمويله",
        "مؤتمر",
        "أمن",
        "الحدود",
        "في",
        "الكويت",
        "مرحلة",
        "من",
        "العاصمة",
        "الطاجيكية",
        "إعلان",
        "تعزيز",
        "التعاون",
        "الدولي",
        "آليات",
        "مرنة",
        "طاجيكستان",
        "وقال",
        "المياه",
        "نوفمبر",
        "2024",
    ]
)


@given(st.lists(WORDS, max_size=14))
def test_never_drops_what_the_scorer_keeps(words: list[str]) -> None:
    body = " ".join(words)
    kept = enrich(DUSHANBE, _reading(body)).relevance.level != "off_topic"

    assert not kept or GATE.admits(f"<p>{body}</p>")


def _reading(body: str) -> Reading:
    return Reading(title=None, subtitle=None, summary=None, paragraphs=(body,), body=body, published=None, country=None)
