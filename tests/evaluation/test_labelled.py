"""How the labelled texts become readings."""

from evaluation.labelled import reading_of


def test_the_first_of_several_lines_is_the_title() -> None:
    reading = reading_of("افتتاح المؤتمر\nافتتح الوزير المؤتمر.\nوحضره كثيرون.")

    assert (reading.title, reading.paragraphs) == ("افتتاح المؤتمر", ("افتتح الوزير المؤتمر.", "وحضره كثيرون."))


def test_a_first_line_that_names_the_author_is_no_title() -> None:
    reading = reading_of("سامي الحداد\nافتتح الوزير المؤتمر.")

    assert (reading.title, reading.paragraphs) == (None, ("سامي الحداد", "افتتح الوزير المؤتمر."))
