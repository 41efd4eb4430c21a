"""Several searches at once: each answered in its place, the first that fails raised as a single one would be."""

from typing import Any

import pytest
from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig, ObjectApiResponse
from elasticsearch import BadRequestError, NotFoundError

from queries.search import Asked, counts_request, hits_request
from queries.together import search_together

META = ApiResponseMeta(200, "1.1", HttpHeaders(), 0.1, NodeConfig("http", "127.0.0.1", 9200))


class FakeElasticsearch:
    def __init__(self, *answers: dict[str, Any]) -> None:
        self.answers = answers

    def msearch(self, **asked: Any) -> ObjectApiResponse[Any]:
        self.asked = asked
        return ObjectApiResponse({"responses": list(self.answers)}, META)


def failed(status: int, kind: str) -> dict[str, Any]:
    return {"status": status, "error": {"type": kind, "reason": "told by Elasticsearch"}}


def test_articles_and_counts_are_asked_at_once_and_kept_until_the_index_changes():
    client = FakeElasticsearch({"hits": "shown"}, {"hits": "counted"})
    asked = Asked(text="x", start=20)
    answers = search_together(client, "masar-articles", hits_request(asked), counts_request(asked))
    assert answers == [{"hits": "shown"}, {"hits": "counted"}]
    hits_options, hits, counts_options, counts = client.asked["searches"]
    assert hits_options == counts_options == {"request_cache": True}
    assert (hits["from"], hits["_source"][0], counts["size"]) == (20, "page_id", 0)


@pytest.mark.parametrize(
    ("status", "kind", "error"),
    [(404, "index_not_found_exception", NotFoundError), (400, "search_phase_execution_exception", BadRequestError)],
)
def test_a_search_that_fails_is_raised_as_if_it_had_been_asked_alone(status, kind, error):
    client = FakeElasticsearch({"hits": "shown"}, failed(status, kind))
    with pytest.raises(error, match=kind) as raised:
        search_together(client, "masar-articles", {}, {})
    assert raised.value.status_code == status
