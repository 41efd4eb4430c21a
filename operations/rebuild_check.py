"""Is a rebuilt index as good as the one before, and as the topic that it was made of?"""

from collections.abc import Mapping
from typing import Any

import msgspec
from elasticsearch import Elasticsearch
from msgspec import Struct

from operations.rebuild_fill import SAMPLE, Fill, RebuildTrouble


class Before(Struct, frozen=True):
    """The index that is read, at a moment: its articles, and the revisions of some of them."""

    articles: int = 0
    revisions: Mapping[str, int] = {}


def look_before(client: Elasticsearch, index: str | None) -> Before:
    """What the new index must hold at least. Raises the client's errors."""
    if index is None:
        return Before()
    random: dict[str, Any] = {"function_score": {"query": {"match_all": {}}, "random_score": {}}}
    answer = client.search(index=index, query=random, size=SAMPLE, source_includes="revision", track_total_hits=True)
    found = answer["hits"]
    return Before(found["total"]["value"], {hit["_id"]: hit["_source"]["revision"] for hit in found["hits"]})


def check(client: Elasticsearch, index: str, before: Before, fill: Fill) -> int:
    """How many documents were compared. Raises RebuildTrouble naming the first thing that is wrong."""
    client.indices.refresh(index=index)
    count = int(client.count(index=index)["count"])
    if count < len(fill.pages):
        raise RebuildTrouble(f"{index} holds {count} articles of the {len(fill.pages)} that were written")
    if count < before.articles:
        raise RebuildTrouble(
            f"masar.articles yields {count} articles and the index before holds {before.articles}: "
            "is the topic whole? --accept-fewer takes the new one all the same"
        )
    _compare(_sources(client, index, list(before.revisions)), before.revisions)
    _compare_whole(_sources(client, index, list(fill.sample)), fill)
    return len(before.revisions) + len(fill.sample)


def _sources(client: Elasticsearch, index: str, ids: list[str]) -> dict[str, dict[str, Any]]:
    if not ids:
        return {}
    return {doc["_id"]: doc["_source"] for doc in client.mget(index=index, ids=ids)["docs"] if doc.get("found")}


def _compare(found: Mapping[str, Mapping[str, Any]], revisions: Mapping[str, int]) -> None:
    for page, revision in revisions.items():
        if page not in found:
            raise RebuildTrouble(f"article {page} stands in the index before and not in the new one")
        if found[page]["revision"] < revision:
            raise RebuildTrouble(f"article {page} is older in the new index: {found[page]['revision']} < {revision}")


def _compare_whole(found: Mapping[str, Mapping[str, Any]], fill: Fill) -> None:
    for page, write in fill.sample.items():
        source = found.get(page)
        # One written since, by the indexer, is newer and none of this.
        if source is None or (source["revision"] <= write.version and source != msgspec.json.decode(write.source)):
            raise RebuildTrouble(f"article {page} is not in the new index as it was written")
