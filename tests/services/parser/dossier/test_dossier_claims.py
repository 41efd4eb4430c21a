"""Figures come out as stated, in digits and in words, each with its kind."""

import pytest
from dossier_texts import enriched

from contracts.search_form import folded
from services.parser.dossier.numerals import numbers_in, ordinals_in


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("450", 450),
        ("٤٥٠", 450),
        ("1,500", 1500),
        ("خمسين", 50),
        ("خمسون", 50),
        ("سبع وعشرين", 27),
        ("سبعا وعشرين", 27),
        ("سبعة وعشرون", 27),
        ("اثنتين وتسعين", 92),
        ("أحد عشر", 11),
        ("ثلاث عشرة", 13),
        ("مائة وخمس عشرة", 115),
        ("أربعمئة وخمسين", 450),
        ("ألف", 1000),
        ("ثلاثة آلاف وخمسمئة", 3500),
        ("3 ملايين", 3_000_000),
        ("ألفين وخمسمئة", 2500),
        ("مليوني", 2_000_000),
        ("نصف مليون", 500_000),
        ("مليون ونصف المليون", 1_500_000),
        ("3 ملايين ونصف المليون", 3_500_000),
    ],
)
def test_a_number_has_its_value(printed: str, value: float) -> None:
    assert [number.value for number in numbers_in(folded(f"حضر {printed} منهم"))] == [value]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("الرابع", 4),
        ("الرابعة", 4),
        ("الحادي عشر", 11),
        ("الثامن والعشرين", 28),
        ("الحادي والعشرون", 21),
        ("الـ42", 42),
        ("الـ 79", 79),
    ],
)
def test_an_ordinal_has_its_value(printed: str, value: int) -> None:
    assert [number.value for number in ordinals_in(folded(f"الاجتماع {printed} للجنة"))] == [value]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("يحضر أكثر من 450 مشاركا", "participants", 450),
        ("بينهم 33 وزيراً", "ministers", 33),
        ("33 منهم وزراء من الدول الأعضاء", "ministers", 33),
        ("وفود 92 دولة", "states", 92),
        ("ممثلو خمسين دولة", "states", 50),
        ("حوالي 50 بلدا", "states", 50),
        ("و23 منظمة دولية وإقليمية", "international_orgs", 23),
        ("وسبع وعشرين منظمة دولية", "international_orgs", 27),
        ("و13 منظمة من المجتمع المدني", "civil_society", 13),
        ("يحضر 450 شخصا بينهم وزراء", "participants", 450),
        ("على مدى يومين", "days", 2),
        ("المؤتمر الرفيع المستوى الرابع", "session_ordinal", 4),
        ("النسخة الرابعة", "session_ordinal", 4),
        ("يمثل المرحلة الرابعة من عملية «دوشانبه»", "session_ordinal", 4),
        ("الاجتماع الـ42 للوزراء", "session_ordinal", 42),
        ("الوزراء في لقائهم الـ33", "session_ordinal", 33),
        ("افتتاح مؤتمر «التعاون بين الأجهزة في أمن الحدود» الرابع", "session_ordinal", 4),
        ("بكلفة 3 ملايين دولار", "money", 3_000_000),
        ("تبرعت بمليوني دولار", "money", 2_000_000),
        ("تبرعت بنصف مليون دولار", "money", 500_000),
        ("حضره ألفا مندوب", "participants", 2000),
        ("حضره 20 ألفا مندوب", "participants", 20_000),
        ("وحضور 450 من كبار المسؤولين", "participants", 450),
        ("بمشاركة نحو 900 شخص", "participants", 900),
        ("وعودة 300 شخص", "people", 300),
        ("وهو رابع مؤتمر", "session_ordinal", 4),
        ("وهو ثالث حدث رفيع", "session_ordinal", 3),
        ("وعقدا حوارهما الأول", "session_ordinal", 1),
        ("ومعلومات عن 60 منظمة إرهابية", "terrorist_groups", 60),
        ("حضر أربعة وعشرون ضابطا", "participants", 24),
        ("الدورة 42 للمجلس", "session_ordinal", 42),
        ("الدورة (48) للمجلس", "session_ordinal", 48),
        ("الاجتماع العام رقم (26) للمجموعة", "session_ordinal", 26),
        ("الاجتماع العام (25) للمجموعة", "session_ordinal", 25),
        ("ويشارك (110) متخصصين من الدول", "participants", 110),
        ("الاجتماع 23 للمجلس", "session_ordinal", 23),
        ("الاجتماع 23 الذي عقده السفراء", "session_ordinal", 23),
        ("«المؤتمر العربي 23»", "session_ordinal", 23),
        ("النسخة الثالثة من منتدى القاهرة", "session_ordinal", 3),
        ("المؤتمر الـ (45) للقادة", "session_ordinal", 45),
        ("الجلسة الـ33 لمجلس الهيئة", "session_ordinal", 33),
        ("الجولة الرابعة من الحوار", "session_ordinal", 4),
        ("لجنة المشاورات السياسية الأولى", "session_ordinal", 1),
        ("الأسبوع الثالث لمكافحة الإرهاب", "session_ordinal", 3),
        ("أسبوع الأمم المتحدة الثالث لمكافحة الإرهاب", "session_ordinal", 3),
        ("اجتماع وزراء داخلية دول مجلس التعاون الخليجي التاسع والعشرين", "session_ordinal", 29),
        ("حضر ممثلون لخمسين دولة", "states", 50),
        ("وفود لثلاث وأربعين دولة", "states", 43),
        ("من بين 115 دولة وجهت إليها الدعوة", "states_invited", 115),
        ("تستضيف المدينة المؤتمر العربي السادس والعشرين", "session_ordinal", 26),
        ("انطلق مؤتمر دولي ثالث في المدينة", "session_ordinal", 3),
        ("الملتقى الثالث عشر للقادة", "session_ordinal", 13),
        ("الحلقة الرابعة من مسار دوشنبه", "session_ordinal", 4),
        ("وهو رابع نسخها", "session_ordinal", 4),
        ("وبلغ عدد المشاركين 450، ثم انصرفوا", "participants", 450),
        ("وفاق عدد الحاضرين 380 شخصا", "participants", 380),
        ("وأقبل عليه ما يفوق 380 شخص فيهم خبراء كثر", "participants", 380),
        ("وقبل ذلك بيوم قتل 12 شخصا بينهم نساء", "people", 12),
        ("وأعلن القبض على 12 شخصا منهم نساء", "people", 12),
        ("أما المشاركون فزادوا على 450 كلهم من أهل الخبرة", "participants", 450),
        ("ومن المجتمع المدني 13 منظمة", "civil_society", 13),
        ("ثم يقطع الملخص: و13 منظمة من المجت", "civil_society", 13),
        ("ومعهم 5 ممثلين لمنظمات إقليمية", "international_orgs", 5),
        ("وللبلاد حدود طويلة مع ست دول", "neighbouring_states", 6),
        ("وحاربت البلاد إرهابيين قدموا إليها من 80 دولة", "states_of_origin", 80),
        ("والمنظمة التي تضم 57 دولة", "member_states", 57),
        ("والبلدان الحاضرة تتوزع على 15 دولة إفريقية", "states_among_them", 15),
        ("ومعهم 35 جهة مانحة", "donors", 35),
        ("حضره 70 دولة ومنظمات إقليمية كثيرة", "states", 70),
        ("ومن أصل 84 دولة عضو", "member_states", 84),
        ("وتدارست الجولة، وهي الثانية لهذه المنطقة، أمن الحدود", "session_ordinal", 2),
        ("وحضره نحو 76 دولة ومنظمة دولية", "states_and_organisations", 76),
        ("وسيقاس الأثر في نيويورك خلال عامين", "next_conference", 2),
        ("والمؤتمر المقبل سيعقد بعد عامين", "next_conference", 2),
        ("وبلغ عدد الدول المشاركة 92، منها المضيفة", "states", 92),
        ("وبلغ المشاركون فيه أكثر من 450 من أرفع المستويات", "participants", 450),
        ("هذه النسخة من المؤتمر هي الرابعة", "session_ordinal", 4),
        ("تشارك الوفود في لقائها هذا، وفي الاجتماع، وهو السادس", "session_ordinal", 6),
        ("عقد البلدان جولة المشاورات السياسية السنوية السابعة", "session_ordinal", 7),
        ("الجولة الثامنة من المشاورات السياسية", "session_ordinal", 8),
        ("ودرست هذه الجولة، وهي الثانية في عام، أمن الحدود", "session_ordinal", 2),
        ("في اجتماعه الوزاري الخامس", "session_ordinal", 5),
        ("أعمال الجلسة 14 للجنة", "session_ordinal", 14),
        ("وهي ثالث مناسبة رفيعة المستوى", "session_ordinal", 3),
        ("وهو اجتماع وزاري تاسع", "session_ordinal", 9),
        ("بمشاركة ممثلي 15 هيئة ومنظمة دولية", "international_orgs", 15),
        ("حضره 14 رئيس دولة", "heads_of_state", 14),
        ("بمشاركة ستين وفدا", "delegations", 60),
        ("وكان التركيز في هذا الاجتماع، الثالث عشر، على الحدود", "session_ordinal", 13),
        ("ويحضره 200 من أهل السياسة", "participants", 200),
        ("بمشاركة 200 عالم ومفكر", "participants", 200),
        ("الدورة الـ83 للجمعية العامة لمنظمة الشرطة", "session_ordinal", 83),
        ("ولخمس دول صفة مراقب", "observer_states", 5),
        ("وزار الوزير فيها أربع دول", "states_visited", 4),
    ],
)
def test_a_figure_has_its_kind(text: str, kind: str, value: float) -> None:
    found = enriched(f"في مؤتمر عملية دوشنبه لمكافحة الإرهاب {text}.")

    assert [(claim.kind, claim.value) for claim in found.claims] == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "في 4 نوفمبر 2024 وبمشاركة وفود",
        "القرار 2462",
        "المرحلة الثانية من خطة النقل",
        "الدورة الـ 79 للجمعية العامة للأمم المتحدة",
        "الجمعية العامة للأمم المتحدة في دورتها الـ79",
        "الجلسة الأولى عن التمويل",
        "الأسبوع الثالث من الشهر",
        "الجولة الثانية في المعرض",
        "عام 2018 دول",
        "في 15 يوليو 2018 وزير الداخلية",
        "المؤتمر المنعقد في تشرين الثاني",
        "المؤتمر في يومه الأول",
        "قال إن المؤتمر ينعقد والتطرف هو الخصم الأول",
        "جلسة المؤتمر الأولى",
        "الورقة الخامسة للمؤتمر",
        "يوم المؤتمر الأول",
        "وهو المؤتمر الأول من نوعه",
        "الجولة الثانية في البطولة",
        "مؤتمر المياه الواحدة",
        "تبدأ الدورة 10 ديسمبر",
        "عقدت النسخة 2022",
        "يحضر إحدى الدول وأحد المشاركين",
        "ويحل الوفد وبإحدى دول الجوار يمر",
        "يبدأ الاجتماع في الساعة الثامنة",
        "بحث الاجتماع القانون رقم 106",
        "القمة السابقة لمجموعة العشرين",
        "حضر المؤتمر 17 سفيرا",
        "ودع الحضور في القاعة 39 الوزير العماني",
        "رقم يفوق سكان 110 دول",
        "بلغ عدد المشاركين في 450 ورشة",
        "وصل المشاركون في الساعة 10، ثم انصرفوا",
        "يتيح المؤتمر فرصة لخبراء الدول الثلاثين",
        "يعقد المؤتمر كل عام في واحدة من دول العرب",
    ],
)
def test_years_days_and_resolutions_are_no_figures(text: str) -> None:
    assert [claim for claim in enriched(f"عملية دوشنبه لمكافحة الإرهاب. {text}").claims] == []


def test_people_from_states_are_two_figures() -> None:
    claims = enriched(
        "عملية دوشنبه لمكافحة الإرهاب. وكان في القاعة الكبرى ما يفوق 900 شخص من 53 دولة، وفق البيان."
    ).claims

    assert {(claim.kind, claim.value) for claim in claims} == {("participants", 900), ("states", 53)}


def test_a_figure_stated_twice_is_one_claim_with_both_places() -> None:
    (claim,) = enriched("عملية دوشنبه لمكافحة الإرهاب: 92 دولة.", "حضرت 92 دولة.").claims

    assert [one.surface for one in claim.evidence] == ["92 دولة", "92 دولة"]


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("يعقد بالكويت المؤتمر يومي 4 و5 نوفمبر الجاري", "2024-11-02", [20241104, 20241105]),
        ("عقد المؤتمر في دوشنبه يومي 16-17 مايو 2019م", None, [20190516, 20190517]),
        ("يعقد المؤتمر يومي 30 و31 ديسمبر", "2025-01-02", [20241230, 20241231]),
        ("يعقد المؤتمر يومي 4 و5 نوفمبر", None, []),
        ("زار الوفد المدينة يومي 1 و2 مايو 2020", None, []),
    ],
)
def test_the_days_of_the_conference_are_claims(text: str, published: str | None, days: list[int]) -> None:
    found = enriched("بحثت عملية دوشنبه لمكافحة الإرهاب.", text, published=published)

    assert [(claim.kind, claim.value) for claim in found.claims] == list(
        zip(("conference_begins", "conference_ends"), days, strict=False)
    )
    assert all(one.surface in text for claim in found.claims for one in claim.evidence)


# How texts begin that are about one conference, about one after another, and about neither.
KUWAIT = "افتتح في الكويت أمس المؤتمر الرفيع المستوى الرابع لمكافحة الإرهاب ضمن مرحلة الكويت من عملية دوشنبه."
BESIDE = "بحث وزير الداخلية مع نظيره خطة النقل البري بين البلدين وتسيير رحلات جوية مباشرة بينهما خلال الصيف."


def _phases(*paragraphs: str, kind: str = "states") -> dict[float, str | None]:
    return {claim.value: claim.phase for claim in enriched(*paragraphs).claims if claim.kind == kind}


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("وتشارك فيه وفود 92 دولة.", {92: "kuwait-2024"}),
        ("وقال إن مؤتمر دوشنبه في عام 2022 ضم 50 دولة.", {50: "dushanbe-2022"}),
        ("وتشارك فيه وفود 92 دولة، وبحث أوضاع الحدود مع أفغانستان.", {92: "kuwait-2024"}),
        ("ويمول برامج في ثلاث دول.", {3: None}),
        ("وبحث القمة التي تجمع 22 دولة.", {22: None}),
        ("وتشارك فيه 92 دولة. وله حدود مع ست دول.", {92: "kuwait-2024"}),
    ],
)
def test_a_figure_is_of_the_conference_that_its_sentence_speaks_of(text: str, of: dict[float, str | None]) -> None:
    assert _phases(KUWAIT, text) == of


def test_an_article_on_another_matter_ties_a_figure_only_where_its_sentence_names_the_phase() -> None:
    texts = ("وتضم المبادرة 14 دولة.", "وسبق أن حضرت 92 دولة مؤتمر عملية دوشنبه لمكافحة الإرهاب.")
    assert _phases(BESIDE, *texts) == {14: None, 92: None}
    named = "وسبق أن حضرت مرحلة الكويت من عملية دوشنبه 92 دولة."
    assert _phases(*[BESIDE] * 4, texts[0], named) == {14: None, 92: "kuwait-2024"}


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("وعقد المؤتمر الثالث في دوشنبه عام 2022.", {4: "kuwait-2024", 3: "dushanbe-2022"}),
        ("وعقدت اللجنة المشتركة اجتماعها الثاني.", {4: "kuwait-2024", 2: None}),
        ("واستضافت البلاد القمة الخليجية الـ45.", {4: "kuwait-2024", 45: None}),
    ],
)
def test_a_number_is_of_the_conference_that_has_it(text: str, of: dict[float, str | None]) -> None:
    assert _phases(KUWAIT, text, kind="session_ordinal") == of


def test_who_calls_the_fourth_conference_the_third_speaks_of_the_fourth() -> None:
    third = KUWAIT.replace("المؤتمر الرفيع المستوى الرابع", "المؤتمر العالمي المخصص الثالث")
    assert _phases(third, kind="session_ordinal") == {3: "kuwait-2024"}


def test_days_are_of_the_conference_that_is_held_about_then() -> None:
    claims = enriched(KUWAIT, "ويستمر المؤتمر يومي 5 و6 نوفمبر 2024.").claims
    assert {(claim.value, claim.phase) for claim in claims if claim.unit == "yyyymmdd"} == {
        (20241105, "kuwait-2024"),
        (20241106, "kuwait-2024"),
    }
