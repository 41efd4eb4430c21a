"""The published AsyncAPI document: fresh, valid by AsyncAPI's own schema, and true of topics and rights."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asyncapi_schema import asyncapi_schema
from jsonschema import Draft7Validator

from contracts.access import all_access
from contracts.asyncapi import FILE, document
from contracts.topics import TABLE, all_topics

PUBLISHED: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
TOPICS = {topic.name: topic for topic in all_topics() if topic.message != TABLE}


def test_it_is_what_the_contracts_say() -> None:
    assert document() == PUBLISHED, "run python -m contracts.asyncapi"


def test_it_is_valid() -> None:
    problems = [
        f"{list(each.path)}: {each.message}" for each in Draft7Validator(asyncapi_schema()).iter_errors(PUBLISHED)
    ]
    assert problems == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("asyncapi",), "2.6.0"),
        (("channels", "masar.pages", "adress"), "masar.pages"),
        (("operations", "crawler.send.masar.pages", "action"), "publish"),
        (("channels", "masar.pages", "bindings", "kafka", "partitions"), 0),
    ],
)
def test_a_broken_one_would_be_noticed(place: tuple[str, ...], value: object) -> None:
    broken = copy.deepcopy(PUBLISHED)
    inner = broken
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    assert not Draft7Validator(asyncapi_schema()).is_valid(broken)


def test_every_topic_with_its_dead_letters_is_a_channel_with_its_message_and_limits() -> None:
    assert set(PUBLISHED["channels"]) == set(TOPICS)
    for name, channel in PUBLISHED["channels"].items():
        assert list(channel["messages"]) == [TOPICS[name].message]
        kafka = channel["bindings"]["kafka"]
        assert (kafka["topic"], kafka["partitions"]) == (name, TOPICS[name].partitions)
        assert kafka["topicConfiguration"]["max.message.bytes"] == TOPICS[name].max_message_bytes


def test_every_right_is_an_operation_and_nothing_else_is() -> None:
    told = {
        (each["tags"][0]["name"], each["action"], each["channel"]["$ref"].removeprefix("#/channels/"))
        for each in PUBLISHED["operations"].values()
    }
    rights = {
        (user, action, topic)
        for user, access in all_access().items()
        for action, topics in (("receive", access.reads), ("send", access.writes))
        for topic in topics
        if topic in TOPICS
    }
    assert told == rights


def test_every_reference_leads_somewhere() -> None:
    found = list(references(PUBLISHED))
    assert len(found) > len(TOPICS)
    for reference in found:
        file, _, inside = reference.partition("#")
        place: Any = json.loads((FILE.parent / Path(file)).read_text("utf-8")) if file else PUBLISHED
        for step in filter(None, inside.split("/")):
            place = place[step]
        assert place


def references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (value for name, value in part.items() if name == "$ref")
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)
