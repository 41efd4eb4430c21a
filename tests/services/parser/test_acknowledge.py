"""No record is acknowledged while one before it in its partition is unfinished."""

from hypothesis import given
from hypothesis import strategies as st

from services.parser.acknowledge import InOrder


class Event:
    def __init__(self, partition, offset):
        self.partition, self.offset = partition, offset


def test_a_record_waits_for_those_before_it():
    order, events = InOrder(), [Event(0, offset) for offset in range(3)]
    for event in events:
        order.begin(0, event)
    assert order.finish(0, events[2]) == []
    assert order.finish(0, events[0]) == events[:1]
    assert order.finish(0, events[1]) == events[1:]


def test_partitions_do_not_wait_for_each_other():
    order, first, second = InOrder(), Event(0, 0), Event(1, 0)
    order.begin(0, first)
    order.begin(1, second)
    assert order.finish(1, second) == [second]


@given(st.lists(st.integers(0, 2), max_size=30), st.randoms())
def test_whatever_finishes_when_each_is_acknowledged_once_and_in_order(partitions, random):
    order, events = InOrder(), [Event(partition, offset) for offset, partition in enumerate(partitions)]
    for event in events:
        order.begin(event.partition, event)
    finishing = list(events)
    random.shuffle(finishing)
    finished, acknowledged = set(), []
    for event in finishing:
        finished.add(event)
        for ready in order.finish(event.partition, event):
            before = [other for other in events if other.partition == ready.partition and other.offset < ready.offset]
            assert set(before) <= finished
            acknowledged.append(ready)
    assert sorted(acknowledged, key=lambda event: event.offset) == events
