from hypothesis import given
from hypothesis import strategies as st

from services.indexer.offsets import Offsets

PLACE = ("masar.articles", 0)


def _begin(offsets, *numbers):
    return [offsets.begin(*PLACE, number) for number in numbers]


def test_nothing_is_committed_past_a_record_that_is_open():
    offsets = Offsets()
    first, second, third = _begin(offsets, 5, 6, 9)
    offsets.finish(third)
    offsets.finish(second)
    assert offsets.take() == {}
    offsets.finish(first)
    assert offsets.take() == {PLACE: 10}
    assert offsets.take() == {}


def test_a_record_of_an_earlier_assignment_commits_nothing():
    offsets = Offsets()
    (stale,) = _begin(offsets, 5)
    offsets.assign(PLACE)
    (again,) = _begin(offsets, 5)
    offsets.finish(stale)
    assert offsets.take() == {}
    assert not offsets.holds(stale)
    offsets.finish(again)
    assert offsets.take() == {PLACE: 6}


def test_a_revoked_partition_is_not_committed_even_after_a_failed_commit():
    offsets = Offsets()
    (position,) = _begin(offsets, 5)
    offsets.finish(position)
    taken = offsets.take()
    offsets.revoke(PLACE)
    offsets.give_back(taken)
    assert offsets.take() == {}


def test_a_failed_commit_is_made_up_for_unless_a_later_one_stands():
    offsets = Offsets()
    first, second = _begin(offsets, 5, 6)
    offsets.finish(first)
    taken = offsets.take()
    offsets.give_back(taken)
    assert offsets.take() == {PLACE: 6}
    offsets.finish(second)
    offsets.give_back(taken)
    assert offsets.take() == {PLACE: 7}


def test_bytes_are_held_until_a_record_is_finished_or_its_partition_goes():
    offsets = Offsets()
    first = offsets.begin(*PLACE, 1, size=100)
    offsets.begin("masar.outcomes", 0, 1, size=30)
    offsets.finish(first)
    assert (offsets.held_records, offsets.held_bytes) == (1, 30)
    offsets.revoke(("masar.outcomes", 0))
    assert (offsets.held_records, offsets.held_bytes) == (0, 0)


@given(st.sets(st.integers(0, 1000), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_whatever_the_order_of_finishing_the_commit_follows_the_unbroken_run(numbers, chance):
    offsets = Offsets()
    read = sorted(numbers)
    positions = _begin(offsets, *read)
    order = positions[:]
    chance.shuffle(order)
    finished, committed = set(), 0
    for position in order:
        offsets.finish(position)
        finished.add(position.offset)
        committed = offsets.take().get(PLACE, committed)
        unbroken = next((offset for offset in read if offset not in finished), read[-1] + 1)
        before = [offset for offset in read if offset < unbroken]
        assert committed == (before[-1] + 1 if before else 0)
