"""Speech behind a colon, in a headline or in a line of its own."""

import pytest
from dossier_texts import PROCESS, enriched


@pytest.mark.parametrize(
    ("title", "speaker", "verb", "said"),
    [
        ("المشعان: الكويت شريك في منع تنقل الإرهابيين", "hamad-al-mashaan", ":", "الكويت شريك في منع تنقل الإرهابيين"),
        ("انطلاق أعمال المؤتمر.. المشعان: الكويت شريك", "hamad-al-mashaan", ":", "الكويت شريك"),
        ("مسؤول أممي: الحدود أولوية", "مسؤول أممي", ":", "الحدود أولوية"),
        ("الكويت تؤكد أهمية التعاون", "kuwait", "تؤكد", "أهمية التعاون"),
    ],
)
def test_headlines_quote(title: str, speaker: str, verb: str, said: str) -> None:
    quotes = enriched(PROCESS, "وصل حمد المشعان أمس.", title=title).quotes

    assert [(one.speaker, one.verb, one.surface, one.field) for one in quotes] == [(speaker, verb, said, "title")]


def test_a_place_before_a_colon_is_where_a_report_comes_from() -> None:
    assert enriched(PROCESS, title="الكويت: انطلاق المؤتمر الرابع").quotes == ()


def test_lines_that_begin_with_their_speaker_are_speech() -> None:
    lines = (
        "وصل حمد المشعان أمس.",
        "• السفير حمد المشعان: الحدود آمنة تماما هذا العام.",
        "المشعان: نريد أن نكون شركاء في العمل.",
        "• المشعان : الكويت في الطليعة دائما.",
        "البرنامج: كلمة حمد المشعان ثم الغداء والاستراحة",
    )

    assert [(one.speaker, one.surface) for one in enriched(PROCESS, *lines).quotes] == [
        ("hamad-al-mashaan", "الحدود آمنة تماما هذا العام"),
        ("hamad-al-mashaan", "نريد أن نكون شركاء في العمل"),
        ("hamad-al-mashaan", "الكويت في الطليعة دائما"),
    ]


def test_a_headline_may_name_the_outlet_that_was_spoken_to() -> None:
    quotes = enriched(PROCESS, "وصل حمد المشعان أمس.", title="المشعان لـ«الراي»: الحدود آمنة تماما").quotes

    assert [(one.speaker, one.surface) for one in quotes] == [("hamad-al-mashaan", "الحدود آمنة تماما")]


def test_a_line_may_begin_with_an_office_or_with_a_family_name_behind_one() -> None:
    lines = (
        "• وزير الخارجية اليحيا: لا مكان للإرهاب بيننا",
        "سفير طاجيكستان: الحدود آمنة تماما هذا العام",
        "وصل وزير الخارجية عبدالله اليحيا وسفير طاجيكستان زبيد الله زبيدوف أمس.",
    )

    assert [(one.speaker, one.surface) for one in enriched(PROCESS, *lines).quotes] == [
        ("abdullah-al-yahya", "لا مكان للإرهاب بيننا"),
        ("zubaydullo-zubaydov", "الحدود آمنة تماما هذا العام"),
    ]


def test_an_organisation_does_not_say_what_someones_envoy_to_it_does() -> None:
    assert enriched(PROCESS, title="مندوبة البلاد لدى الأمم المتحدة: الحدود آمنة تماما").quotes == ()


def test_headlines_shorten_offices() -> None:
    text = "وصل وزير الخارجية التونسي الطيب البكوش ووزير الداخلية بمملكة النرويج سيغرت هانسن."

    for title, speaker in (
        ("وزير خارجية تونس: الحدود آمنة تماما", "الطيب البكوش"),
        ("وزير داخلية النرويج: الحدود آمنة تماما", "سيغرت هانسن"),
    ):
        assert [one.speaker for one in enriched(PROCESS, text, title=title).quotes] == [speaker]
