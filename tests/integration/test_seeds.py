"""The five seeds pass the whole pipeline and come out as readers labelled them."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from elasticsearch import Elasticsearch
from pipeline import empty, running
from seeds import as_page, seed_files, title_of
from started import Brokers

pytestmark = pytest.mark.integration

# level, main phase, published, agency
LABELS = {
    "000": ("core", "dushanbe-2022", None, None),
    "001": ("core", "kuwait-2024", "2024-11-04T22:00+03:00", "KUNA"),
    "002": ("related", None, "2024-09-05", None),
    "003": ("core", "dushanbe-2019", None, None),
    "004": ("core", "dushanbe-2019", None, None),
}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    found = {number: path.read_text(encoding="utf-8") for number, path in seed_files().items()}
    if len(found) != len(LABELS):
        pytest.skip("the seeds are not here: ../shared/seeds")
    return found


@pytest.fixture(scope="module")
def outlets(texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One outlet of Kuwait that serves the seeds and lists them in a feed."""
    pages = {f"/{number}.html": as_page(number, text) for number, text in texts.items()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, kind = self._found()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _found(self) -> tuple[bytes, str]:
            if self.path == "/rss.xml":
                return feed(self.headers["Host"], list(pages)), "application/rss+xml"
            return pages.get(self.path, b""), "text/html; charset=utf-8"

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.40", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.40:{server.server_address[1]}"
    path = tmp_path_factory.mktemp("seeds") / "outlets.toml"
    path.write_text(
        '[[outlet]]\nid = "kuwaiti"\nname_ar = "صحيفة"\nname_en = "Paper"\ncountry = "KW"\nkind = "daily"\n'
        f'time_zone = "Asia/Kuwait"\nhome = "{home}"\npace = 0.05\n'
        f'sources = [{{url = "{home}/rss.xml", kind = "feed", every = 60}}]\n',
        encoding="utf-8",
    )
    yield path
    server.shutdown()
    server.server_close()


def feed(host: str, paths: list[str]) -> bytes:
    items = "".join(f"<item><title>خبر</title><link>http://{host}{path}</link></item>" for path in paths)
    return f'<rss version="2.0"><channel><title>صحيفة</title>{items}</channel></rss>'.encode()


@pytest.fixture(scope="module")
def indexed(brokers: Brokers, outlets: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    empty(brokers)
    with running(brokers, outlets, tmp_path_factory.mktemp("run")) as pipeline:
        summary = pipeline.until_done()
        documents = pipeline.documents()
    assert summary.outcomes == {"indexed": 5}
    return {url.rpartition("/")[2][:3]: document for url, document in documents.items()}


@pytest.mark.parametrize("number", sorted(LABELS))
def test_a_seed_comes_out_as_readers_labelled_it(number: str, indexed: dict[str, dict], texts: dict[str, str]) -> None:
    document = indexed[number]
    level, phase, published, agency = LABELS[number]
    mains = [each["id"] for each in document.get("phases") or [] if each["main"]]
    assert document["language"] == "ar"
    assert document["title"] == title_of(number, texts[number])
    assert document["relevance"]["level"] == level
    assert mains == ([phase] if phase else [])
    assert ((document.get("published") or {}).get("at"), document["byline"].get("agency")) == (published, agency)


@pytest.mark.parametrize("number", sorted(LABELS))
def test_the_bodys_furniture_is_gone_and_evidence_points_at_the_print(number: str, indexed: dict[str, dict]) -> None:
    document = indexed[number]
    lines = document["body"].split("\n")
    for furniture in ("news-picture", "أرشيفية", "مشاركة :", "82", "5", "0", "9/5/2024", "00:00"):
        assert furniture not in lines
    assert document["relevance"]["evidence"]
    for evidence in document["relevance"]["evidence"]:
        assert document[evidence["field"]][evidence["start"] : evidence["end"]] == evidence["surface"]


def test_searching_one_spelling_finds_the_others(brokers: Brokers, indexed: dict[str, dict]) -> None:
    client = Elasticsearch(brokers.elasticsearch)
    try:
        hits = client.search(
            index="masar-articles", query={"multi_match": {"query": "دوشنبه", "fields": ["title", "body"]}}, size=50
        )["hits"]["hits"]
    finally:
        client.close()
    found = {hit["_source"]["url"].rpartition("/")[2][:3] for hit in hits}
    assert {"000", "001", "003", "004"} <= found
