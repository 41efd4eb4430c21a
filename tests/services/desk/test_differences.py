"""Versions compared word by word."""

from services.desk.differences import differences, trivial


def told(older: str, newer: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in differences(older, newer)]


def test_a_figure_that_was_corrected_is_the_only_change() -> None:
    assert told("شارك 450 شخصاً في المؤتمر", "شارك 480 شخصاً في المؤتمر") == [
        ("kept", "شارك"),
        ("gone", "450"),
        ("come", "480"),
        ("kept", "شخصاً في المؤتمر"),
    ]


def test_spelling_vowel_signs_punctuation_and_spaces_are_no_change() -> None:
    pieces = differences("قال إنّ المؤتمر  افتُتح.", "قال ان المؤتمر\nافتتح،")
    assert trivial(pieces)
    assert pieces[0].text == "قال ان المؤتمر افتتح،"


def test_what_was_put_in_or_left_out_is_told_and_a_long_text_is_replaced_whole() -> None:
    assert told("أ ب", "أ ج ب") == [("kept", "أ"), ("come", "ج"), ("kept", "ب")]
    assert told("أ ج ب", "أ ب") == [("kept", "أ"), ("gone", "ج"), ("kept", "ب")]
    assert [kind for kind, _ in told("ا " * 7000, "ب " * 7000)] == ["gone", "come"]
