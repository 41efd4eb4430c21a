"""A phase is told by title, name, declaration, days with the place, or year; else by the publication date."""

import pytest
from dossier_texts import enriched


@pytest.mark.parametrize(
    ("text", "phase", "method"),
    [
        (
            "عقد في دوشنبه المؤتمر الدولي لمكافحة الإرهاب ومنع التطرف العنيف.",
            "dushanbe-2018",
            "title",
        ),
        (
            "بحث مؤتمر دوشنبه مكافحة الإرهاب وتمويله عن طريق الاتجار غير المشروع بالمخدرات.",
            "dushanbe-2019",
            "title",
        ),
        ("استضافت العاصمة الطاجيكية دوشنبه مؤتمر مكافحة الإرهاب يومي 16 و17 مايو الجاري.", "dushanbe-2019", "days"),
        (
            "استضافت دوشنبه مؤتمر التعاون في الأمن الحدودي ومكافحة الإرهاب ومنع حركة الإرهابيين.",
            "dushanbe-2022",
            "title",
        ),
        ("استضافت دوشنبه مؤتمر مكافحة الإرهاب في 18 أكتوبر/تشرين الأول 2022.", "dushanbe-2022", "days"),
        ("استضافت طاجيكستان مؤتمرا عن مكافحة الإرهاب في دوشنبه في أيار/مايو 2019.", "dushanbe-2019", "month"),
        ("استضافت دوشنبه مؤتمر مكافحة الإرهاب عام 2018.", "dushanbe-2018", "year"),
        ("تبدأ مرحلة الكويت من عملية دوشنبه لمكافحة الإرهاب.", "kuwait-2024", "name"),
        ("وتدفع محطة الكويت عملية دوشنبه لمكافحة الإرهاب قدما.", "kuwait-2024", "name"),
        (
            "تابعت الدول بعد المؤتمر تنفيذ «إعلان الكويت» الخاص بعملية دوشنبه لمكافحة الإرهاب.",
            "kuwait-2024",
            "declaration",
        ),
        ("يومي 4 و5 نونبر يعقد بالكويت مؤتمر عملية دوشانبيه لمكافحة الإرهاب.", "kuwait-2024", "days"),
        ("افتتح مؤتمر مكافحة الإرهاب في دوشنبه يوم 18 أكتوبر.", "dushanbe-2022", "day"),
        ("افتتح المؤتمر الثالث لمكافحة الإرهاب في دوشنبه بعد اجتماع يوم 17 مايو.", "dushanbe-2022", "ordinal"),
        ("وصل وزير خارجية طاجيكستان إلى الكويت للمشاركة في مؤتمر مكافحة الإرهاب.", "kuwait-2024", "hint"),
        ("مؤتمر مسار دوشنبه لمكافحة الإرهاب الذي سيقام في الكويت يومي 3 و4 من الشهر.", "kuwait-2024", "hint"),
        ("عملية دوشنبه لمكافحة الإرهاب. ورأى السفير أن انتقال مؤتمر دوشنبه إلى الكويت مهم.", "kuwait-2024", "hint"),
        ("افتتح ولي العهد الكويتي مؤتمر مكافحة الإرهاب الرابع.", "kuwait-2024", "ordinal"),
    ],
)
def test_the_phase_and_how_it_is_told(text: str, phase: str, method: str) -> None:
    assert [(one.id, one.method) for one in enriched(text).phases if one.main] == [(phase, method)]


def test_phases_that_are_recounted_stand_beside_the_main_one() -> None:
    phases = enriched(
        "تعقد مرحلة الكويت من عملية دوشنبه لمكافحة الإرهاب، بعد مؤتمرات دوشنبه أعوام 2018 و2019 و2022."
    ).phases

    assert {phase.id for phase in phases} == {"dushanbe-2018", "dushanbe-2019", "dushanbe-2022", "kuwait-2024"}
    assert [phase.id for phase in phases if phase.main] == ["kuwait-2024"]


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        (
            "اختتم في عاصمة طاجيكستان مؤتمر دولي عن أمن الحدود ومكافحة الإرهاب، "
            "وهو ثالث لقاء منذ إطلاق عملية دوشنبه عام 2018.",
            "dushanbe-2022",
        ),
        (
            "تبدأ في الكويت الحلقة الرابعة من مسار دوشنبه لمكافحة الإرهاب، وكان المؤتمر السابق عام 2022 في طاجيكستان.",
            "kuwait-2024",
        ),
        (
            "أوصى مؤتمر دوشنبه لمكافحة الإرهاب ومصادر تمويله من تجارة المخدرات بتبادل القوائم، بعد مؤتمر أيار 2018.",
            "dushanbe-2019",
        ),
    ],
)
def test_an_earlier_year_that_is_recounted_is_not_the_main_phase(text: str, phase: str) -> None:
    assert [one.id for one in enriched(text).phases if one.main] == [phase]


def test_what_comes_next_is_no_phase_that_was() -> None:
    phases = enriched(
        "تستعد طاجيكستان للمؤتمر الدولي الخامس ضمن عملية دوشنبه لمكافحة الإرهاب، بعد مؤتمر الكويت في نوفمبر 2024."
    ).phases

    assert [(phase.id, phase.method) for phase in phases if phase.main] == [("after-kuwait", "name")]
    assert {phase.id for phase in phases} == {"kuwait-2024", "after-kuwait"}


def test_half_a_title_does_not_outweigh_the_days() -> None:
    phases = enriched(
        "استضافت دوشنبه مؤتمر مكافحة الإرهاب يومي 16 و17 مايو الجاري بحضور سفير الكويت، "
        "ودعا المؤتمر إلى تعزيز التعاون الدولي لمكافحة الإرهاب."
    ).phases

    assert [phase.id for phase in phases if phase.main] == ["dushanbe-2019"]


def test_the_publication_date_decides_where_nothing_else_does() -> None:
    text = "انطلق في دوشنبه مؤتمر دولي عن مكافحة الإرهاب."

    assert [(one.id, one.method) for one in enriched(text, published="2022-10-18").phases] == [
        ("dushanbe-2022", "published")
    ]
    assert enriched(text, published="2021-02-01").phases == ()
    assert enriched(text).phases == ()


def test_days_without_a_year_are_not_of_a_phase_long_past() -> None:
    text = "استضافت دوشنبه مؤتمر مكافحة الإرهاب يومي 16 و17 مايو الجاري."

    assert [phase.id for phase in enriched(text, published="2019-05-20").phases] == ["dushanbe-2019"]
    assert enriched(text, published="2023-05-20").phases == ()


def test_neighbours_have_no_phase() -> None:
    assert (
        enriched("عقدت منظمة شنغهاي للتعاون قمتها في دوشنبه يومي 16 و17 سبتمبر 2021 وبحثت مكافحة الإرهاب.").phases == ()
    )


@pytest.mark.parametrize(
    ("text", "published", "method"),
    [
        ("افتتح مؤتمر مكافحة الإرهاب في دوشنبه يوم 18 أكتوبر.", "2022-10-19", "days"),
        ("افتتح مؤتمر مكافحة الإرهاب في دوشنبه يوم 18 أكتوبر.", "2022-10", "days"),
    ],
)
def test_a_date_without_a_year_counts_close_to_the_phase(text: str, published: str, method: str) -> None:
    assert [(one.id, one.method) for one in enriched(text, published=published).phases] == [("dushanbe-2022", method)]


def test_a_date_without_a_year_says_nothing_years_later() -> None:
    text = "افتتح مؤتمر مكافحة الإرهاب في دوشنبه يوم 18 أكتوبر."

    assert enriched(text, published="2026-10-18").phases == ()


def test_the_year_of_a_resolution_points_to_no_phase() -> None:
    assert enriched("في عملية دوشنبه لمكافحة الإرهاب ذكر القرار 2462 (2019) والقرار 2482 لسنة 2019.").phases == ()
