"""The gate passes what a dossier could match, however it is printed, and drops the rest."""

import itertools
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.search_form import fold_letter, folded
from services.parser.dossier.bytefold import folded_bytes
from services.parser.dossier.enrich import Reading, enrich
from services.parser.dossier.gate import Gate
from services.parser.dossier.load import Dossier, load_dossier

ROOT = Path(__file__).parents[4]
DUSHANBE = load_dossier(ROOT / "dossiers" / "dushanbe")
WATER = load_dossier(ROOT / "dossiers" / "water")
GATE = Gate([DUSHANBE])
BOTH = Gate([DUSHANBE, WATER])
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
        "الإر&#8204;هاب",
        "الإر&#x200C;ها&#xFEFF;ب",
        "&#x627;&#x644;&#x625;&#x631;&#x647;&#x627;&#x628;",
        '<script>{"headline": "\\uFE8D\\uFEDF\\uFE87\\uFEAD\\uFEEB\\uFE8E\\uFE8F"}</script>',
        "مدينة دوشـنبه",
        "مدينة (دوشنبيه)",
        "دوشانبه",
        "دو شنبة",
        "الطاجيكية",
        "أمن الحدود",
    ],
)
def test_admits_a_word_of_the_dossier_as_pages_print_it(printed: str) -> None:
    for page in (f"<html><body><p>وقال {printed} اليوم</p></body></html>", f"<p>{printed}</p>"):
        assert GATE.admits(page) == GATE.admits(page, page.encode()) == {"dushanbe"}


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


MATCHERS = [(DUSHANBE, matcher) for matcher in DUSHANBE.matchers] + [(WATER, matcher) for matcher in WATER.matchers]
BEFORE = ["", "و", "ف", "ب", "ك", "ل", "وب", "فل"]
BETWEEN = st.sampled_from([" ", "  ", " «", "» ", "، ", " - ", "\u00a0", " (", " و "])


@st.composite
def printed_words(draw: st.DrawFn, words: str) -> str:
    """Words of a pattern as a page may print them: particles before them, letters marked and stretched."""
    printed = []
    for word in words.split():
        bare = folded(word.rstrip("*~"))
        definite = bare.startswith("ال") and len(bare) > 3
        particles = draw(st.sampled_from(BEFORE))
        article = draw(st.sampled_from(["", "ال"])) if not definite else ""
        if particles.endswith("ل") and (article or definite):
            bare, article = bare.removeprefix("ال"), "ل"
        printed.append("".join(letter + draw(MARKS) for letter in particles + article + bare))
    return " ".join(printed)


@st.composite
def printed_patterns(draw: st.DrawFn) -> tuple[Dossier, str, str]:
    """A dossier, a pattern of one of its terms, and a text that prints it."""
    dossier, matcher = draw(st.sampled_from(MATCHERS))
    pattern = draw(st.sampled_from(matcher.patterns))
    text = ""
    for alternatives in pattern.needed:
        text += (draw(BETWEEN) if text else "") + draw(printed_words(draw(st.sampled_from(alternatives))))
    return dossier, pattern.source, text


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(printed_patterns(), st.text(LETTERS + " ،", max_size=20))
def test_never_drops_what_the_scorer_keeps(printed: tuple[Dossier, str, str], before: str) -> None:
    dossier, source, text = printed
    body = f"{before}. {text}"
    kept = enrich(dossier, _reading(body)).relevance.level != "off_topic"

    assert not kept or dossier.id in BOTH.admits(f"<p>{body}</p>"), source


@pytest.mark.parametrize("dossier", [DUSHANBE, WATER], ids=lambda dossier: dossier.id)
def test_every_way_of_printing_a_term_holds_a_word_of_the_gate(dossier: Dossier) -> None:
    gate = Gate([dossier])
    for matcher in dossier.matchers:
        for pattern in matcher.patterns:
            for alternatives in zip(*(itertools.cycle(each) for each in pattern.needed), range(40), strict=False):
                text = " ".join(str(words).rstrip("*~") for words in alternatives[:-1])
                assert gate.admits(text), (matcher.entry.id, text)
                assert gate.admits(re.sub(r"(?<!\w)ال", "لل", text)), (matcher.entry.id, text)


def _reading(body: str) -> Reading:
    return Reading(title=None, subtitle=None, summary=None, paragraphs=(body,), body=body, published=None, country=None)
