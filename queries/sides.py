"""Two members side by side: what one kept of the other, what it cut, added and changed."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from contracts.article import Change, Passage, Story
from lineage.entry import LineageArticle
from lineage.links import Known, known
from lineage.place import Place
from lineage.stock import stock_phrases
from lineage.story import tell
from queries.family import Member


class Row(Struct, frozen=True):
    """A stretch: kept (in both), cut (of the source alone) or added (of the copy alone). `changed` are the words
    that differ within a kept one, each as (the source's, the copy's)."""

    kind: Literal["kept", "cut", "added"]
    source: str = ""
    copy: str = ""
    changed: tuple[tuple[str, str], ...] = ()


class Sides(Struct, frozen=True):
    """`source` stands nearer to the origin. `shared` is the share of the copy's words, `of_source` of the source's."""

    source: Member
    copy: Member
    shared: float
    of_source: float
    rows: tuple[Row, ...]


def sides(one: Member, other: Member) -> Sides:
    """Compare two members by their texts, as the tracing does. Raises ValueError where both are one."""
    if one.page_id == other.page_id:
        raise ValueError("both are the same article")
    read = {_known(each).standing: each for each in (one, other)}
    source, copy = (read[standing] for standing in sorted(read))
    story = tell(_known(copy), (_known(source),), Place(source.page_id, "reprint", ""), source.page_id)
    (relative,) = story.relatives
    return Sides(source, copy, relative.shared, relative.of_other, tuple(_rows(source.body, copy.body, story)))


def _known(member: Member) -> Known:
    entry = LineageArticle(
        page_id=member.page_id,
        outlet=member.outlet,
        agency=member.agency,
        published=member.published,
        fetched_at=member.fetched_at,
        body=member.body,
    )
    return known(entry, stock_phrases())


def _rows(source: str, copy: str, story: Story) -> Iterator[Row]:
    """In the order of the copy; what was cut comes before the first passage that follows it in the source."""
    cuts = list(story.cut)
    last = 0
    for passage in story.passages:
        while cuts and cuts[0].other_end <= passage.other_start:
            cut = cuts.pop(0)
            yield Row("cut", source=source[cut.other_start : cut.other_end])
        yield from _added(copy[last : passage.start])
        kept = source[passage.other_start : passage.other_end]
        yield Row("kept", kept, copy[passage.start : passage.end], tuple(_changed(story.changed, passage)))
        last = passage.end
    yield from (Row("cut", source=source[cut.other_start : cut.other_end]) for cut in cuts)
    yield from _added(copy[last:])


def _changed(changes: tuple[Change, ...], passage: Passage) -> Iterator[tuple[str, str]]:
    for change in changes:
        if passage.start <= change.start and change.end <= passage.end:
            yield change.other_surface, change.surface


def _added(text: str) -> Iterator[Row]:
    if any(letter.isalnum() for letter in text):
        yield Row("added", copy=text.strip())
