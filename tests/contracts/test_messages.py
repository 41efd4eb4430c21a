"""Messages keep their contract: examples hold, unknown fields pass, missing and newer ones do not."""

import json

import jsonschema
import msgspec
import pytest

from contracts import codec
from contracts.article import Article
from contracts.outcome import Outcome
from contracts.page import Page
from contracts.schemas import EXAMPLES, FOLDER, MESSAGES, schema_of

NAMES = sorted(MESSAGES)


def example(name):
    return (EXAMPLES / f"{name}.json").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_the_example_is_a_message_and_comes_back_the_same(name):
    message = codec.decode(example(name), MESSAGES[name])
    assert codec.decode(codec.encode(message), MESSAGES[name]) == message


@pytest.mark.parametrize("name", NAMES)
def test_the_example_and_what_the_code_writes_fit_the_published_schema(name):
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert schema == json.loads(json.dumps(schema_of(MESSAGES[name]))), "run python -m contracts.schemas"
    jsonschema.validate(json.loads(example(name)), schema)
    written = codec.encode(codec.decode(example(name), MESSAGES[name]))
    jsonschema.validate(json.loads(written), schema)


@pytest.mark.parametrize("name", NAMES)
def test_a_field_that_this_code_does_not_know_is_ignored(name):
    later = {**json.loads(example(name)), "a_later_field": {"of": "any kind"}}
    assert codec.decode(json.dumps(later).encode(), MESSAGES[name]) == codec.decode(example(name), MESSAGES[name])


@pytest.mark.parametrize("name", NAMES)
def test_each_required_field_is_missed_by_name(name):
    whole = json.loads(example(name))
    for field in schema_of(MESSAGES[name])["$defs"][name]["required"]:
        short = {key: value for key, value in whole.items() if key != field}
        with pytest.raises(codec.MessageNotReadable, match=field):
            codec.decode(json.dumps(short).encode(), MESSAGES[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_newer_version_is_refused_with_the_remedy(name):
    newer = {**json.loads(example(name)), "version": codec.VERSION + 1}
    with pytest.raises(codec.MessageTooNew, match=r"upgrade it, then replay"):
        codec.decode(json.dumps(newer).encode(), MESSAGES[name])


@pytest.mark.parametrize("data", [None, b"", b"no json", b"[]", b"\xff\xfe", b'{"version": "one"}'])
def test_bytes_that_are_no_message_are_refused(data):
    with pytest.raises(codec.MessageNotReadable, match="Outcome"):
        codec.decode(data, Outcome)


def test_offsets_of_the_article_example_point_at_what_they_name():
    article = codec.decode(example("Article"), Article)
    evidence = [*article.relevance.evidence, *(one for claim in article.claims for one in claim.evidence)]
    assert evidence
    for one in evidence:
        assert article.body[one.start : one.end] == one.surface


def test_a_page_keeps_its_bytes_whatever_they_are():
    page = msgspec.structs.replace(codec.decode(example("Page"), Page), body=bytes(range(256)))
    assert codec.decode(codec.encode(page), Page).body == bytes(range(256))
