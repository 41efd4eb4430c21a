"""`masar status` tells of a running pipeline what is there, and of a broken one what is missing."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from kafka import KafkaProducer
from pipeline import Pipeline, empty, running
from pressed import open_test_press
from started import Brokers

from contracts import topics

pytestmark = pytest.mark.integration


def status(brokers: Brokers, *arguments: str, **environment: str) -> tuple[int, str, str]:
    named = {"MASAR_KAFKA": brokers.kafka, "MASAR_ELASTICSEARCH": brokers.elasticsearch, **environment}
    done = subprocess.run(
        [sys.executable, "-m", "operations", "status", *arguments],
        env={**os.environ, **named},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def pipeline(brokers: Brokers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipeline]:
    folder = tmp_path_factory.mktemp("status")
    empty(brokers)
    with open_test_press(folder / "press") as outlets, running(brokers, outlets, folder) as pipeline:
        pipeline.until_done()
        yield pipeline


def test_all_is_well(pipeline: Pipeline, brokers: Brokers) -> None:
    code, told, _ = status(brokers, "--json")
    said = json.loads(told)
    rows = {row["topic"]: row for row in said["topics"]}
    assert code == 0
    assert rows[topics.PAGES]["records"] > 0
    assert (rows[topics.PAGES]["lag"], rows[topics.PAGES]["oldest"], rows[topics.PAGES]["dead"]) == (0, None, 0)
    assert rows[topics.PAGES]["rate"] is not None
    assert rows[topics.VISITS]["lag"] is None
    assert {group["name"]: len(group["members"]) for group in said["groups"]} == {
        "masar-crawler": 1,
        "masar-parser": 1,
        "masar-indexer": 1,
    }
    assert all(member["partitions"] for group in said["groups"] for member in group["members"])
    (broker,) = said["brokers"]
    assert (broker["address"], broker["controller"], broker["free"] > 0) == (brokers.kafka, True, True)
    assert said["cluster"]["status"] > 0
    assert {index["name"] for index in said["cluster"]["indexes"]} >= {"masar-ledger-v1", "masar-completeness-v1"}


def test_the_screen_names_every_topic_group_and_broker(pipeline: Pipeline, brokers: Brokers) -> None:
    _, told, _ = status(brokers, "--once")
    for name in (topics.URLS, topics.ARTICLES, "masar-parser", "masar-indexer", brokers.kafka, "no dead letters"):
        assert name in told


def test_a_reader_that_is_gone_shows_with_its_lag_in_records_and_time(pipeline: Pipeline, brokers: Brokers) -> None:
    pipeline.services["parser"].child.stop()
    producer = KafkaProducer(bootstrap_servers=brokers.kafka)
    for number in range(3):
        producer.send(topics.PAGES, value=b"no message", partition=number)
    producer.close()
    code, told, _ = status(brokers, "--json")
    said = json.loads(told)
    pages = next(row for row in said["topics"] if row["topic"] == topics.PAGES)
    assert code == 1
    assert pages["lag"] == 3
    assert 0 < pages["oldest"] < 120
    assert [len(group["members"]) for group in said["groups"] if group["name"] == "masar-parser"] == [0]
    assert {row["partition"] for row in said["partitions"] if row["lag"]} == {0, 1, 2}


def test_dead_letters_show_by_reason(pipeline: Pipeline, brokers: Brokers) -> None:
    pipeline.services["parser"].child.start()
    pipeline.until("three dead letters", lambda: sum(pipeline.follower.dead_by_topic().values()) == 3)
    said = json.loads(status(brokers, "--json")[1])
    assert said["dead"] == [{"topic": topics.PAGES, "step": "read", "reason": "message_not_readable", "letters": 3}]
    assert "message_not_readable" in status(brokers, "--once")[1]


def test_a_kafka_that_is_away_is_said_to_be_and_the_rest_is_told(pipeline: Pipeline, brokers: Brokers) -> None:
    code, told, _ = status(brokers, "--json", MASAR_KAFKA="127.0.0.1:9")
    said = json.loads(told)
    assert code == 1
    assert said["kafka_error"]
    assert said["cluster"]["status"] > 0
    code, _, complaint = status(brokers, "--json", MASAR_KAFKA="127.0.0.1:9", MASAR_ELASTICSEARCH="http://127.0.0.1:9")
    assert code == 2
    assert "MASAR_KAFKA" in complaint
