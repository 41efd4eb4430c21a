"""Accounts without a verb of speech: بحسب, وفقا ل."""

import pytest
from dossier_texts import PROCESS, enriched, quoted, speakers_in


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("وبحسب مصدر رسمي، تبدأ الجلسات غدا صباحا.", ("مصدر رسمي", "بحسب", "تبدأ الجلسات غدا صباحا")),
        (
            "ووفق بيان الخارجية الكويتية يأتي اللقاء بعد عامين.",
            ("بيان الخارجية الكويتية", "وفق", "يأتي اللقاء بعد عامين"),
        ),
        ("ووفقا لوكالة الأنباء (كونا)، تبدأ الجلسات غدا.", ("وكالة الأنباء", "وفقا ل", "تبدأ الجلسات غدا")),
        ("ووفقا للبيان، تبدأ الجلسات غدا صباحا.", ("البيان", "وفقا ل", "تبدأ الجلسات غدا صباحا")),
        ("وبحسب السفير حمد المشعان، تبدأ الجلسات غدا.", ("hamad-al-mashaan", "بحسب", "تبدأ الجلسات غدا")),
        ("تبدأ الجلسات غدا، بحسب مصدر رسمي.", ("مصدر رسمي", "بحسب", "تبدأ الجلسات غدا")),
        (
            "وتبدأ، بحسب مصدر رسمي، جلسات اليوم الثاني.",
            ("مصدر رسمي", "بحسب", "وتبدأ، بحسب مصدر رسمي، جلسات اليوم الثاني"),
        ),
    ],
)
def test_by_whose_account(text: str, quote: tuple[str, str, str]) -> None:
    assert [(one.speaker, one.verb, one.surface) for one in enriched(PROCESS, text).quotes] == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "وسار الوفد بحسب الخطة المعدة للزيارة.",
        "ووفق الطريقة نفسها تبدأ الجلسات غدا.",
        "وبحسب ما تيسر من وقت تبدأ الجلسات.",
    ],
)
def test_by_something_is_nobodys_account(text: str) -> None:
    assert quoted(text) == []


def test_an_office_tells_as_its_holder() -> None:
    assert speakers_in("وصل نائب الوزير سالم الحمداني. وبحسب نائب الوزير، تبدأ الجلسات غدا.") == ["سالم الحمداني"]
