"""A story's family, read from Elasticsearch: its members, and who derives from whom."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from elasticsearch import Elasticsearch, NotFoundError
from msgspec import Struct

from contracts.article import Story
from contracts.indexes import ARTICLES

# More members than this are not shown; a real family has a few dozen.
MOST = 1000
_FIELDS = [
    "page_id",
    "dossier",
    "url",
    "outlet",
    "title",
    "byline.agency",
    "published.at",
    "fetched_at",
    "body",
    "story",
]


class NotInIndex(LookupError):
    """No article is meant by what was asked; the message says what was looked for."""


class Member(Struct, frozen=True, kw_only=True):
    """An article of a family. `published` is a date of ISO 8601 cut to its grain."""

    page_id: str
    dossier: str
    url: str
    outlet: str
    title: str | None
    agency: str | None
    published: str | None
    fetched_at: datetime | None
    body: str
    story: Story


class Branch(Struct, frozen=True):
    """A member and those that derive from it, or share most with it."""

    member: Member
    branches: tuple["Branch", ...]


def find_member(client: Elasticsearch, asked: str, index: str = ARTICLES) -> Member:
    """The article that a page id, an address or a story id means. Raises NotInIndex, and the client's errors."""
    # The article itself before another that names its address as the canonical one.
    for field in ("page_id", "url", "canonical_url", "story.id"):
        if found := _members(client, index, [{"term": {field: asked}}, {"exists": {"field": "story.id"}}], 1):
            return found[0]
    raise NotInIndex(f"no article in the index has {asked} as its page id, its address or its story")


def family(client: Elasticsearch, asked: str, index: str = ARTICLES) -> tuple[Member, ...]:
    """All members of the story that is meant, in the order of publication, undated ones last."""
    meant = find_member(client, asked, index)
    of_story = [{"term": {"story.id": meant.story.id}}, {"term": {"dossier": meant.dossier}}]
    members = _members(client, index, of_story, MOST)
    return tuple(sorted(members, key=lambda each: (each.published is None, each.published or "", each.page_id)))


def tree(members: Sequence[Member]) -> tuple[Branch, ...]:
    """The members as trees: copies under their origin, other accounts under the one they share most with."""
    known = {each.page_id for each in members}
    above = {each.page_id: parent for each in members if (parent := _parent(each)) in known}

    def branch(member: Member) -> Branch:
        return Branch(member, tuple(branch(each) for each in members if above.get(each.page_id) == member.page_id))

    # A relative is always earlier in one fixed order, so that no circle can close.
    return tuple(branch(each) for each in members if each.page_id not in above)


def _parent(member: Member) -> str | None:
    story = member.story
    if story.origin_page_id != member.page_id:
        return story.origin_page_id
    closest = max(story.relatives, key=lambda each: each.shared, default=None)
    return closest.page_id if closest else None


def _members(client: Elasticsearch, index: str, terms: Sequence[Mapping[str, Any]], size: int) -> list[Member]:
    try:
        answer = client.search(index=index, query={"bool": {"filter": terms}}, size=size, source_includes=_FIELDS)
    except NotFoundError:
        raise NotInIndex("there is no index of articles yet") from None
    return list(_read(answer["hits"]["hits"]))


def _read(hits: Sequence[Mapping[str, Any]]) -> Iterator[Member]:
    for hit in hits:
        source = hit["_source"]
        yield Member(
            page_id=source["page_id"],
            dossier=source["dossier"],
            url=source["url"],
            outlet=source["outlet"],
            title=source.get("title"),
            agency=(source.get("byline") or {}).get("agency"),
            published=(source.get("published") or {}).get("at"),
            fetched_at=msgspec.convert(source.get("fetched_at"), datetime | None),
            body=source["body"],
            story=msgspec.convert(source["story"], Story),
        )
