"""The level of an article follows its subject, and neighbours of the process do not pass for it."""

import pytest
from dossier_texts import DUSHANBE, WATER, enriched, reading

from services.parser.dossier.enrich import enrich

CITIES = ["دوشنبه", "دوشانبه", "دوشانبي", "دوشنبيه", "دوشنبة", "دوشـــنبه", "دو شنبة", "دوشمبه"]


@pytest.mark.parametrize("city", CITIES)
def test_the_process_is_core_in_every_spelling_of_the_city(city: str) -> None:
    found = enriched(f"بحث الوفدان سبل دعم عملية {city} لمكافحة الإرهاب وتمويله.")

    assert found.relevance.level == "core"


@pytest.mark.parametrize(
    "text",
    [
        "رحب الحاضرون بمسار دوشنبه لمكافحة الإرهاب.",
        "وتأتي الخطوة ضمن «عملية مكافحة الإرهاب وتمويله» في دوشنبه بمشاركة وفود المؤتمر.",
        "أعلن المنظمون أن مرحلة الكويت من عملية دوشانبي تبدأ غدا.",
        "انطلق في العاصمة الطاجيكية مؤتمر دولي عن مكافحة الإرهاب.",
        "تبدأ بالكويت أعمال مؤتمر مكافحة الإرهاب وبناء آليات مرنة لأمن الحدود.",
        "قال فورونكوف إن الكويت استضافت مؤتمرا دوليا لمكافحة الإرهاب نجح بدعم مكتب الأمم المتحدة لمكافحة الإرهاب.",
    ],
)
def test_other_ways_of_naming_it_are_core_too(text: str) -> None:
    assert enriched(text).relevance.level == "core"


@pytest.mark.parametrize(
    "text",
    [
        "ناقشت عملية دوشنبه للمياه تمويل مشروعات الري، ودان المشاركون الإرهاب.",
        "عقدت منظمة شنغهاي للتعاون قمتها في دوشنبه وبحثت مكافحة الإرهاب.",
        "استضافت دوشنبه المؤتمر الثالث لرابطة الدول المستقلة لمكافحة الإرهاب والتطرف.",
        "بحث مجلس منظمة معاهدة الأمن الجماعي في دوشنبه أمن الحدود مع أفغانستان ومكافحة الإرهاب.",
        "استضافت دوشنبه مؤتمر «قلب آسيا - عملية اسطنبول» وتحدث الوزراء عن مكافحة الإرهاب.",
        "شاركت سبعون دولة في مؤتمر التحالف الدولي ضد داعش في الكويت لمكافحة الإرهاب.",
        "استضافت الكويت اجتماع خبراء المنتدى العالمي لمكافحة الإرهاب.",
        "أحبطت القوات على حدود طاجيكستان هجوما، وقالت إنها نفذت عملية لمكافحة الإرهاب قتل فيها مسلحان.",
        "يوم دوشنبه هوا بارانی است",
        "أعلن وزير الداخلية في مؤتمر صحفي بالكويت توقيف خلية ومكافحة الإرهاب مستمرة.",
    ],
)
def test_neighbours_of_the_process_are_neither_core_nor_mention(text: str) -> None:
    assert enriched(text).relevance.level in ("related", "off_topic")


def test_what_is_named_only_late_is_a_mention() -> None:
    opening = "تناولت الزيارة الرسمية ملفات الاقتصاد والنقل والتعليم والصحة. " * 12

    found = enriched(opening, "وذكر بيان أن عملية دوشنبه لمكافحة الإرهاب وتمويله نوقشت عرضا.")

    assert found.relevance.level == "mention"


def test_what_is_named_on_the_sidelines_is_a_mention() -> None:
    found = enriched("التقى الوزيران على هامش المؤتمر الدولي لمكافحة الإرهاب ومصادر تمويله في دوشنبه.")

    assert found.relevance.level == "mention"


def test_what_is_told_of_an_earlier_year_is_a_mention() -> None:
    found = enriched("تتعاون الدولتان في ملفات، ففي العام الماضي عقد مؤتمر دوشنبه الدولي عن مكافحة الإرهاب وتمويله.")

    assert found.relevance.level == "mention"


def test_the_weights_of_the_evidence_add_up_to_the_score() -> None:
    relevance = enriched("انطلق في دوشنبه مؤتمر عن مكافحة الإرهاب. وحضره فريق العمل المالي.").relevance

    assert any(one.weight < 0 for one in relevance.evidence)
    assert relevance.score == pytest.approx(sum(one.weight for one in relevance.evidence))


def test_two_dossiers_see_the_same_page_each_in_its_way() -> None:
    page = reading(
        "اختتم في دوشنبه المؤتمر الثالث حول العقد الدولي للعمل «الماء من أجل التنمية المستدامة» 10-13 يونيو 2024."
    )

    assert enrich(WATER, page).relevance.level == "core"
    assert [phase.id for phase in enrich(WATER, page).phases] == ["dushanbe-water-2024"]
    assert enrich(DUSHANBE, page).relevance.level == "off_topic"
