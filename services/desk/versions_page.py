"""The versions of an article: each text that it had, and what changed from one to the next."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct
from starlette.responses import Response

from contracts.indexes import VERSIONS
from services.desk.article_page import find_article
from services.desk.asking import Asking
from services.desk.differences import Piece, differences, trivial
from services.desk.show import show

# Texts of one article that are shown; a page that changes oftener is a ticker.
MOST = 50


class Step(Struct, frozen=True):
    """From one version to the next: title and body with what went and came; `same`: no word changed."""

    version: Mapping[str, Any]
    title: Sequence[Piece]
    body: Sequence[Piece]
    same: bool


def versions_page(asking: Asking) -> Response:
    """The versions, the newest first."""
    article = find_article(asking, asking.part("page_id"))
    found = versions_of(asking, article["page_id"])
    steps = [_step(older, newer) for older, newer in pairwise(found)]
    return show(asking, "versions.html", article=article, first=found[0] if found else None, steps=steps[::-1])


def versions_of(asking: Asking, page_id: str) -> list[Mapping[str, Any]]:
    """The texts that an article of this dossier had, the oldest first. Raises the client's errors."""
    own = [{"term": {"page_id": page_id}}, {"term": {"dossier": asking.dossier.id}}]
    answer = asking.client.search(
        index=VERSIONS, query={"bool": {"filter": own}}, size=MOST, sort=[{"fetched_at": "asc"}, {"revision": "asc"}]
    )
    return [hit["_source"] for hit in answer["hits"]["hits"]]


def _step(older: Mapping[str, Any], newer: Mapping[str, Any]) -> Step:
    title = differences(older["title"] or "", newer["title"] or "")
    body = differences(older["body"], newer["body"])
    return Step(newer, title, body, trivial(title) and trivial(body))
