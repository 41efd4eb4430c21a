"""Elasticsearch as `masar run` starts it, security on: what each key may do and must not, and snapshots."""

import json
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import httpx
import pytest
from elasticsearch import AuthorizationException, Elasticsearch
from indexed_articles import article
from kafka import KafkaProducer
from started import Brokers, Stack

from contracts import codec, topics
from contracts.completeness import COMPLETENESS
from contracts.indexes import ARTICLES, LEDGER, VERSIONS, articles_of, index_of, writer_of
from deploy.local.jdk import SHORT_LIVED
from deploy.local.keys import Role, make_keys
from deploy.local.ports import free_port
from evaluation.walks.past import keep_past
from operations.settings import OperationsSettings
from operations.setup import set_up
from operations.stack import open_brokers
from operations.whereabouts import Addresses, told
from queries.search import Asked, counts_request, hits_request
from queries.together import search_together
from runtime.settings import ROOT
from services.watch.cluster import cluster_of
from services.watch.count import count

pytestmark = pytest.mark.integration
DOSSIER = "guarded"
PAGE = f"{1:032x}"


@dataclass(frozen=True)
class Guarded:
    """A secured Elasticsearch with Masar's indexes in it, and one article."""

    address: str
    keys: Path
    kafka: str
    folder: Path

    def as_(self, role: Role) -> httpx.Client:
        key = (self.keys / f"elasticsearch-{role}.key").read_text().strip()
        return httpx.Client(
            base_url=self.address, headers={"Authorization": f"ApiKey {key}"}, timeout=60, trust_env=False
        )

    def masar(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command beside the running stack: it finds address and key by itself."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MASAR_")}
        environment |= {"MASAR_DATA": str(self.folder), "MASAR_DOSSIERS": str(self.folder), "MASAR_DOSSIER": DOSSIER}
        command = [sys.executable, "-m", "operations", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def guarded(brokers: Brokers, stack: Stack, open_folder: Path) -> Iterator[Guarded]:
    folder = open_folder / "guarded"
    (folder / DOSSIER).mkdir(parents=True)
    settings = OperationsSettings(kafka=brokers.kafka, dossiers=folder, dossier=DOSSIER)
    with open_brokers(settings, folder / "run", print, lambda what, done, total: None, SHORT_LIVED) as started:
        assert started.own == ("elasticsearch",)
        assert started.keys
        key = started.key("setup", settings)
        set_up(settings, started.kafka, started.elasticsearch, 1, threading.Event(), key)
        addresses = Addresses(started.kafka, started.elasticsearch, str(started.keys))
        with told(folder / "run", addresses):
            place = Guarded(started.elasticsearch, started.keys, brokers.kafka, folder)
            _index_one(place)
            yield place


def _index_one(place: Guarded) -> None:
    """By the indexer's own process, with its key."""
    log = place.folder / "indexer.log"
    environment = {
        **os.environ,
        "MASAR_KAFKA": place.kafka,
        "MASAR_ELASTICSEARCH": place.address,
        "MASAR_ELASTICSEARCH_API_KEY_FILE": str(place.keys / "elasticsearch-indexer.key"),
        "MASAR_DOSSIERS": str(place.folder),
        "MASAR_DOSSIER": DOSSIER,
        "MASAR_INDEXER_GROUP": f"{DOSSIER}-{os.getpid()}",
        "MASAR_INDEXER_HEALTH_PORT": str(free_port(0)),
    }
    producer = KafkaProducer(bootstrap_servers=place.kafka)
    producer.send(topics.ARTICLES, codec.encode(article(1, dossier=DOSSIER)), f"{DOSSIER}:{PAGE}".encode())
    producer.close()
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "services.indexer"], cwd=ROOT, env=environment, stderr=out)
    try:
        with place.as_("reader") as reader:
            _wait_for_one(reader, log)
    finally:
        process.kill()
        process.wait()


def _wait_for_one(reader: httpx.Client, log: Path) -> None:
    until = time.monotonic() + 120
    while reader.get(f"/{articles_of(DOSSIER)}/_count").json().get("count") != 1:
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.2)


def test_secrets_lie_in_files_that_only_their_owner_reads(guarded: Guarded) -> None:
    files = list(guarded.keys.iterdir())
    assert len(files) == 1 + len(get_args(Role))
    assert stat.S_IMODE(guarded.keys.stat().st_mode) == 0o700
    assert {(stat.S_IMODE(file.stat().st_mode), file.stat().st_uid) for file in files} == {(0o600, os.geteuid())}
    secrets = [file.read_text().strip().encode() for file in files]
    for log in (guarded.folder / "run" / "elasticsearch" / "logs").iterdir():
        assert not any(secret in log.read_bytes() for secret in secrets)


def test_a_stranger_is_not_let_in(guarded: Guarded) -> None:
    assert httpx.get(f"{guarded.address}/{ARTICLES}/_search", trust_env=False).status_code == 401


TRIALS: list[tuple[str, str, object, tuple[Role, ...]]] = [
    # What is tried, and who may.
    ("GET", f"/{ARTICLES}/_search", None, ("setup", "reader", "desk", "watch")),
    ("GET", f"/{articles_of(DOSSIER)}/_doc/{PAGE}", None, ("setup", "reader", "desk")),
    ("GET", f"/{LEDGER}/_search", None, ("setup", "reader", "desk", "watch")),
    ("GET", f"/{COMPLETENESS}/_search", None, ("setup", "reader", "desk", "watch")),
    ("PUT", f"/{COMPLETENESS}/_doc/paper:2024-11-05", {"kind": "day", "outlet": "paper"}, ("setup", "watch")),
    ("DELETE", f"/{COMPLETENESS}/_doc/nothing", None, ("setup",)),
    ("GET", "/_nodes/stats/fs", None, ("watch",)),
    ("GET", f"/{VERSIONS}/_search", None, ("setup", "reader", "desk")),
    ("POST", f"/{articles_of(DOSSIER)}/_search?scroll=1m", None, ("setup", "reader", "desk")),
    # A point in time, which exports hold, is searched under the name of the index behind the alias.
    ("GET", f"/{index_of(DOSSIER, 1)}/_search", None, ("setup", "desk")),
    ("GET", f"/{index_of(DOSSIER, 1)}/_doc/{PAGE}", None, ("setup",)),
    ("GET", f"/{index_of(DOSSIER, 1)}/_mapping", None, ("setup",)),
    ("GET", f"/{writer_of(DOSSIER)}/_search", None, ("setup",)),
    ("GET", "/other/_search", None, ()),
    ("GET", "/.security/_search", None, ()),
    ("PUT", f"/{writer_of(DOSSIER)}/_doc/{PAGE}?version=1&version_type=external", "article", ("setup", "indexer")),
    ("PUT", f"/{index_of(DOSSIER, 1)}/_doc/{PAGE}?version=1&version_type=external", "article", ("setup",)),
    ("PUT", f"/{articles_of(DOSSIER)}/_doc/{PAGE}?version=1&version_type=external", "article", ("setup",)),
    ("DELETE", f"/{writer_of(DOSSIER)}/_doc/nothing", None, ("setup",)),
    ("POST", f"/{VERSIONS}/_delete_by_query", {"query": {"term": {"page_id": "nothing"}}}, ("setup",)),
    ("POST", f"/{LEDGER}/_delete_by_query", {"query": {"term": {"page_id": "nothing"}}}, ("setup",)),
    ("PUT", "/other/_doc/1", {"a": 1}, ()),
    ("PUT", "/masar-articles-guarded-v9", None, ("setup",)),
    ("DELETE", "/masar-articles-guarded-v9", None, ("setup",)),
    ("PUT", f"/{index_of(DOSSIER, 1)}/_mapping", {"dynamic": "strict"}, ("setup",)),
    ("PUT", f"/{index_of(DOSSIER, 1)}/_settings", {"index": {"refresh_interval": "1s"}}, ("setup",)),
    ("POST", "/_aliases", {"actions": [{"add": {"index": index_of(DOSSIER, 1), "alias": ARTICLES}}]}, ("setup",)),
    ("GET", "/_index_template/*", None, ("setup", "watch")),
    ("GET", "/_snapshot", None, ("setup",)),
    ("PUT", "/_cluster/settings", {"persistent": {"action.auto_create_index": "true"}}, ()),
    ("PUT", "/_security/user/guest", {"password": "of a guest", "roles": ["superuser"]}, ()),
    ("POST", "/_security/api_key", {"name": "more", "role_descriptors": {}}, ()),
]


@pytest.mark.parametrize(("method", "path", "body", "allowed"), TRIALS, ids=lambda value: str(value)[:40])
def test_each_key_may_do_its_work_and_nothing_else(
    guarded: Guarded, method: str, path: str, body: object, allowed: tuple[Role, ...]
) -> None:
    if body == "article":
        body = json.loads(codec.encode(article(1, dossier=DOSSIER)))
        del body["paragraphs"]
    for role in get_args(Role):
        with guarded.as_(role) as client:
            answer = client.request(method, path, json=body)
        assert (answer.status_code != 403) == (role in allowed), f"{role}: {answer.status_code} {answer.text[:500]}"
        # What is allowed came as far as it could: the version stands already, the document is not there.
        assert answer.status_code in ((200, 201, 404, 409) if role in allowed else (403,)), answer.text[:500]


def test_the_watch_sees_and_keeps_what_it_must_with_its_key(guarded: Guarded) -> None:
    key = (guarded.keys / "elasticsearch-watch.key").read_text().strip()
    with Elasticsearch(guarded.address, api_key=key) as client:
        cluster = cluster_of(client)
        assert cluster.disks
        assert f"{LEDGER}-v1" in {index.name for index in cluster.indexes}
        assert cluster.blocked == ()
        keep_past(client, ["paper"])
        count(client, datetime.now(UTC), set())
    told = guarded.masar("outlets", "completeness", "paper", "--json")
    assert (told.returncode, len(json.loads(told.stdout)["days"])) == (0, 28), told.stderr
    status = guarded.masar("status", "--json")
    assert json.loads(status.stdout)["cluster"]["disks"], status.stderr


@pytest.mark.parametrize("role", ["reader", "desk"])
def test_several_searches_are_asked_at_once_with_a_readers_key(guarded: Guarded, role: Role) -> None:
    key = (guarded.keys / f"elasticsearch-{role}.key").read_text().strip()
    asked = Asked(one_a_story=True)
    with Elasticsearch(guarded.address, api_key=key) as client:
        shown, counted = search_together(client, articles_of(DOSSIER), hits_request(asked), counts_request(asked))
        assert [hit["_id"] for hit in shown["hits"]["hits"]] == [PAGE]
        assert counted["hits"]["total"]["value"] == 1
        with pytest.raises(AuthorizationException):
            search_together(client, writer_of(DOSSIER), hits_request(asked))


def test_commands_find_their_key_beside_the_running_stack(guarded: Guarded) -> None:
    found = guarded.masar("search", "مؤتمر", "--json")
    assert (found.returncode, json.loads(found.stdout)["total"]) == (0, 1), found.stderr
    ledger = guarded.masar("ledger", "--json")
    assert ledger.returncode == 0, ledger.stderr
    assert guarded.masar("where", "http://127.0.0.2/news/1", "--json").returncode in (0, 1)
    rebuilt = guarded.masar("rebuild", "--json")
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert json.loads(rebuilt.stdout)[0]["articles"] == 1


def test_keys_stay_while_they_hold_and_one_that_does_not_is_made_anew(guarded: Guarded) -> None:
    files = {role: guarded.keys / f"elasticsearch-{role}.key" for role in get_args(Role)}
    before = {role: file.read_text() for role, file in files.items()}
    files["reader"].write_text("bm9ib2R5Om5vdGhpbmc=\n")
    make_keys(guarded.address, guarded.keys, [DOSSIER, "second"])
    after = {role: file.read_text() for role, file in files.items()}
    assert (after["setup"], after["indexer"]) == (before["setup"], before["indexer"])
    assert after["reader"] not in (before["reader"], "bm9ib2R5Om5vdGhpbmc=\n")
    with guarded.as_("reader") as reader:
        assert reader.get(f"/{ARTICLES}/_count").status_code == 200
        assert reader.get(f"/{articles_of('second')}/_count").status_code == 404, "it may, but there is none yet"


def test_a_key_whose_file_was_deleted_is_void_once_another_is_made(guarded: Guarded) -> None:
    with guarded.as_("reader") as stolen:
        assert stolen.get(f"/{ARTICLES}/_count").status_code == 200
        (guarded.keys / "elasticsearch-reader.key").unlink()
        make_keys(guarded.address, guarded.keys, [DOSSIER])
        assert stolen.get(f"/{ARTICLES}/_count").status_code == 401
    with guarded.as_("reader") as reader, guarded.as_("indexer") as indexer:
        assert reader.get(f"/{ARTICLES}/_count").status_code == 200
        assert indexer.get("/").status_code == 200


def test_a_snapshot_brings_back_what_was_deleted(guarded: Guarded) -> None:
    made = guarded.masar("snapshot", "make", "first", "--json")
    assert made.returncode == 0, made.stderr
    with Elasticsearch(
        guarded.address, api_key=(guarded.keys / "elasticsearch-setup.key").read_text().strip()
    ) as client:
        whole = client.search(index=ARTICLES)["hits"]["hits"]
        for index in client.indices.get(index="masar-*").body:
            client.indices.delete(index=index)
        listed = guarded.masar("snapshot", "list", "--json")
        assert [(each["name"], each["state"]) for each in json.loads(listed.stdout)] == [("first", "SUCCESS")]
        unknown = guarded.masar("snapshot", "restore", "second", "--yes")
        assert (unknown.returncode, unknown.stderr) == (1, "masar snapshot: no snapshot second: there are first\n")
        restored = guarded.masar("snapshot", "restore", "first", "--yes")
        assert restored.returncode == 0, restored.stderr
        client.cluster.health(index=ARTICLES, wait_for_status="yellow")
        again = client.search(index=ARTICLES)["hits"]["hits"]
        assert [hit["_source"] for hit in again] == [hit["_source"] for hit in whole]
        assert len(again) == 1
        assert client.indices.exists_alias(name=[writer_of(DOSSIER), LEDGER, articles_of(DOSSIER)])
