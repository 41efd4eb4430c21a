"""Exports over a real Elasticsearch: whole and of one moment, in bounded memory, and nothing held for who left."""

import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
import uvicorn
from desk_index import DossierIndex, dossier_index
from elasticsearch.helpers import bulk

from contracts import codec
from contracts.article import Article, Story
from contracts.indexes import articles_of, index_of
from services.desk.all_hits import all_hits

pytestmark = pytest.mark.integration
EXAMPLE = codec.decode((Path(__file__).parents[2] / "contracts" / "examples" / "Article.json").read_bytes(), Article)
ALL = {"match_all": {}}
COUNT = 1_100
BODY = "خبر عن المؤتمر في العاصمة. " * 60


def article(number: int) -> Article:
    """One of many; each seventh has no date, and many share one."""
    page = f"page-{number:05}"
    at = EXAMPLE.fetched_at - timedelta(days=number % 40)
    return msgspec.structs.replace(
        EXAMPLE,
        page_id=page,
        body=f"{number} {BODY}",
        claims=(),
        actors=(),
        quotes=(),
        documents=(),
        relevance=msgspec.structs.replace(EXAMPLE.relevance, evidence=()),
        phases=(),
        published=None
        if number % 7 == 0
        else msgspec.structs.replace(EXAMPLE.published, at=f"{at:%Y-%m-%d}", grain="day"),
        story=Story(id=page, role="independent", origin_page_id=page, reason="no earlier source"),
    )


@pytest.fixture(scope="module")
def index(elasticsearch_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DossierIndex]:
    with dossier_index(elasticsearch_address, tmp_path_factory.mktemp("dossiers")) as index:
        index.write(map(article, range(COUNT)))
        yield index


@contextmanager
def served(index: DossierIndex) -> Iterator[str]:
    """The reading room behind a real server; yields the address of its search."""
    with socket.socket() as listening:
        # So little that no export fits between server and reader: it waits for who reads.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(index.site(), log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/ar/{index.name}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def export(address: str, form: str) -> Iterator[Iterator[bytes]]:
    """An export as it comes, through a pipe that holds little."""
    narrow = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)]
    with (
        httpx.Client(transport=httpx.HTTPTransport(socket_options=narrow), timeout=60) as client,
        client.stream("GET", f"{address}/export.{form}", headers={"accept-encoding": "identity"}) as answer,
    ):
        yield answer.iter_raw(50_000)


def held(index: DossierIndex) -> int:
    """How many points in time Elasticsearch holds of the dossier's index."""
    stats = index.client.indices.stats(index=articles_of(index.name), metric="search")
    return int(stats["_all"]["total"]["search"]["open_contexts"])


def until_none_held(index: DossierIndex) -> None:
    end = time.monotonic() + 20
    while held(index):
        assert time.monotonic() < end, "a point in time is still held"
        time.sleep(0.1)


def test_what_is_written_and_removed_meanwhile_changes_nothing(index: DossierIndex) -> None:
    hits = all_hits(index.client, articles_of(index.name), ALL)
    found = [next(hits)]
    concrete = index_of(index.name, 1)
    gone = [f"page-{number:05}" for number in range(0, COUNT, 3)]
    bulk(index.client, ({"_op_type": "delete", "_index": concrete, "_id": page} for page in gone), refresh=True)
    index.write(map(article, range(COUNT, COUNT + 300)))
    assert held(index) == 1
    found += hits
    index.client.delete_by_query(
        index=concrete, query={"range": {"page_id": {"gte": f"page-{COUNT:05}"}}}, refresh=True
    )
    index.write(article(int(page[5:])) for page in gone)
    assert [each["page_id"] for each in found] != sorted(each["page_id"] for each in found)
    assert sorted(each["page_id"] for each in found) == [f"page-{number:05}" for number in range(COUNT)]
    days = [(each.get("published") or {}).get("at", "") for each in found]
    assert days == sorted(days, reverse=True)
    assert held(index) == 0


def test_memory_does_not_grow_with_the_length(index: DossierIndex) -> None:
    def peak(wanted: int) -> int:
        query = {"range": {"page_id": {"lt": f"page-{wanted:05}"}}}
        tracemalloc.start()
        length = sum(len(each["body"].encode()) for each in all_hits(index.client, articles_of(index.name), query))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert length > wanted * 2_500
        return most

    # Two pages of results and five: what is held is one and what comes next.
    assert peak(COUNT) < 1.3 * peak(500)


@pytest.mark.parametrize("form", ["csv", "jsonl", "bib"])
def test_who_hangs_up_leaves_nothing_held(index: DossierIndex, form: str) -> None:
    with served(index) as address:
        with export(address, form) as coming:
            next(coming)
            assert held(index) == 1
        until_none_held(index)
        assert httpx.head(f"{address}/export.{form}").status_code == 200
        until_none_held(index)
        whole = httpx.get(f"{address}/export.{form}", timeout=60)
        assert whole.text.count("page-00042") >= 1
        until_none_held(index)


def test_an_export_that_breaks_is_not_taken_for_whole(index: DossierIndex) -> None:
    """The index goes, as after a rebuild, or with Elasticsearch: the reader's client must see that."""
    concrete = index_of(index.name, 1)
    with served(index) as address, export(address, "jsonl") as coming:
        next(coming)
        index.client.indices.close(index=concrete)
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
            list(coming)
    index.client.indices.open(index=concrete)
    index.client.cluster.health(index=concrete, wait_for_status="yellow")
