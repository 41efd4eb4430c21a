"""The measurement of the reading room loads what the indexer would have written."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from contracts.indexes import LEDGER, articles_of
from evaluation.desk.invented import Inventor, read_example
from evaluation.desk.load import load
from evaluation.desk.lookup import looked_up
from services.desk.knowledge import read_knowledge
from services.indexer.setup_index import install

pytestmark = pytest.mark.integration
ROOT = Path(__file__).parents[2]


@pytest.fixture
def inventor(tmp_path: Path) -> Inventor:
    folder = tmp_path / f"b{uuid.uuid4().hex[:8]}"
    shutil.copytree(ROOT / "dossiers" / "dushanbe", folder)
    return Inventor(read_knowledge(folder), read_example(ROOT))


@pytest.fixture
def client(elasticsearch_address: str, inventor: Inventor, tmp_path: Path) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_address) as client:
        install(client, [tmp_path / inventor.dossier])
        client.cluster.health(index=articles_of(inventor.dossier), wait_for_status="yellow")
        yield client
        client.indices.delete(index=f"{articles_of(inventor.dossier)}-v1")
        client.indices.delete_index_template(name=articles_of(inventor.dossier))
        client.delete_by_query(index=LEDGER, query={"prefix": {"page_id": "0" * 20}}, refresh=True)


def analyzed(client: Elasticsearch, index: str, text: str) -> list[dict[str, object]]:
    tokens = client.indices.analyze(index=index, analyzer="light", text=text)["tokens"]
    return sorted(tokens, key=lambda token: (token["position"], token["token"]))


def test_forms_by_heart_are_the_analyzers_own_which_is_back_afterwards(
    client: Elasticsearch, inventor: Inventor
) -> None:
    index = articles_of(inventor.dossier)
    ((article, _),) = inventor.articles(3, 4)
    unknown = "ومدارسهم"
    own = [analyzed(client, index, text) for text in (article.body, unknown)]
    with looked_up(client, index, inventor.texts):
        inside = [analyzed(client, index, text) for text in (article.body, unknown)]
    assert [[each["token"] for each in tokens] for tokens in inside] == [
        [each["token"] for each in own[0]],
        [unknown],
    ]
    assert [analyzed(client, index, text) for text in (article.body, unknown)] == own


def test_loading_goes_on_from_where_it_stopped(client: Elasticsearch, inventor: Inventor) -> None:
    index = articles_of(inventor.dossier)
    for size in (300, 700):
        load(client, inventor, size, lambda what: None)
        assert client.count(index=index)["count"] == size
    found = client.search(index=index, query={"term": {"page_id": f"{650:032x}"}})["hits"]["hits"]
    ((article, _),) = inventor.articles(650, 651)
    assert [hit["_source"]["body"] for hit in found] == [article.body]
