"""Several searches of one index, asked at once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from elasticsearch import ApiError, Elasticsearch
from elasticsearch.exceptions import HTTP_EXCEPTIONS

# Names of arguments that the body of a request has otherwise.
_IN_BODY = {"from_": "from", "source": "_source"}


def search_together(client: Elasticsearch, index: str, *asked: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The answers to the arguments of several searches, in order. What was found is kept by Elasticsearch until the
    index changes: asking again is then cheap.

    Raises the client's errors, as `client.search` would for the first that fails.
    """
    searches: list[Mapping[str, Any]] = []
    for each in asked:
        searches += ({"request_cache": True}, {_IN_BODY.get(name, name): value for name, value in each.items()})
    answer = client.msearch(index=index, searches=searches)
    found: list[Mapping[str, Any]] = answer["responses"]
    for each in found:
        if "error" in each:
            status = int(each["status"])
            meta = replace(answer.meta, status=status)
            raise HTTP_EXCEPTIONS.get(status, ApiError)(str(each["error"].get("type")), meta, each)
    return found
