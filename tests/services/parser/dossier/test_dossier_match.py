"""Spellings and patterns meet the particles and variants of Arabic print."""

import pytest

from contracts.search_form import folded
from services.parser.dossier.match import Finder, variants
from services.parser.dossier.pattern_language import read_pattern


@pytest.mark.parametrize(
    "printed", ["الكويت", "والكويت", "بالكويت", "للكويت", "وللكويت", "فالكويت", "كالكويت", "الكـويت"]
)
def test_a_definite_spelling_is_found_behind_particles(printed: str) -> None:
    assert len(Finder([(0, "الكويت")]).find(folded(f"زار {printed} أمس"))) == 1


@pytest.mark.parametrize("printed", ["الكويتية", "كويت", "الكويتي", "سالكويت"])
def test_it_is_not_found_inside_other_words(printed: str) -> None:
    assert Finder([(0, "الكويت")]).find(folded(f"زار {printed} أمس")) == []


@pytest.mark.parametrize("printed", ["دوشنبه", "بدوشنبه", "لدوشنبه", "ودوشنبه", "وبدوشنبة", "دوشنـبه"])
def test_a_plain_spelling_is_found_behind_particles(printed: str) -> None:
    assert len(Finder([(0, "دوشنبه")]).find(folded(f"وصل {printed}."))) == 1


def test_the_longest_of_overlapping_spellings_counts() -> None:
    finder = Finder([(1, "الأمم المتحدة"), (2, "مكتب الأمم المتحدة لمكافحة الإرهاب")])

    assert [found.key for found in finder.find(folded("مكتب الأمم المتحدة لمكافحة الإرهاب والأمم المتحدة"))] == [2, 1]


def test_names_with_god_and_faith_are_found_in_one_word_or_two() -> None:
    assert {"زبيدالله زبيدوف", "زبيد الله زبيدوف"} <= variants("زبيد الله زبيدوف")
    assert {"عبدالله اليحيا", "عبد الله اليحيا"} <= variants("عبدالله اليحيا")
    assert {"سراج الدين", "سراجالدين"} <= variants("سراج الدين")
    assert "مطلق ماجد القحطاني" in variants("مطلق بن ماجد القحطاني")


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("{process} {city}", "«عملية دوشنبه»", True),
        ("{process} {city}", "عملية مدينة دوشنبه", False),
        ("{process} ..1 {city}", "عملية مدينة دوشنبه", True),
        ("{process} {city}", "انتهت العملية. دوشنبه", False),
        ("إعلان (الكويت|دوشنبه)", "وإعلان الكويت", True),
        ("مرحلة دولة? الكويت", "مرحلة الكويت", True),
        ("مرحلة دولة? الكويت", "مرحلة دولة الكويت", True),
        ("مكافحة الإرهاب تمويل~", "مكافحة الإرهاب وتمويله", True),
        ("إرهاب*", "الإرهابيين", True),
        ("مؤتمر & الكويت", "الكويت تستضيف غدا أعمال مؤتمر", True),
        ("مؤتمر & الكويت", "الكويت\nمؤتمر", False),
        ("التعاون الدولي الإقليمي", "التعاون الدولي و الإقليمي", True),
    ],
)
def test_the_language_of_patterns(pattern: str, text: str, matches: bool) -> None:
    lists = {"process": ["عملية", "مسار"], "city": ["دوشنبه"]}
    form = "\n".join(folded(paragraph) for paragraph in text.split("\n"))

    assert read_pattern(pattern, lists).found_in(form) is matches


@pytest.mark.parametrize("pattern", ["{nowhere}", "", "كلمة?", "(مفتوح"])
def test_a_pattern_that_cannot_be_meant_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        read_pattern(pattern, {})
