import pytest

from contracts import topics
from contracts.access import all_access

MESSAGES = [topic.name for topic in topics.all_topics() if topic.message not in ("DeadLetter", "Audit")]
SERVICES = {name: access for name, access in all_access().items() if not access.looks}


@pytest.mark.parametrize("topic", MESSAGES)
def test_every_topic_has_a_service_that_writes_it_and_one_that_reads_it(topic: str) -> None:
    assert [name for name, access in SERVICES.items() if topic in access.writes]
    assert [name for name, access in SERVICES.items() if topic in access.reads]


def test_only_topics_that_exist_are_granted() -> None:
    there = {topic.name for topic in topics.all_topics()}
    assert all({*access.reads, *access.writes} <= there for access in all_access().values())


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_who_reads_a_topic_may_write_its_dead_letters_and_all_tell_outcomes(name: str) -> None:
    access = SERVICES[name]
    tables = {topic.name for topic in topics.all_topics() if topic.message == topics.TABLE}
    assert {topics.dead(topic) for topic in access.reads if topic not in tables} <= set(access.writes)
    assert topics.OUTCOMES in access.writes


def test_no_service_reads_dead_letters_and_each_has_a_group_of_its_own() -> None:
    letters = {topic.name for topic in topics.all_topics() if topic.message == "DeadLetter"}
    assert not [name for name, access in SERVICES.items() if letters & set(access.reads)]
    groups = [access.group for access in SERVICES.values()]
    assert len(set(groups)) == len(groups)
    assert None not in groups
