from indexed_articles import article

from contracts import codec, topics
from services.indexer.batch import Batch
from services.indexer.read import read
from services.indexer.work import Position, Record


def _work(number, body="نص"):
    value = codec.encode(article(number, body))
    return read(Position(topics.ARTICLES, 0, number, 1), Record(None, value))


def _offsets(works):
    return [work.position.offset for work in works]


def test_a_request_waits_until_it_is_full_or_its_first_document_has_waited_long_enough():
    batch = Batch(most_bytes=10**6, most_count=2, flush_after=1.0)
    batch.add(_work(1), now=10.0)
    assert not batch.due(10.9)
    assert batch.due(11.0)
    batch.add(_work(2), now=10.1)
    assert batch.due(10.1)
    assert _offsets(batch.take()) == [1, 2]
    assert not batch.due(99.0)


def test_requests_are_bounded_by_bytes_and_a_larger_document_goes_alone():
    batch = Batch(most_bytes=6_000, most_count=100, flush_after=1.0)
    for number, letters in enumerate((10, 10, 20_000, 10)):
        batch.add(_work(number, "ا" * letters), now=0.0)
    assert batch.due(0.0)
    assert [_offsets(batch.take()) for _ in range(3)] == [[0, 1], [2], [3]]
    assert len(batch) == 0


def test_work_put_back_goes_first_in_its_order_and_at_once():
    batch = Batch(most_bytes=10**6, most_count=100, flush_after=60.0)
    batch.add(_work(3), now=0.0)
    batch.put_back([_work(1), _work(2)])
    assert batch.due(0.0)
    assert _offsets(batch.take()) == [1, 2, 3]


def test_documents_of_a_request_refused_as_a_whole_go_one_by_one():
    batch = Batch(most_bytes=10**6, most_count=100, flush_after=0.0)
    batch.add(_work(3), now=0.0)
    batch.put_back([_work(1).by_itself(), _work(2).by_itself()])
    assert [_offsets(batch.take()) for _ in range(3)] == [[1], [2], [3]]


def test_work_of_lost_partitions_is_left_out():
    batch = Batch(most_bytes=10**6, most_count=100, flush_after=0.0)
    batch.add(_work(1), now=0.0)
    batch.add(_work(2), now=0.0)
    batch.drop(lambda position: position.offset == 1)
    assert _offsets(batch.take()) == [2]
