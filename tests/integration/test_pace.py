"""How far topics are, on a real Kafka: lag in records and seconds, last record, rate."""

import time

import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.structs import OffsetAndMetadata

from contracts import topics
from queues.offsets import READERS
from queues.pace import Pace, PaceLook

pytestmark = pytest.mark.integration


def of(look: PaceLook, topic: str) -> Pace:
    return next(each for each in look.paces() if each.topic == topic)


def test_what_is_unread_is_counted_and_aged_and_what_comes_is_timed(kafka_address: str) -> None:
    producer = KafkaProducer(bootstrap_servers=kafka_address)
    look = PaceLook(kafka_address)
    try:
        place = TopicPartition(topics.URLS, 0)
        before = of(look, topics.URLS)
        old = int(time.time() * 1000) - 90_000
        first = producer.send(topics.URLS, value=b"x", partition=0, timestamp_ms=old).get(30).offset
        producer.send(topics.URLS, value=b"y", partition=0).get(30)
        _commit(kafka_address, place, first)
        after = of(look, topics.URLS)
        assert after.records == before.records + 2
        assert after.lag is not None
        assert after.lag >= 2
        assert after.behind is not None
        assert after.behind >= 90
        assert after.last is not None
        assert abs(after.last - time.time()) < 60
        assert after.rate is not None
        assert after.rate > 0
        _commit(kafka_address, place, first + 2)
        assert of(look, topics.URLS).lag == after.lag - 2
    finally:
        producer.close()
        look.close()


def test_a_topic_that_nobody_reads_in_order_has_no_lag(kafka_address: str) -> None:
    look = PaceLook(kafka_address)
    try:
        assert of(look, topics.VISITS).lag is None
    finally:
        look.close()


def _commit(address: str, place: TopicPartition, offset: int) -> None:
    consumer = KafkaConsumer(bootstrap_servers=address, group_id=READERS[place.topic], enable_auto_commit=False)
    consumer.assign([place])
    consumer.commit({place: OffsetAndMetadata(offset, "", -1)})
    consumer.close()
