"""The index tells every pair that comes within reach or falls out of it, checked against a count of all pairs."""

import random

import pytest

from lineage import index, postings
from lineage.index import Index
from lineage.standing import Standing

DAY = 86_400.0


def standing(number: int, day: float) -> Standing:
    return Standing(day * DAY, 0, f"{number:02}", 2, day * DAY, True)


def all_pairs(held: dict[Standing, set[int]]) -> set[tuple[Standing, Standing]]:
    """The pairs that are comparable, from nothing but who holds what."""
    fresh = Index()
    for each in sorted(held):
        fresh.add(each, sorted(held[each]))
    return {
        (earlier, later)
        for earlier in held
        for later in held
        if earlier < later and fresh.comparable(earlier, later, held[earlier] & held[later])
    }


@pytest.mark.parametrize("seed", range(20))
def test_pairs_kept_up_are_those_of_a_fresh_count(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in (("FIRST_HOLDERS", 4), ("FIRST_OF_MANY", 2), ("MANY_HOLDERS", 7)):
        monkeypatch.setattr(index, name, number)
    # Two of the three fingerprints share a shard; and an index is made at every step, of all its shards.
    monkeypatch.setattr(postings, "SHARDS", 2)
    draw = random.Random(seed)
    kept, held, pairs = Index(), dict[Standing, set[int]](), set[tuple[Standing, Standing]]()
    for number in range(60):
        if held and draw.random() < 0.3:
            gone = draw.choice(sorted(held))
            disturbed = kept.remove(gone, sorted(held.pop(gone)))
            pairs = {pair for pair in pairs if gone not in pair}
        else:
            entering = standing(number, draw.uniform(0, 20 if seed % 2 else 600))
            held[entering] = {fingerprint for fingerprint in range(3) if draw.random() < 0.8}
            disturbed = kept.add(entering, sorted(held[entering]))
        assert all(one < other for one, other in disturbed.gained)
        pairs |= disturbed.gained
        lost = (pair for pair in disturbed.lost if not kept.comparable(*pair, held[pair[0]] & held[pair[1]]))
        pairs -= set(lost)
        assert pairs == all_pairs(held)
