"""Texts and paragraphs that a line before them gives to whoever speaks."""

import pytest
from dossier_texts import PROCESS, enriched

_GREETING = "أصحاب المعالي والسعادة، السيدات والسادة،"
_SPEECH = ("نلتقي اليوم لأن أحدا لا يقوى وحده على هذا الخطر.", "وقال سلفي إن الحدود لا تحرس نفسها.")


@pytest.mark.parametrize(
    "line",
    [
        "كلمة السفير حمد المشعان في الجلسة الأولى",
        "نص خطاب سعادة السفير حمد المشعان أمام المؤتمر الرابع.",
        "الكلمة الافتتاحية للسيد حمد المشعان، مساعد وزير الخارجية.",
        "كلمة الافتتاح التي ألقاها السفير حمد المشعان",
    ],
)
def test_a_speech_printed_whole_is_its_speakers(line: str) -> None:
    (quote,) = enriched(_GREETING, *_SPEECH, title=line).quotes

    assert (quote.speaker, quote.field, quote.direct) == ("hamad-al-mashaan", "body", True)
    assert quote.surface == "\n".join((_GREETING, *_SPEECH))
    assert line.removeprefix("نص ").startswith(quote.verb)


def test_a_speech_may_be_announced_in_the_text() -> None:
    lines = (
        "أكد السفير حمد المشعان أن الحدود آمنة.",
        "كلمة السفير حمد المشعان في المؤتمر",
        "وهذا نص الكلمة:",
        "«بسم الله الرحمن الرحيم",
        *_SPEECH,
    )

    quotes = enriched(*lines).quotes

    assert [one.speaker for one in quotes] == ["hamad-al-mashaan"] * 2
    assert quotes[0].surface == "أن الحدود آمنة"
    assert quotes[1].surface.startswith("بسم الله الرحمن الرحيم\nنلتقي")
    assert quotes[1].surface.endswith("نفسها.")


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("كلمة السفير حمد المشعان في المؤتمر", "انطلق أمس المؤتمر الرابع لمكافحة الإرهاب."),
        ("استقبل السفير حمد المشعان الوفود", _GREETING),
        ("كلمة في المؤتمر الرابع", _GREETING),
    ],
)
def test_nothing_is_anyones_without_a_greeting_and_who_gives_it(line: str, first: str) -> None:
    assert enriched(first, "حضر حمد المشعان.", title=line).quotes == ()


@pytest.mark.parametrize(
    ("line", "speakers"),
    [
        ("قالت الإعلامية عائشة الرشيد", ["عائشة الرشيد"]),
        ("وصرحت الإعلامية عائشة الرشيد بالآتي:", ["عائشة الرشيد"]),
        ("تحدثت الإعلامية عائشة الرشيد في الديوانية", []),
        ("زارت الإعلامية عائشة الرشيد", []),
    ],
)
def test_a_line_that_says_only_who_speaks_gives_them_the_next_one(line: str, speakers: list[str]) -> None:
    lines = (line, "تستضيف الكويت غدا المؤتمر الرابع.", "ويستمر المؤتمر يومين.")

    quotes = enriched(*lines, PROCESS).quotes

    said = "تستضيف الكويت غدا المؤتمر الرابع"
    assert [(one.speaker, one.surface) for one in quotes] == [(speaker, said) for speaker in speakers]


def test_a_title_that_says_only_who_speaks_gives_them_the_first_paragraph() -> None:
    quotes = enriched("الحدود آمنة تماما هذا العام.", title="قال السفير حمد المشعان").quotes

    assert [(one.speaker, one.verb, one.surface, one.field) for one in quotes] == [
        ("hamad-al-mashaan", "قال", "الحدود آمنة تماما هذا العام", "body")
    ]
