"""Real Kafka and Elasticsearch for the whole test session: the environment's, or started here."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from started import Brokers, Stack

from deploy.local.account import brokers_account
from deploy.local.elasticsearch import plan_elasticsearch, start_elasticsearch
from deploy.local.jdk import SHORT_LIVED, find_jdk
from deploy.local.kafka import plan_kafka, start_kafka
from deploy.local.prepare import megabytes_to_download, prepare
from deploy.local.settings import LocalSettings
from deploy.local.topics import make_topics
from deploy.local.trouble import StackTrouble


@pytest.fixture(scope="session")
def stack(pytestconfig: pytest.Config) -> Stack:
    """Artefacts and JDK; downloads, saying so, when they are not in the cache."""
    settings = LocalSettings()
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    megabytes = megabytes_to_download(settings)
    if megabytes and capture:
        with capture.global_and_fixture_disabled():
            what = f"\ndownloading Kafka and Elasticsearch, {megabytes} MB, once, to {settings.cache}"
            print(what, file=sys.stderr, flush=True)  # a worker shows nothing else
    try:
        return Stack(prepare(settings, lambda what, done, total: None), find_jdk(settings))
    except StackTrouble as trouble:
        pytest.fail(str(trouble), pytrace=False)


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that the brokers' account can enter, unlike pytest's own when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="masar-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def brokers(request: pytest.FixtureRequest) -> Iterator[Brokers]:
    """Brokers with Masar's topics: MASAR_TEST_KAFKA and MASAR_TEST_ELASTICSEARCH, or ones started on free ports."""
    named = os.environ.get("MASAR_TEST_KAFKA"), os.environ.get("MASAR_TEST_ELASTICSEARCH")
    if named[0] and named[1]:
        make_topics(named[0])
        yield Brokers(named[0], named[1])
        return
    yield from _own_brokers(request.getfixturevalue("stack"), request.getfixturevalue("open_folder"))


@pytest.fixture(scope="session")
def kafka_address(brokers: Brokers) -> str:
    """Kafka's bootstrap servers, host:port."""
    return brokers.kafka


@pytest.fixture(scope="session")
def elasticsearch_address(brokers: Brokers) -> str:
    """Elasticsearch's address, http://host:port."""
    return brokers.elasticsearch


def _own_brokers(stack: Stack, folder: Path) -> Iterator[Brokers]:
    account = brokers_account()
    plan = plan_elasticsearch(folder / "elasticsearch", preferred=0, heap="512m", java_options=SHORT_LIVED)
    elasticsearch = start_elasticsearch(plan, stack.artefacts.elasticsearch, stack.jdk, account)
    kafka = start_kafka(
        plan_kafka(folder / "kafka", preferred=0),
        stack.artefacts.kafka,
        stack.jdk,
        account,
        java_options=SHORT_LIVED,
    )
    try:
        kafka.wait_ready()
        make_topics(kafka.bootstrap)
        elasticsearch.wait_ready()
        yield Brokers(kafka.bootstrap, elasticsearch.address)
    finally:
        elasticsearch.node.ask_to_stop()
        kafka.stop()
        elasticsearch.stop()
