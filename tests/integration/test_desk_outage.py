"""Elasticsearch is killed under the running reading room and started again: readers are told, nobody restarts it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import msgspec
import pytest
from desk_index import DossierIndex, dossier_index
from started import Stack
from until import until

from contracts import codec
from contracts.article import Article
from deploy.local.account import brokers_account
from deploy.local.elasticsearch import Elasticsearch, Plan, plan_elasticsearch, start_elasticsearch
from deploy.local.jdk import SHORT_LIVED
from deploy.local.keys import key_file, make_keys, superuser_password
from operations.services import Service, start_desk

pytestmark = pytest.mark.integration
EXAMPLE = codec.decode((Path(__file__).parents[2] / "contracts" / "examples" / "Article.json").read_bytes(), Article)


@dataclass
class Node:
    """An Elasticsearch that asks for keys, and can be killed and started again where it was."""

    plan: Plan
    stack: Stack
    running: Elasticsearch | None = None

    def start(self) -> str:
        self.running = start_elasticsearch(
            self.plan, self.stack.artefacts.elasticsearch, self.stack.jdk, brokers_account()
        )
        return self.running.address

    def kill(self) -> None:
        assert self.running
        self.running.node.kill()


@dataclass
class Desk:
    """The reading room's own process, with the reader's key."""

    service: Service
    address: str

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"{self.address}{path}", timeout=30)


@pytest.fixture
def node(stack: Stack, open_folder: Path) -> Iterator[Node]:
    keys = open_folder / "outage-keys"
    password = superuser_password(keys)
    folder = open_folder / "outage"
    node = Node(plan_elasticsearch(folder, 0, "512m", password, SHORT_LIVED), stack)
    node.start()
    yield node
    node.kill()


@pytest.fixture
def index(node: Node, open_folder: Path, tmp_path: Path) -> Iterator[DossierIndex]:
    assert node.running
    node.running.wait_ready()
    keys = open_folder / "outage-keys"
    make_keys(node.running.address, keys, ["any"])
    with dossier_index(node.running.address, tmp_path, key_file(keys, "setup").read_text().strip()) as index:
        index.write([EXAMPLE])
        make_keys(node.running.address, keys, [index.name])
        yield index


@pytest.fixture
def desk(node: Node, index: DossierIndex, open_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    assert node.running
    environment = {
        "MASAR_ELASTICSEARCH": node.running.address,
        "MASAR_ELASTICSEARCH_API_KEY_FILE": str(key_file(open_folder / "outage-keys", "desk")),
        "MASAR_DOSSIERS": str(tmp_path),
        "MASAR_DOSSIER": index.name,
        "MASAR_DESK_RATE": "1000",
        "MASAR_DESK_BURST": "1000",
    }
    service, address = start_desk(environment, tmp_path, (0, 0))
    desk = Desk(service, address)
    until(lambda: service.ready() is None)
    yield desk
    service.child.stop()


def test_readers_are_told_in_their_language_and_pages_come_back_by_themselves(
    node: Node, index: DossierIndex, desk: Desk
) -> None:
    pages = ["", "/search", "/actors", "/coverage", f"/articles/{EXAMPLE.page_id}", "/export.jsonl", "/export.csv"]
    ar, en = (f"{language}/{index.name}" for language in ("ar", "en"))
    before = {path: desk.get(ar + path) for path in pages}
    assert {answer.status_code for answer in before.values()} == {200}
    assert EXAMPLE.page_id in before["/export.jsonl"].text
    pid = desk.service.child.pid

    node.kill()
    # What was counted over the whole dossier is kept for a moment.
    until(lambda: all(desk.get(ar + path).status_code == 503 for path in pages))
    for path in pages:
        for answer, told in ((desk.get(ar + path), "الفهرس لا يجيب الآن"), (desk.get(en + path), "does not answer")):
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "10"), path
            assert told in answer.text
    assert desk.get(f"{en}/export.csv").headers["content-type"].startswith("text/plain")
    refused = msgspec.json.decode(desk.get(f"{en}/export.jsonl").content)
    assert (refused["status"], refused["retry_after"]) == (503, 10)
    assert 'http-equiv="refresh"' in desk.get(ar).text
    assert desk.get(f"{ar}/help").status_code == 200
    assert "Elasticsearch" in (desk.service.ready() or "")

    node.start()
    statuses = set()

    def back() -> bool:
        # All the while that it starts, pages are either right or say that the index does not answer.
        answer = desk.get(f"{ar}/search")
        statuses.add(answer.status_code)
        return answer.status_code == 200 and EXAMPLE.page_id in answer.text

    until(back)
    assert statuses <= {200, 503}
    for path, was in before.items():
        answer = desk.get(ar + path)
        assert (answer.status_code, len(answer.text) > 0.9 * len(was.text)) == (200, True), path
    until(lambda: desk.service.ready() is None)
    assert (desk.service.child.pid, desk.service.child.restarts) == (pid, 0)
