"""Winnowing: whoever shares eight words in a row shares a fingerprint."""

from hypothesis import given
from hypothesis import strategies as st

from lineage.fingerprints import SHINGLE, WINDOW, fingerprints

WORDS = st.lists(st.integers(0, 2**32 - 1), max_size=30)
PASSAGE = st.lists(st.integers(0, 2**32 - 1), min_size=SHINGLE + WINDOW - 1, max_size=20)


@given(WORDS, WORDS, WORDS, WORDS, PASSAGE)
def test_a_shared_passage_is_never_missed(
    before: list[int], after: list[int], other_before: list[int], other_after: list[int], passage: list[int]
) -> None:
    one = fingerprints([*before, *passage, *after])
    other = fingerprints([*other_before, *passage, *other_after])
    assert set(one) & set(other)


@given(st.lists(st.integers(0, 2**32 - 1), max_size=200))
def test_less_than_all_shingles_are_kept(words: list[int]) -> None:
    kept = fingerprints(words)
    assert list(kept) == sorted(set(kept))
    assert len(kept) <= max(0, len(words) - SHINGLE + 1)
    assert bool(kept) == (len(words) >= SHINGLE)
    assert all(0 <= each < 2**64 for each in kept)
