"""`masar rebuild`: a new index from masar.articles, which takes the old one's place when it is whole."""

import math
from collections.abc import Callable

import msgspec
from elasticsearch import Elasticsearch
from msgspec import Struct

from operations.rebuild_check import Before, check, look_before
from operations.rebuild_fill import Fill
from operations.tail import Tail
from services.indexer.versions import begin, take_over, versions_of, write_to

# While the indexer writes, each pass leaves a little behind. With so little left the new index gets all that is new;
# or when passes get no shorter, because articles come as fast as they are written here.
NEARLY = 500

# The step, records done and to be done in it.
Progress = Callable[[str, int, int], None]


class Rebuilt(Struct, frozen=True, kw_only=True):
    """What a rebuild did. `before` is the index that was read until then, kept; null where there was none.

    `records` were read of masar.articles, `articles` of them stand; `rejected` counts by reason what does not.
    """

    dossier: str
    index: str
    before: str | None
    records: int
    articles: int
    compared: int
    rejected: dict[str, int]


def rebuild(client: Elasticsearch, dossier: str, tail: Tail, progress: Progress, accept_fewer: bool = False) -> Rebuilt:
    """Build a dossier's next index and let it take over. Safe to be cut off anywhere, and to repeat.

    Searches see the old index until the very end. Nothing that the indexer writes meanwhile is lost: the new index
    becomes the one that is written to before the topic's last stretch is read, so that whatever went into the old
    one lies before the end of that stretch. Raises RebuildTrouble, KafkaError and the client's errors.
    """
    before = versions_of(client, dossier).read
    index = begin(client, dossier)
    fill = Fill(client, dossier, index, tail)
    least = _fill_nearly(client, before, fill, progress)
    compared = check(client, index, Before() if accept_fewer else least, fill)
    write_to(client, dossier, index)
    fill.catch_up(lambda done, behind: progress("the last of it", done, behind))
    client.indices.refresh(index=index)
    take_over(client, dossier, index)
    return Rebuilt(
        dossier=dossier,
        index=index,
        before=before,
        records=fill.read,
        articles=len(fill.pages),
        compared=compared,
        rejected=dict(fill.rejected),
    )


def drop_old(client: Elasticsearch, dossier: str) -> tuple[str, ...]:
    """Delete the indexes that nobody reads or writes any more; returns their names."""
    spare = versions_of(client, dossier).spare
    for name in spare:
        client.indices.delete(index=name)
    return spare


def _fill_nearly(client: Elasticsearch, before: str | None, fill: Fill, progress: Progress) -> Before:
    """Fill until little is left, and tell what the index before held when the last pass began."""
    last: float = math.inf
    while True:
        least = look_before(client, before)
        done = fill.catch_up(lambda done, behind: progress("articles", done, behind))
        if done < NEARLY or done >= last:
            return least
        last = done


def as_json(done: list[Rebuilt]) -> str:
    """The results as one JSON array."""
    return msgspec.json.encode(done).decode()
