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
        ("وأكد حمد المشعان أهمية تبادل الخبرات.", ("hamad-al-mashaan", False, "أهمية تبادل الخبرات")),
        (
            "وأكد ممثل أمير الكويت الشيخ مشعل الأحمد، ولي العهد الشيخ صباح الخالد، أن الأمن مشترك.",
            ("sabah-al-khaled-al-sabah", False, "أن الأمن مشترك"),
        ),
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


def test_a_speech_ends_where_someone_else_begins_to_speak() -> None:
    quotes = _quotes("قال حمد المشعان إن الأمر مهم، فيما أكد فلاديمير فورونكوف أن العمل مستمر.")

    assert [(speaker, surface) for speaker, _, surface in quotes] == [
        ("hamad-al-mashaan", "إن الأمر مهم"),
        ("vladimir-voronkov", "أن العمل مستمر"),
    ]


def test_titles_in_quotation_marks_are_no_speech() -> None:
    text = "وشارك حمد المشعان في المؤتمر، وقال إنه عقد في العاصمة تحت عنوان «التعاون الدولي في أمن الحدود»."

    assert [direct for _, direct, _ in _quotes(text)] == [False]


def test_who_speaks_first_goes_on_speaking_though_others_are_named() -> None:
    quotes = _quotes("تحدثت المديرة، وقالت الدكتورة مريم الهاشمي في حضور فلاديمير فورونكوف. وأضافت أن الأمر مهم.")

    assert quotes == [("مريم الهاشمي", False, "أن الأمر مهم")]


@pytest.mark.parametrize(
    "text",
    [
        "وأكد حمد المشعان على هامش الاجتماع.",
        "تحدث حمد المشعان مطولا، مما يؤكد أهمية الأمر.",
        "جرت محادثات حمد المشعان بين الجانبين بعد أن وصل الوفد.",
    ],
)
def test_prepositions_open_no_speech(text: str) -> None:
    assert _quotes(text) == []


def test_who_tells_what_another_said_is_quoted_with_it_whole() -> None:
    quotes = _quotes("ذكر حمد المشعان أن الوكيل فلاديمير فورونكوف، قال إن العمل مستمر.")

    assert [(speaker, surface) for speaker, _, surface in quotes] == [
        ("hamad-al-mashaan", "أن الوكيل فلاديمير فورونكوف، قال إن العمل مستمر"),
        ("vladimir-voronkov", "إن العمل مستمر"),
    ]


def test_a_name_in_straight_signs_does_not_end_what_is_quoted_in_them() -> None:
    quotes = _quotes('قال حمد المشعان "إن الهجمات من وجوه "الحرب الهجينة" اليوم". ثم غادر.')

    assert quotes == [("hamad-al-mashaan", True, 'إن الهجمات من وجوه "الحرب الهجينة')]


def test_a_sign_that_closes_opens_no_speech() -> None:
    quotes = _quotes(
        'قال حمد المشعان "إن الوفود وصلت ولا خلاف بينها وبين أهلها". أما الحدود فذكر الوزير "إنها آمنة ليلا ونهارا".'
    )

    assert [surface for _, _, surface in quotes] == [
        "إن الوفود وصلت ولا خلاف بينها وبين أهلها",
        "إنها آمنة ليلا ونهارا",
    ]
