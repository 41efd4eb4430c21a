"""Resolutions are found by number and year, declarations by name and phase."""

import pytest
from dossier_texts import PROCESS, enriched


def _cited(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(one.id, one.number, one.year) for one in enriched(PROCESS, text).documents]


@pytest.mark.parametrize(
    "printed",
    [
        "القرار رقم 2462",
        "القرار 2462 (2019)",
        "قرار مجلس الأمن الدولي (2462)",
        "لقرار مجلس الأمن رقم 2462 (2019م)",
        "القرار ٢٤٦٢ لسنة ٢٠١٩",
    ],
)
def test_a_listed_resolution_has_number_and_year(printed: str) -> None:
    assert _cited(f"أيد الوفد {printed} تأييدا تاما.") == [("security-council-resolution-2462", 2462, 2019)]


def test_several_resolutions_after_one_word() -> None:
    assert [number for _, number, _ in _cited("استنادا إلى قراري مجلس الأمن 2178 و2396 بشأن المقاتلين.")] == [
        2178,
        2396,
    ]


def test_an_unlisted_resolution_is_known_by_its_form_and_a_year_is_none() -> None:
    assert _cited("نص القرار رقم 2734 على ذلك.") == [("resolution-2734", 2734, None)]
    assert _cited("صدر القرار في عام 2016 عن المجلس.") == []


def test_a_declaration_belongs_to_the_main_phase() -> None:
    assert ("kuwait-declaration-2024", None, 2024) in _cited("اعتمدت مرحلة الكويت «إعلان الكويت» لأمن الحدود.")
    assert ("dushanbe-declaration-2019", None, 2019) in _cited(
        "عقد مؤتمر دوشنبه في 16-17 مايو 2019 واعتمد إعلان دوشنبه."
    )


def test_strategies_and_conventions_by_name() -> None:
    cited = _cited("تنفيذا لإستراتيجية الأمم المتحدة العالمية لمكافحة الإرهاب وميثاق الأمم المتحدة.")

    assert {one[0] for one in cited} == {
        "united-nations-global-counter-terrorism-strategy",
        "charter-of-the-united-nations",
    }


def test_resolutions_of_the_general_assembly_have_session_and_number() -> None:
    assert _cited("أنشئ المكتب بموجب قرار الجمعية العامة 71/291.") == [
        ("general-assembly-resolution-71-291", None, 2017)
    ]


def test_each_resolution_is_cited_from_its_own_word_on() -> None:
    documents = enriched(PROCESS, "التزم المجلس بقرار مجلس الأمن 1373 (2001) والقرار رقم 2462 لسنة 2019.").documents

    assert [mention.surface for one in documents for mention in one.mentions] == [
        "بقرار مجلس الأمن 1373 (2001)",
        "والقرار رقم 2462 لسنة 2019",
    ]
