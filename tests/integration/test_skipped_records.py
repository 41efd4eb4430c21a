"""Records that Faust has fetched and dropped are read again: none is lost, none passed by a commit."""

import time
from pathlib import Path

import pytest
from kafka import KafkaProducer
from pipeline import empty
from started import Brokers

from contracts import codec, topics
from contracts.dead_letter import DeadLetter
from operations.processes import Child
from queues.look import TopicsLook, read_to_end

pytestmark = pytest.mark.integration

KIT = Path(__file__).parents[1] / "kit"
RECORDS = 40


def test_what_faust_drops_is_read_again(brokers: Brokers, tmp_path: Path) -> None:
    empty(brokers)
    producer = KafkaProducer(bootstrap_servers=brokers.kafka, acks="all")
    for number in range(RECORDS):
        producer.send(topics.PAGES, key=b"%d" % number, value=b"no page %d" % number, partition=number % 2)
    producer.close()
    parser = Child(
        "parser",
        ["skipping_parser"],
        {"MASAR_KAFKA": brokers.kafka, "MASAR_PARSER_DATA": str(tmp_path / "data"), "PYTHONPATH": str(KIT)},
        tmp_path / "parser.log",
    )
    look = TopicsLook(brokers.kafka)
    parser.start()
    try:
        end = time.monotonic() + 120
        while lag(look) or not letters(brokers):
            assert time.monotonic() < end, parser.log_file.read_text(encoding="utf-8")[-4000:]
            time.sleep(0.3)
    finally:
        parser.stop()
        look.close()
    assert letters(brokers) == {b"%d" % number for number in range(RECORDS)}
    assert "records were skipped" in parser.log_file.read_text(encoding="utf-8")


def lag(look: TopicsLook) -> int:
    return next(state.lag or 0 for state in look.states() if state.topic == topics.PAGES)


def letters(brokers: Brokers) -> set[bytes]:
    found = [codec.decode(value, DeadLetter) for value in read_to_end(brokers.kafka, topics.dead(topics.PAGES))]
    return {letter.key or b"" for letter in found}
