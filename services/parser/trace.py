"""The tracing step: one order for each dossier, in which changes are counted and copies are told from origins."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from datetime import datetime
from typing import Any, Literal
from zlib import compress, decompress

import msgspec
from msgspec import Struct

from contracts.article import Article
from lineage.entry import LineageArticle, entry_of
from lineage.lineage import Lineage
from services.parser import metrics

# What differs between two readings of the same content and is no change of the content.
_UNCOUNTED: dict[str, Any] = {"revision": 0, "fetched_at": datetime.min, "parser_version": "", "story": None}


class Entry(Struct, frozen=True):
    """What the table keeps of an article: as it was last sent, and a digest of its content without its story."""

    article: Article
    digest: str


class Traced(Struct, frozen=True):
    """The step's verdict on an article, and what it makes new: entries to send, then to remember in this order.

    traced: content not seen before. unchanged: the same content was traced before. superseded: a later
    fetch was traced before. off_topic: the page never was of this dossier. The article itself comes last,
    after the others whose story it changes: once it is remembered, so are they.
    """

    name: Literal["traced", "unchanged", "superseded", "off_topic"]
    entries: tuple[Entry, ...] = ()


class Tracing:
    """Revisions and stories of all dossiers, over a table of entries by `dossier:page_id`.

    The table is read here and written by `remember` alone, after Kafka has acknowledged what was sent:
    an article that is read again after a crash gives the same revisions again.
    """

    def __init__(self, table: MutableMapping[str, bytes], agencies: Mapping[str, str]) -> None:
        """`table` keeps entries as JSON by zlib: a table in memory holds every article that is remembered.
        `agencies`: the agency that an outlet is, by the outlet's id."""
        self._table = table
        self._agencies = agencies
        self._lineages: dict[str, Lineage] = defaultdict(Lineage)
        self._bytes = 0

    def rebuild(self) -> None:
        """Take the stories anew from the table, as after a restart or a change of partitions."""
        for _ in self.rebuilding():
            pass

    def rebuilding(self) -> Iterator[tuple[int, int]]:
        """`rebuild` in steps of a fraction of a second; yields how many articles are back, of how many."""
        keys: dict[str, list[str]] = defaultdict(list)
        for key in self._table:
            keys[key.partition(":")[0]].append(key)
        lineages: dict[str, Lineage] = defaultdict(Lineage)
        done, articles = 0, len(self._table)
        for dossier, each in keys.items():
            for back in lineages[dossier].restoring(self._kept(each)):
                yield done + back, articles
            done += len(each)
        self._lineages = lineages
        self._bytes = sum(len(self._table[key]) for each in keys.values() for key in each)
        self._show_size()

    def _kept(self, keys: Iterable[str]) -> Iterator[LineageArticle]:
        for key in keys:
            article = _entry(self._table[key]).article
            if article.relevance.level != "off_topic":
                yield self._lineage_article(article)

    def take(self, article: Article) -> Traced:
        """Give the article its revision and its story, or say why it does not go on."""
        former = self._remembered(article.dossier, article.page_id)
        digest = _digest(article)
        if former is None and article.relevance.level == "off_topic":
            return Traced("off_topic")
        if former and article.fetched_at < former.article.fetched_at:
            return Traced("superseded")
        if former and digest == former.digest:
            return Traced("unchanged")
        others = self._changed_others(article)
        revision = former.article.revision + 1 if former else 1
        return Traced("traced", (*others, Entry(self._with_story(article, revision), digest)))

    def remember(self, entries: Iterable[Entry]) -> None:
        """Write entries into the table."""
        for entry in entries:
            article = entry.article
            key, value = f"{article.dossier}:{article.page_id}", compress(msgspec.json.encode(entry), 1)
            self._bytes += len(value) - len(self._table.get(key) or b"")
            self._table[key] = value
            # The stories may have been rebuilt from the table while Kafka was being waited for.
            if article.relevance.level != "off_topic" and article.page_id not in self._lineages[article.dossier]:
                self._lineages[article.dossier].add(self._lineage_article(article))
        self._show_size()

    def _show_size(self) -> None:
        metrics.TABLE_ARTICLES.set(len(self._table))
        metrics.TABLE_BYTES.set(self._bytes)

    def _changed_others(self, article: Article) -> list[Entry]:
        lineage = self._lineages[article.dossier]
        if article.relevance.level == "off_topic":
            affected = lineage.remove(article.page_id)
        else:
            affected = lineage.add(self._lineage_article(article))
        return [
            Entry(self._with_story(entry.article, entry.article.revision + 1), entry.digest)
            for page in sorted(affected - {article.page_id})
            if (entry := self._remembered(article.dossier, page))
        ]

    def _with_story(self, article: Article, revision: int) -> Article:
        lineage = self._lineages[article.dossier]
        story = lineage.story_of(article.page_id) if article.page_id in lineage else None
        return msgspec.structs.replace(article, revision=revision, story=story)

    def _lineage_article(self, article: Article) -> LineageArticle:
        return entry_of(article, self._agencies.get(article.outlet))

    def _remembered(self, dossier: str, page_id: str) -> Entry | None:
        value = self._table.get(f"{dossier}:{page_id}")
        return _entry(value) if value else None


def _entry(value: bytes) -> Entry:
    # Changelogs written before entries were compressed hold plain JSON.
    return msgspec.json.decode(value if value.startswith(b"{") else decompress(value), type=Entry)


def _digest(article: Article) -> str:
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(article, **_UNCOUNTED))).hexdigest()
