"""«البيان» speaks for who issued it."""

import pytest
from dossier_texts import speakers_in

_GOES_ON = "وأضاف البيان أن العمل مستمر."


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("قالت وزارة الداخلية الكويتية في بيان إن الأمر مهم.", "وزارة الداخلية الكويتية"),
        ("قال الوزير حمد المشعان في بيان صحفي إن الأمر مهم.", "hamad-al-mashaan"),
        ("وجاء في بيان لجهاز حماية الحدود أن الأمر مهم.", "جهاز حماية الحدود"),
        ("وكان بيان للخارجية المغربية، الاثنين، قد ذكر أن الأمر مهم.", "الخارجية المغربية"),
        ("وقالت الخارجية الروسية في بيانها إن الأمر مهم.", "الخارجية الروسية"),
        ("وجاء في بيان لوكالة أمن الحدود أن الأمر مهم.", "وكالة أمن الحدود"),
        ("وأفاد بيان الديوان الملكي بأن الأمر مهم.", "الديوان الملكي"),
        ("وأصدرت وزارة الدفاع بيانا أكدت فيه أن الأمر مهم.", "وزارة الدفاع"),
        ("وأعلنت سفارة جمهورية طاجيكستان في بيان أن الأمر مهم.", "سفارة جمهورية طاجيكستان"),
        ("أفادت وزارة الخارجية الكويتية بأن الأمر مهم.", "وزارة الخارجية الكويتية"),
        ("وجاء في بيان أصدرته خدمة العمل الخارجي أن الأمر مهم.", "خدمة العمل الخارجي"),
    ],
)
def test_a_statement_speaks_for_who_issued_it(text: str, issuer: str) -> None:
    assert speakers_in(f"{text} {_GOES_ON}") == [issuer, issuer]


def test_what_is_told_by_a_statement_is_told_by_who_issued_it() -> None:
    text = "قالت وزارة الداخلية في بيان إن الأمر مهم. وبحسب البيان، بدأت الجلسات صباح اليوم."

    assert speakers_in(text) == ["وزارة الداخلية", "وزارة الداخلية"]


def test_who_issues_a_statement_need_not_have_spoken() -> None:
    assert speakers_in(f"وأصدرت وزارة الدفاع أمس بيانا. {_GOES_ON}") == ["وزارة الدفاع"]


@pytest.mark.parametrize("first", ["ذكرت وكالة الأنباء أن الأمر مهم.", "قال حمد المشعان إن الأمر مهم."])
def test_whom_others_or_people_tell_of_is_not_led_back(first: str) -> None:
    assert speakers_in(f"{first} {_GOES_ON}")[1:] == ["البيان"]


def test_who_issued_a_statement_goes_on_behind_it() -> None:
    text = "وجاء في بيان أصدرته الدائرة الإعلامية لرئاسة الجمهورية أن الأمر مهم. وتابعت أن العمل مستمر."

    assert speakers_in(text) == ["الدائرة الإعلامية لرئاسة الجمهورية"] * 2


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("صدر بيان مشترك عن الجانبين.", "البيان"),
        ("وأصدر المشاركون البيان الختامي أمس.", "البيان"),
        ("أفادت وزارة الخارجية بذلك. وصدر بيان مشترك عن الجانبين.", "البيان"),
        ("وصدر بيان للصحافة أمس.", "البيان"),
        ("وصدر بيان لوكالة الأنباء أمس.", "البيان"),
        ("عقد المؤتمر أمس.", "البيان"),
    ],
)
def test_a_statement_of_nobody_or_of_several_speaks_as_printed(text: str, speaker: str) -> None:
    assert speakers_in(f"{text} {_GOES_ON}") == [speaker]
