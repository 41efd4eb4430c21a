"""Whether stretches overlap, also where some lie within others."""

from hypothesis import given
from hypothesis import strategies as st

from services.parser.dossier.spans import Spans

_SPAN = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda at: (at[0], at[0] + at[1]))


@given(st.lists(_SPAN), _SPAN)
def test_overlap_is_what_each_of_them_says(spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    start, end = asked

    assert Spans(spans).overlap(start, end) == any(first < end and start < last for first, last in spans)
