"""An article's story in the words of the contract: shares, passages, what was cut and what was changed."""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from contracts.article import Change, Cut, Passage, Relative, Story
from lineage.links import Known, compare, link
from lineage.passages import Run, Shared
from lineage.place import Place


def tell(article: Known, relatives: Sequence[Known], place: Place, root: str) -> Story:
    """The story of an article whose earlier relatives are given, the likeliest origin first; `root` names it."""
    shared = [(each, compare(article, each)) for each in relatives]
    origin, kept = next(((each, found) for each, found in shared if each.page_id == place.origin), (None, ()))
    return Story(
        id=root,
        role=place.role,
        origin_page_id=place.origin or article.page_id,
        reason=place.reason,
        shared=_share(link(kept).here, article),
        relatives=tuple(_relative(article, each, found) for each, found in shared),
        passages=tuple(chain.from_iterable(_passages(article, each, found) for each, found in shared)),
        cut=tuple(_cut(origin, kept)) if origin else (),
        changed=tuple(_changed(article, origin, kept)) if origin else (),
    )


def _share(words: int, article: Known) -> float:
    return round(words / max(1, len(article.words)), 4)


def _relative(article: Known, other: Known, passages: tuple[Shared, ...]) -> Relative:
    linked = link(passages)
    return Relative(page_id=other.page_id, shared=_share(linked.here, article), of_other=_share(linked.there, other))


def _passages(article: Known, other: Known, passages: tuple[Shared, ...]) -> Iterator[Passage]:
    for passage in passages:
        start, end = _printed(article, *passage.here)
        other_start, other_end = _printed(other, *passage.there)
        yield Passage(page_id=other.page_id, start=start, end=end, other_start=other_start, other_end=other_end)


def _cut(origin: Known, kept: tuple[Shared, ...]) -> Iterator[Cut]:
    last = 0
    for start, end in [*sorted(passage.there for passage in kept), (len(origin.words), len(origin.words))]:
        if start > last:
            other_start, other_end = _printed(origin, last, start)
            yield Cut(other_start=other_start, other_end=other_end)
        last = max(last, end)


def _changed(article: Known, origin: Known, kept: tuple[Shared, ...]) -> Iterator[Change]:
    for passage in kept:
        for run, following in pairwise(passage.runs):
            yield _change(article, origin, run, following)


def _change(article: Known, origin: Known, run: Run, following: Run) -> Change:
    start, end = _printed(article, run.start + run.length, following.start)
    other_start, other_end = _printed(origin, run.other + run.length, following.other)
    return Change(
        start=start,
        end=end,
        surface=article.body[start:end],
        other_start=other_start,
        other_end=other_end,
        other_surface=origin.body[other_start:other_end],
    )


def _printed(known: Known, start: int, end: int) -> tuple[int, int]:
    # no words: the place after the word before, where something was put in or left out
    words = known.words
    if end <= start:
        return words.ends[start - 1], words.ends[start - 1]
    return words.starts[start], words.ends[end - 1]
