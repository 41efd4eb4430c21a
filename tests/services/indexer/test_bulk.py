"""A record that asks for two documents is finished when both stand."""

from typing import Any

import pytest

from services.indexer.bulk import send
from services.indexer.work import Position, Record, Subject, Work, Write

WORK = Work(
    Position("masar.articles", 0, 0, 0),
    Record(None, b""),
    Subject(page_id="p", url="u", outlet="o"),
    Write("masar-write-d", "p", 3, b"{}"),
    also=(Write("masar-versions", "p:d:hash", 1, b"{}"),),
)
HELD = {
    "status": 409,
    "error": {"type": "version_conflict_engine_exception", "reason": "current version [1] is higher"},
}


class FakeElasticsearch:
    def __init__(self, *items: dict[str, Any]) -> None:
        self.items = [{"index": item} for item in items]
        self.sent: list[bytes] = []

    def bulk(self, operations: list[bytes], filter_path: str) -> dict[str, Any]:
        self.sent = operations
        return {"items": self.items}


def asked(*items: dict[str, Any]) -> str:
    return send(FakeElasticsearch(*items), [WORK])[0].kind  # type: ignore[arg-type]


def test_both_go_into_the_request() -> None:
    client = FakeElasticsearch({"status": 201}, {"status": 201})
    send(client, [WORK])  # type: ignore[arg-type]
    assert len(client.sent) == 4
    assert b'"masar-versions"' in client.sent[2]
    assert WORK.size == 404


@pytest.mark.parametrize(
    ("second", "kind"),
    [({"status": 201}, "written"), (HELD, "written"), ({"status": 429}, "later"), ({"status": 400}, "dead")],
)
def test_the_documents_verdict_stands_unless_the_other_does_not(second: dict[str, Any], kind: str) -> None:
    assert asked({"status": 201}, second) == kind


def test_a_document_that_must_be_sent_again_is_sent_with_the_other() -> None:
    assert asked({"status": 503}, {"status": 201}) == "later"


def test_an_answer_that_misses_one_is_no_answer() -> None:
    assert asked({"status": 201}) == "later"
