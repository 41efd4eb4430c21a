"""Texts of the press as pages show them."""

from pathlib import Path

from services.desk.knowledge import read_knowledge
from services.desk.shown import MARKS, called, clean, marked, moment, number
from services.desk.words import words_of

OPEN, CLOSE = MARKS


def test_a_passage_is_escaped_around_its_marks() -> None:
    assert marked(f"<b>{OPEN}دوشنبه{CLOSE}</b>") == "&lt;b&gt;<mark>دوشنبه</mark>&lt;/b&gt;"


def test_marks_of_the_press_itself_leave_no_tag_open() -> None:
    assert marked(f"{CLOSE}ا{OPEN}ب{OPEN}") == "ا<mark>ب</mark>"


def test_overrides_are_made_visible_and_embeddings_kept() -> None:
    assert clean("a\u202egnp.exe\u202c \u202bعربي\u202c") == "a⇋gnp.exe\u202c \u202bعربي\u202c"


def test_dates_are_told_to_their_grain_and_no_further() -> None:
    arabic, english = words_of("ar"), words_of("en")
    assert moment("2024-11", english) == "November 2024"
    assert moment("2024-11-04", arabic) == "4 نوفمبر 2024"
    assert moment("2024-11-04T22:00+03:00", arabic) == "4 نوفمبر 2024، \u206622:00 +03:00\u2069"
    assert moment("2026-11-26T05:53:12.345Z", english) == "26 November 2026, \u206605:53 UTC\u2069"
    assert moment(None, arabic) == "بلا تاريخ"


def test_figures_have_their_thousands_apart() -> None:
    assert (number(450.0), number(1234567), number(2.5)) == ("450", "1,234,567", "2.5")


def test_what_comes_next_is_called_by_its_name() -> None:
    known = read_knowledge(Path(__file__).parents[3] / "dossiers" / "dushanbe")

    assert called({**known.phases, **known.coming}, "after-kuwait", "en") == "After the Kuwait phase"
    assert set(known.phases).isdisjoint(known.coming)
