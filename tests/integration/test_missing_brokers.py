"""With a broker missing the services wait, say for what in one line, and go on when it appears."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pipeline import empty
from pressed import open_test_press
from started import Brokers, Stack

from deploy.local.account import brokers_account
from deploy.local.jdk import SHORT_LIVED
from deploy.local.kafka import Kafka, plan_kafka, start_kafka
from deploy.local.topics import make_topics
from operations.services import SERVICES, Service

pytestmark = pytest.mark.integration


def events(service: Service) -> list[str]:
    """The events of a service's log so far."""
    lines = service.child.log_file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["event"] for line in lines if line.startswith("{")]


def until(true, within: float = 120.0) -> None:
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end
        time.sleep(0.2)


@pytest.fixture
def late_kafka(stack: Stack, open_folder: Path) -> Iterator[tuple]:
    """A Kafka that is planned and not started."""
    nodes = plan_kafka(open_folder / "late-kafka", preferred=0)
    started = []

    def start() -> Kafka:
        kafka = start_kafka(nodes, stack.artefacts.kafka, stack.jdk, brokers_account(), java_options=SHORT_LIVED)
        started.append(kafka)
        kafka.wait_ready()
        make_topics(kafka.bootstrap)
        return kafka

    yield nodes[0].address, start
    for kafka in started:
        kafka.stop()


def test_services_wait_for_kafka_go_on_when_it_appears_and_tell_when_it_goes_away(
    late_kafka: tuple, brokers: Brokers, tmp_path: Path
) -> None:
    address, start = late_kafka
    empty(brokers)
    with open_test_press(tmp_path / "press") as outlets:
        environment = {
            "MASAR_KAFKA": address,
            "MASAR_ELASTICSEARCH": brokers.elasticsearch,
            "MASAR_OUTLETS": str(outlets),
            "MASAR_CRAWLER_ALLOW_LOOPBACK": "true",
            "MASAR_PARSER_DATA": str(tmp_path / "parser"),
        }
        services = [Service(name, environment, tmp_path / "logs") for name in SERVICES]
        for service in services:
            service.child.start()
        try:
            for service in services:
                until(lambda service=service: any("waiting for Kafka" in event for event in events(service)))
                assert sum("waiting for Kafka" in event for event in events(service)) == 1
                assert service.ready() is not None
                assert service.child.pid is not None
            kafka = start()
            for service in services:
                until(lambda service=service: service.ready() is None)
                assert service.child.restarts == 0
            kafka.stop()
            for service in services:
                until(lambda service=service: "Kafka" in (service.ready() or ""))
            start()
            for service in services:
                until(lambda service=service: service.child.revive() or service.ready() is None)
        finally:
            for service in services:
                service.child.stop()


def test_the_indexer_waits_for_elasticsearch_and_says_so(kafka_address: str, tmp_path: Path) -> None:
    environment = {"MASAR_KAFKA": kafka_address, "MASAR_ELASTICSEARCH": "http://127.0.0.1:9"}
    indexer = Service("indexer", environment, tmp_path)
    indexer.child.start()
    try:
        until(lambda: any("waiting for Elasticsearch" in event for event in events(indexer)))
        assert "Elasticsearch" in (indexer.ready() or "")
        assert indexer.child.pid is not None
    finally:
        indexer.child.stop()


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:port"])
def test_an_address_that_is_none_is_refused_by_name(address: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "operations", "run", "--once"],
        env={
            **os.environ,
            "MASAR_KAFKA": address,
            "MASAR_ELASTICSEARCH": "http://127.0.0.1:9",
            "MASAR_DATA": str(tmp_path),
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "MASAR_KAFKA" in done.stderr
    assert address in done.stderr
