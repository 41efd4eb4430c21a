"""Every article that answers a question, as the index stood when it was asked."""

from collections.abc import Iterator, Mapping
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from contracts.article import Article

_A_TIME = 500
# How long the index is held still between two pages of results: readers may be slow.
_KEPT = "5m"
_FIELDS = [field for field in Article.__struct_fields__ if field != "paragraphs"]


def all_hits(client: Elasticsearch, index: str, query: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The articles whole, in no order that matters, however many there are; close the iterator to end before the last.

    A scroll and not Elasticsearch's newer point in time: both hold the index still, so that nothing is given twice or
    left out, but the latter asks for rights on the index behind the alias, which the reader's key has not.
    Raises the client's errors.
    """
    for hit in scan(client, index=index, query={"query": query, "_source": _FIELDS}, size=_A_TIME, scroll=_KEPT):
        yield hit["_source"]
