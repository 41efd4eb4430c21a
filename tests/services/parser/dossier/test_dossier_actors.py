"""Actors are one id across spellings; people whom the dossier does not list are found by titles and names."""

import pytest
from dossier_texts import enriched

from contracts.article import ActorFound

PROCESS = "عملية دوشنبه لمكافحة الإرهاب"


def _people(text: str) -> list[ActorFound]:
    return [actor for actor in enriched(PROCESS + ".", text).actors if actor.kind == "person"]


@pytest.mark.parametrize(
    "printed",
    [
        "إمام علي رحمان",
        "إمام علي رحمون",
        "إمام علي رحمانوف",
        "إمام علي رحمن",
        "إمـام علي رحمــان",
        "إمام على رحمان",
        "إمامعلي رحمان",
    ],
)
def test_the_president_is_one_across_spellings(printed: str) -> None:
    assert [person.id for person in _people(f"التقى الوفد الرئيس {printed}.")] == ["emomali-rahmon"]


@pytest.mark.parametrize("printed", ["زبيد الله زبيدف", "زبيدالله زبيدوف", "زبيد الله زبيدوف"])
def test_the_ambassador_is_one_across_spellings(printed: str) -> None:
    assert [person.id for person in _people(f"تحدث السفير {printed}.")] == ["zubaydullo-zubaydov"]


def test_a_short_name_counts_only_after_the_full_one() -> None:
    (person,) = _people("وصل فلاديمير فورونكوف، ثم تحدث فورونكوف.")

    assert [mention.surface for mention in person.mentions] == ["فلاديمير فورونكوف", "فورونكوف"]
    assert _people("تحدث رحمان عن الأمر.") == []


@pytest.mark.parametrize("printed", ["الكويت", "الكويتية", "الكويتيين", "للكويت", "دولة الكويت"])
def test_a_state_is_found_in_its_name_and_its_nisba(printed: str) -> None:
    assert "kuwait" in [actor.id for actor in enriched(f"{PROCESS} {printed}").actors]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("قال وزير الداخلية السوداني الفريق خليل باشا سايرين", "خليل باشا", "وزير الداخلية السوداني"),
        ("حضر سفير الأردن في موسكو الدكتور خالد الشوابكة", "خالد الشوابكة", "سفير الأردن في موسكو"),
        ("ألقى مساعد وزير الخارجية، السيد وليد المرزوقي، كلمة", "وليد المرزوقي", "مساعد وزير الخارجية"),
        ("ضم الوفد ياسر الزيدي من السفارة", "ياسر الزيدي", None),
        ("وقالت مريم الهاشمي إن الأمر مهم", "مريم الهاشمي", None),
        ("التقى أمين المجلس الكازاخي بولات ساتبايوف", "بولات ساتبايوف", "أمين المجلس الكازاخي"),
    ],
)
def test_people_not_listed_are_found_with_their_office(text: str, name: str, role: str | None) -> None:
    people = _people(text + ".")

    assert [(person.id, person.name_ar, person.role) for person in people] == [(None, name, role)]


@pytest.mark.parametrize(
    "text",
    [
        "شدد الوزير على أهمية التعاون",
        "حسن الضيافة",
        "صباح اليوم الأحد",
        "شكر الرئيس دعوة المجتمع",
        "أثنى على دور الكويت",
        "سعادة السفير",
    ],
)
def test_common_words_are_no_people(text: str) -> None:
    assert _people(text + ".") == []


def test_later_mentions_by_family_name_belong_to_the_same_person() -> None:
    (person,) = _people("قال الدكتور ياسر العنزي إن الوفد وصل، وأضاف العنزي أنه سيغادر.")

    assert [mention.surface for mention in person.mentions] == ["ياسر العنزي", "العنزي"]
