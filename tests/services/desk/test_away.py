"""Elasticsearch that goes and comes back: pages say so, and work again with nobody's help."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from desk_reader import Reader

from deploy.local.ports import free_port
from runtime.settings import ROOT
from services.desk.asking import Desk
from services.desk.index import open_index
from services.desk.knowledge import read_knowledge
from services.desk.limit import Buckets
from services.desk.settings import DeskSettings
from services.desk.site import make_site

ANSWER = json.dumps(
    {"took": 1, "hits": {"total": {"value": 0}, "hits": []}, "aggregations": {"steps": {"buckets": []}}}
).encode()
PAGE = "ar/dushanbe/coverage/kuna/2026-01-01"


@contextmanager
def elasticsearch(port: int) -> Iterator[None]:
    """Answers every question with nothing found."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(ANSWER)))
            self.end_headers()
            self.wfile.write(ANSWER)

        def log_message(self, format: str, *args: object) -> None:
            """Not on the test's own lines."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield
    server.shutdown()
    server.server_close()
    serving.join()


@pytest.fixture
def port() -> int:
    return free_port()


def test_pages_say_that_the_index_is_away_and_show_it_again_when_it_is_back(port: int) -> None:
    client = open_index(DeskSettings(elasticsearch=f"http://127.0.0.1:{port}"))
    desk = Desk(client, {"dushanbe": read_knowledge(ROOT / "dossiers" / "dushanbe")})
    reader = Reader(make_site(desk, Buckets(1000, 1000)))
    for _ in range(2):
        away = reader.get(PAGE)
        assert away.status_code == 503
        assert "الفهرس لا يجيب الآن" in away.text
        with elasticsearch(port):
            back = reader.get(PAGE)
        assert back.status_code == 200
        assert "index;dur=" in back.headers["server-timing"]
    client.close()


def test_pages_that_ask_nothing_of_it_are_shown_all_the_while(port: int) -> None:
    client = open_index(DeskSettings(elasticsearch=f"http://127.0.0.1:{port}"))
    desk = Desk(client, {"dushanbe": read_knowledge(ROOT / "dossiers" / "dushanbe")})
    assert Reader(make_site(desk, Buckets(1000, 1000))).get("en/dushanbe/help").status_code == 200
    client.close()
