"""Who wrote a text is a person in it, and its author."""

import pytest
from dossier_texts import enriched

from contracts.search_form import folded
from services.parser.dossier.persons.bylines import bylines_in


@pytest.mark.parametrize(
    "line",
    [
        "كتب ياسر المحيلان - الكويت في الثلاثاء",
        "كتبت: جنى الظفيري",
        "كتبت\\جنى الظفيري",
        "تقرير - ياسر حداد",
        "الرياض - ياسر الزيدي - التقى الوزير وفدا",
        "عمّان - من ياسر الزيدي - يبدأ اللقاء غدا",
        "الصحيفة - ياسر الزيدي:",
        "صحيفة كل البلاد – ياسر حداد : القاهرة",
        "لاهاي / ياسر الزيدي",
        "ياسر الزيدي",
        "ياسر الزيدي - - الأربعاء 28 يناير",
        "متابعة _ياسر حداد",
        "الجزائر -عمان - ياسر حداد -",
    ],
)
def test_a_name_in_the_first_lines_is_the_authors(line: str) -> None:
    text = folded(line) + "\nبدأ اللقاء اليوم.\nثم غادر الوفد."

    (byline,) = bylines_in(text)

    assert text[byline.start : byline.end] in {
        folded(name) for name in ("ياسر المحيلان", "جنى الظفيري", "ياسر حداد", "ياسر الزيدي")
    }
    assert byline.written


def test_all_who_wrote_a_text_are_its_authors() -> None:
    text = folded("الأحد 07-05-2023 09:05 | كتب: نزار الزيدي, ياسر حداد |\nبدأ اللقاء.")

    assert [text[byline.start : byline.end] for byline in bylines_in(text)] == [folded("نزار الزيدي"), "ياسر حداد"]


def test_behind_a_city_an_author_may_have_any_name() -> None:
    text = folded("تونس/ كولديما نغوبي/ الوكالة – بدأ اللقاء")

    assert [text[byline.start : byline.end] for byline in bylines_in(text)] == [folded("كولديما نغوبي")]


def test_a_name_that_is_the_last_line_is_the_authors() -> None:
    text = "بدا اللقاء.\nثم غادر الوفد.\nوانتهي.\nوعاد.\nياسر الزيدي"

    assert [text[byline.start : byline.end] for byline in bylines_in(text)] == [folded("ياسر الزيدي")]


@pytest.mark.parametrize(
    "line",
    [
        "الكويت - كونا - بدأ اللقاء",
        "وكالة الأنباء - الرياض:",
        "القاهرة - أ ش أ - بدأ اللقاء",
        "كتب وزير الخارجية - أمس - رسالة",
        "كتب المحرر السياسي:",
        "تقرير الأمم المتحدة - بدأ اللقاء",
        "سلام عادل",
        "مايكل ميلاندر ينضم إلى الفريق",
        "متابعة قناة العربية",
    ],
)
def test_agencies_outlets_and_cities_write_nothing(line: str) -> None:
    assert list(bylines_in(folded(line) + "\nبدأ اللقاء اليوم.")) == []


def test_the_name_at_the_head_of_a_title_is_whom_it_is_about() -> None:
    (byline,) = bylines_in(folded("ياسر الزيدي"), title=True)

    assert not byline.written


def test_who_reported_is_no_actor() -> None:
    text = "الكويت - ياسر المحيلان:\nبدأت اليوم عملية دوشنبه لمكافحة الإرهاب.\nحضر السفير جنى الظفيري."
    people = [actor for actor in enriched("عملية دوشنبه", text).actors if actor.kind == "person"]

    assert [person.name_ar for person in people] == ["جنى الظفيري"]


def test_who_signs_an_opinion_is_its_author() -> None:
    text = "بقلم: ياسر المحيلان\nبدأت اليوم عملية دوشنبه لمكافحة الإرهاب."
    people = [actor for actor in enriched("عملية دوشنبه", text).actors if actor.kind == "person"]

    assert [(person.name_ar, person.role) for person in people] == [("ياسر المحيلان", "author")]
