"""What a command says of an Elasticsearch that gives no answer: what it does, and what to do about it."""

import pytest
from elastic_transport import ApiResponseMeta, ConnectionError, HttpHeaders, NodeConfig
from elasticsearch import ApiError

from operations.client import complaint


def refusal(status: int, message: str) -> ApiError:
    node = NodeConfig("http", "127.0.0.1", 9200)
    return ApiError(message, ApiResponseMeta(status, "1.1", HttpHeaders(), 0.1, node), None)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (refusal(401, "security_exception"), "refuses this (401 security_exception): name a key"),
        (refusal(403, "security_exception"), "MASAR_ELASTICSEARCH_API_KEY_FILE"),
        (refusal(404, "index_not_found_exception"), "`masar setup` makes what is missing"),
        (refusal(503, "busy"), "refuses this (503 busy)"),
        (ConnectionError("nobody there"), "does not answer (nobody there): is `make run` running"),
    ],
)
def test_the_complaint_names_the_remedy(error: ApiError, told: str) -> None:
    assert told in complaint(error)
