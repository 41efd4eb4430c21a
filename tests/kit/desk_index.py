"""A dossier of a test's own in a real Elasticsearch, and the reading room over it."""

import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from elasticsearch import Elasticsearch
from starlette.applications import Starlette

from contracts.article import Article
from contracts.indexes import VERSIONS, articles_of
from services.desk.asking import Desk
from services.desk.knowledge import read_knowledge
from services.desk.limit import Buckets
from services.desk.site import make_site
from services.indexer.document import Write, article_document, version_document
from services.indexer.setup_index import install

DUSHANBE = Path(__file__).parents[2] / "dossiers" / "dushanbe"


@dataclass(frozen=True)
class DossierIndex:
    """The dossier's id, its folder, and a client that may write."""

    name: str
    folder: Path
    client: Elasticsearch

    def write(self, articles: Iterable[Article]) -> None:
        """Index articles as the indexer does; they are found when this returns."""
        self._write(article_document(self._own(article)) for article in articles)

    def write_versions(self, articles: Iterable[Article]) -> None:
        """Keep texts that an article had."""
        self._write(version_document(self._own(article)) for article in articles)

    def site(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Starlette:
        """The reading room over this dossier alone; nobody asks too much of it."""
        desk = Desk(self.client, {self.name: read_knowledge(self.folder)}, now=now)
        return make_site(desk, Buckets(10_000, 10_000))

    def _own(self, article: Article) -> Article:
        return msgspec.structs.replace(article, dossier=self.name)

    def _write(self, writes: Iterable[Write]) -> None:
        operations = []
        for write in writes:
            operations += [{"index": {"_index": write.alias, "_id": write.id}}, msgspec.json.decode(write.source)]
        for start in range(0, len(operations), 1_000):
            some = operations[start : start + 1_000]
            assert not self.client.options(request_timeout=120).bulk(operations=some, refresh=True)["errors"]


@contextmanager
def dossier_index(address: str, folder: Path, key: str | None = None) -> Iterator[DossierIndex]:
    """A copy of the dossier of Dushanbe under another name, below `folder`, its index empty; gone afterwards."""
    name = f"d{uuid.uuid4().hex[:8]}"
    shutil.copytree(DUSHANBE, folder / name)
    with Elasticsearch(address, api_key=key) as client:
        install(client, [folder / name])
        client.cluster.health(index=articles_of(name), wait_for_status="yellow")
        yield DossierIndex(name, folder / name, client)
        client.indices.delete(index=f"{articles_of(name)}-v1")
        client.indices.delete_index_template(name=articles_of(name))
        client.delete_by_query(index=VERSIONS, query={"term": {"dossier": name}}, refresh=True)
