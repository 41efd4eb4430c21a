"""Every article that answers a question, as the index stood when it was asked."""

import contextlib
from collections.abc import Generator, Mapping
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from contracts.article import Article

_A_TIME = 250
# How long the index is held still between two pages of results: readers may be slow.
_KEPT = "5m"
_FIELDS = [field for field in Article.__struct_fields__ if field != "paragraphs"]
# Elasticsearch itself adds each document's place in the index: no two stand at one point of the order.
_NEWEST_FIRST = [{"published.at": {"order": "desc", "missing": "_last"}}]

Hits = Generator[Mapping[str, Any], None, None]


def all_hits(client: Elasticsearch, index: str, query: Mapping[str, Any]) -> Hits:
    """The articles whole, the newest first, those without a date last, however many there are.

    A point in time holds the index still meanwhile: nothing is given twice or left out because others write. One page
    of results is in memory, never more. Close the generator to end before the last; it gives the point in time back.
    Raises the client's errors, and never passes over a part of the index that does not answer.
    """
    held = client.open_point_in_time(index=index, keep_alive=_KEPT)["id"]
    after: list[Any] | None = None
    try:
        while True:
            answer = client.search(
                pit={"id": held, "keep_alive": _KEPT},
                query=query,
                source_includes=_FIELDS,
                size=_A_TIME,
                sort=_NEWEST_FIRST,
                search_after=after,
                track_total_hits=False,
                allow_partial_search_results=False,
            )
            held, hits = answer["pit_id"], answer["hits"]["hits"]
            yield from (hit["_source"] for hit in hits)
            if len(hits) < _A_TIME:
                return
            after = hits[-1]["sort"]
    finally:
        # Where Elasticsearch is gone it holds nothing; else it lets go by itself once the time is over.
        with contextlib.suppress(ApiError, TransportError):
            client.close_point_in_time(id=held)
