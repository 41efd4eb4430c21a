"""What a fault run must not have cost: every page looked for in the index, the dead letters and the ledger."""

from collections import Counter
from collections.abc import Mapping, Sequence

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan
from msgspec import Struct

from contracts import codec, topics
from contracts.article import Article
from contracts.indexes import ARTICLES
from queries.ledger import Row, outcomes, rows
from queues.look import dead_letters, read_to_end


class Verdict(Struct, frozen=True, kw_only=True):
    """The end of a fault run, in pages or messages; all but the first four must be 0.

    `stale` articles are indexed under another revision than their newest. `astray` are addresses in the index that
    the press never had. `unburied` are poisoned pages and messages without a dead letter.
    """

    pages: int
    articles: int
    poisoned: int
    letters: int
    lost: int
    twice: int
    stale: int
    astray: int
    unburied: int
    unaccounted: int
    ledger_open: int

    def holds(self) -> bool:
        """Whether nothing was lost, doubled, stale or left open."""
        return not (
            self.lost + self.twice + self.stale + self.astray + self.unburied + self.unaccounted + self.ledger_open
        )


def judged(
    kafka: str, client: Elasticsearch, pages: Mapping[str, bool], thrown: Sequence[bytes], unaccounted: int
) -> Verdict:
    """The verdict over the press's pages (address: can it be read) and the poison that was thrown."""
    client.indices.refresh(index="masar-*")
    indexed = [(hit["_source"]["url"], hit["_source"]["revision"]) for hit in scan(client, index=ARTICLES)]
    times = Counter(url for url, _ in indexed)
    newest = _newest(kafka)
    letters = list(dead_letters(kafka))
    buried_pages, buried_values = {letter.url for letter in letters}, {letter.value for letter in letters}
    good = {url for url, readable in pages.items() if readable}
    unread = pages.keys() - good
    ledger = rows(outcomes(client), by_day=False)
    return Verdict(
        pages=len(pages),
        articles=len(good),
        poisoned=len(unread) + len(thrown),
        letters=len(letters),
        lost=len(good - times.keys()),
        twice=sum(count - 1 for count in times.values()),
        stale=sum(1 for url, revision in indexed if newest.get(url) != revision),
        astray=len(times.keys() - good),
        unburied=len(unread - buried_pages) + sum(1 for value in thrown if value not in buried_values),
        unaccounted=unaccounted,
        ledger_open=_ledger_open(ledger, len(pages)),
    )


def _newest(kafka: str) -> dict[str, int]:
    newest: dict[str, int] = {}
    for value in read_to_end(kafka, topics.ARTICLES):
        try:
            article = codec.decode(value, Article)
        except codec.MessageRejected:
            continue  # poison
        newest[article.url] = max(article.revision, newest.get(article.url, 0))
    return newest


def _ledger_open(ledger: Sequence[Row], pages: int) -> int:
    closed = sum(sum(row.account.outcomes.values()) for row in ledger)
    return abs(pages - closed)
