"""Speech is tied to its speaker, direct in quotation marks, reported behind «أن»."""

import pytest
from dossier_texts import enriched

PROCESS = "عملية دوشنبه لمكافحة الإرهاب."


def _quotes(text: str) -> list[tuple[str, bool, str]]:
    return [(quote.speaker, quote.direct, quote.surface) for quote in enriched(PROCESS, text).quotes]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("وقال فلاديمير فورونكوف إن النتائج واضحة.", ("vladimir-voronkov", False, "إن النتائج واضحة")),
        ("وقال فلاديمير فورونكوف: «النتائج واضحة لنا جميعا».", ("vladimir-voronkov", True, "النتائج واضحة لنا جميعا")),
        ("وأعرب عبدالله اليحيا عن شكره للوفود.", ("abdullah-al-yahya", False, "عن شكره للوفود")),
        ("وأكد رئيس طاجيكستان إمام علي رحمان أن الأمن مشترك.", ("emomali-rahmon", False, "أن الأمن مشترك")),
        ("وأكدت الكويت أن الأمن مشترك.", ("kuwait", False, "أن الأمن مشترك")),
        ("وقال الدكتور ياسر العنزي إن الوفد وصل.", ("ياسر العنزي", False, "إن الوفد وصل")),
    ],
)
def test_who_said_what(text: str, quote: tuple[str, bool, str]) -> None:
    assert _quotes(text) == [quote]


def test_a_participle_goes_on_with_the_same_speaker() -> None:
    quotes = _quotes("قال حمد المشعان إن البلدين صديقان، مشيرا إلى أن اللجنة ستجتمع.")

    assert quotes == [
        ("hamad-al-mashaan", False, "إن البلدين صديقان"),
        ("hamad-al-mashaan", False, "إلى أن اللجنة ستجتمع"),
    ]


def test_an_office_speaks_as_the_person_whom_the_article_names_with_it() -> None:
    quotes = _quotes("وصل رئيس طاجيكستان إمام علي رحمان. وقال رئيس طاجيكستان إن الحدود آمنة.")

    assert [speaker for speaker, _, _ in quotes] == ["emomali-rahmon"]


def test_titles_in_quotation_marks_are_no_speech() -> None:
    assert _quotes("أشاد حمد المشعان بالمؤتمر الذي عقد في العاصمة تحت عنوان «التعاون الدولي في أمن الحدود».") == []
