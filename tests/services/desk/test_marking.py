"""Marks over a printed text: every stretch whole, every inference where it was read."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.desk.marking import Mark, marks_of, paragraphs

BODY = "قال فورونكوف: شارك 450 شخصاً.\nانتهى"


def article(**inferred: Any) -> dict[str, Any]:
    return {"title": None, "body": BODY, "relevance": {"evidence": []}, **inferred}


def place(surface: str, text: str = BODY) -> dict[str, Any]:
    start = text.index(surface)
    return {"start": start, "end": start + len(surface), "surface": surface, "field": "body"}


def test_overlapping_marks_are_told_together_and_the_text_stays_whole() -> None:
    quote = {**place("شارك 450 شخصاً"), "speaker": "vladimir-voronkov", "verb": "قال", "direct": True}
    claim = {"kind": "participants", "value": 450, "unit": "people", "evidence": [place("450 شخصاً")]}
    marks = marks_of(article(quotes=[quote], claims=[claim]))
    first, second = paragraphs(BODY, marks)
    assert "".join(piece.text for piece in first) == BODY.splitlines()[0]
    assert [piece.text for piece in second] == ["انتهى"]
    both = next(piece for piece in first if piece.text == "450 شخصاً")
    assert both.kinds == ("quote", "claim")
    assert [mark.kind for mark in both.begins] == ["claim"]


def test_a_mark_that_does_not_stand_where_it_says_is_left_out() -> None:
    wrong = {"id": "x", "kind": "person", "name_ar": "س", "mentions": [{**place("فورونكوف"), "start": 0, "end": 8}]}
    right = {"id": "y", "kind": "person", "name_ar": "ص", "mentions": [place("فورونكوف")]}
    assert [mark.about for mark in marks_of(article(actors=[wrong, right]))] == ["y"]


@given(
    st.text(alphabet="اب \n12<>&", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8)
)
def test_no_marks_of_any_kind_change_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [
        Mark(number=at, kind="actor", field="body", start=min(span), end=max(span), surface="", about="x")
        for at, span in enumerate(spans)
    ]
    lines = ["".join(piece.text for piece in line) for line in paragraphs(text, marks)]
    assert lines == [line for line in text.split("\n") if line.strip()]
