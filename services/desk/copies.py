"""The copies of the articles on a page of results: how many there are, and the first of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from services.desk.asking import Asking

# Members of all stories of a page that are fetched to be unfolded; a larger story is shown by its own page.
_MEMBERS = 200
_SOURCE = ["page_id", "outlet", "title", "published.at", "story.id", "story.role", "story.shared", "byline.agency"]


class Folded(Struct, frozen=True):
    """A story: how many articles and outlets it has, and its members as far as they were fetched, the first first."""

    id: str
    size: int
    outlets: int
    members: tuple[Mapping[str, Any], ...]

    def others(self, page_id: str) -> tuple[Mapping[str, Any], ...]:
        """The members but one."""
        return tuple(member for member in self.members if member["page_id"] != page_id)

    def origin(self, page_id: str) -> Mapping[str, Any] | None:
        """The member of that id, null where it was not fetched."""
        return next((member for member in self.members if member["page_id"] == page_id), None)


def folded(asking: Asking, articles: Sequence[Mapping[str, Any]]) -> dict[str, Folded]:
    """The stories of these articles that have more than one member, by id."""
    stories = sorted({story["id"] for article in articles if (story := article.get("story"))})
    if not stories:
        return {}
    answer = asking.client.search(
        index=asking.index,
        query={"terms": {"story.id": stories}},
        size=_MEMBERS,
        source_includes=_SOURCE,
        sort=[{"published.at": {"order": "asc", "missing": "_last"}}],
        track_total_hits=False,
        aggs={
            "stories": {
                # By these few articles, and not by a table of all stories that each change of the index makes void.
                "terms": {
                    "field": "story.id",
                    "size": len(stories),
                    "min_doc_count": 2,
                    "execution_hint": "map",
                },
                "aggs": {"outlets": {"cardinality": {"field": "outlet"}}},
            }
        },
    )
    members = [hit["_source"] for hit in answer["hits"]["hits"]]
    return {
        bucket["key"]: Folded(
            bucket["key"],
            bucket["doc_count"],
            bucket["outlets"]["value"],
            tuple(member for member in members if member["story"]["id"] == bucket["key"]),
        )
        for bucket in answer["aggregations"]["stories"]["buckets"]
    }
