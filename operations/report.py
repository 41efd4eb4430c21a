"""The result of `masar run --once`: one object that says what became of every page."""

from collections.abc import Iterable
from typing import Any

import msgspec
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan
from msgspec import Struct

from queries.account import Summary


class Listed(Struct, frozen=True):
    """An article as the index has it."""

    url: str
    title: str | None
    published: str | None
    level: str


class Report(Struct, frozen=True):
    """Counts are pages; `dead` adds the records that no page could be told of."""

    discovered: int
    fetched: int
    parsed: int
    relevant: int
    indexed: int
    dead: int
    outcomes: dict[str, int]
    unaccounted: int
    articles: tuple[Listed, ...]

    @property
    def exit_code(self) -> int:
        """0 where every page came to its end and none is dead."""
        return 1 if self.dead or self.unaccounted else 0


def report(summary: Summary, nameless_dead: int, articles: Iterable[Listed]) -> Report:
    """Put the account and the index's articles together, articles in order of address."""
    counts = msgspec.structs.asdict(summary)
    counts["dead"] += nameless_dead
    return Report(**counts, articles=tuple(sorted(articles, key=lambda each: each.url)))


def listed_articles(client: Elasticsearch) -> list[Listed]:
    """All articles behind the readers' alias."""
    client.indices.refresh(index="masar-articles")
    hits = scan(client, index="masar-articles", query={"_source": ["url", "title", "published.at", "relevance.level"]})
    return [_listed(hit["_source"]) for hit in hits]


def _listed(source: dict[str, Any]) -> Listed:
    published = source.get("published") or {}
    return Listed(source["url"], source.get("title"), published.get("at"), source["relevance"]["level"])
