"""Topics are data, and each has a dead-letter topic that takes its largest record."""

import msgspec

from contracts import codec, topics
from contracts.dead_letter import DeadLetter
from contracts.schemas import EXAMPLES, MESSAGES


def test_every_topic_names_a_message_and_has_a_dead_letter_topic():
    described = {topic.name: topic for topic in topics.all_topics()}
    for topic in described.values():
        if topic.message == topics.TABLE or not topic.dead_letters:
            continue
        assert topic.message in MESSAGES
        assert topic.message == "DeadLetter" or topics.dead(topic.name) in described


def test_frontier_and_memory_have_as_many_partitions_as_each_other():
    described = {topic.name: topic for topic in topics.all_topics()}
    assert described[topics.URLS].partitions == described[topics.VISITS].partitions


def test_a_dead_letter_holds_the_largest_record_of_its_topic():
    letter = codec.decode((EXAMPLES / "DeadLetter.json").read_bytes(), DeadLetter)
    described = {topic.name: topic for topic in topics.all_topics()}
    for topic in (topics.URLS, topics.PAGES):
        largest = described[topic].max_message_bytes
        whole = codec.encode(msgspec.structs.replace(letter, value=b"x" * largest))
        assert len(whole) <= described[topics.dead(topic)].max_message_bytes


def test_compacted_topics_are_kept_for_ever():
    for topic in topics.all_topics():
        if topic.compacted:
            assert topic.config()["cleanup.policy"] == "compact"
            assert topic.config()["retention.ms"] == "-1"


def test_the_table_of_the_tracing_step_has_a_partition_for_each_of_its_topic():
    described = {topic.name: topic for topic in topics.all_topics()}
    tables = [topic for topic in described.values() if topic.message == topics.TABLE]
    assert [table.partitions for table in tables] == [described[topics.RELEVANT].partitions]
