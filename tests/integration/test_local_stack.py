"""The local stack itself, on real servers."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient
from started import Brokers, Stack

from contracts import topics
from deploy.local.account import brokers_account
from deploy.local.elasticsearch import plan_elasticsearch, start_elasticsearch
from deploy.local.jdk import SHORT_LIVED
from deploy.local.kafka import Kafka, Node, plan_kafka, start_kafka, start_node
from deploy.local.topics import make_topics
from deploy.local.trouble import StackTrouble

pytestmark = pytest.mark.integration


def test_every_topic_is_there_as_described(brokers: Brokers) -> None:
    admin = KafkaAdminClient(bootstrap_servers=brokers.kafka)
    described = {each["name"]: len(each["partitions"]) for each in admin.describe_topics()}
    admin.close()
    assert {topic.name: topic.partitions for topic in topics.all_topics()}.items() <= described.items()


def test_making_the_topics_again_changes_nothing(brokers: Brokers) -> None:
    again = make_topics(brokers.kafka)
    assert (again.created, again.reconfigured, again.otherwise_partitioned) == ((), (), ())


def test_a_topic_that_was_configured_by_hand_is_put_right(brokers: Brokers) -> None:
    admin = KafkaAdminClient(bootstrap_servers=brokers.kafka)
    admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topics.OUTCOMES, {"retention.ms": "1000"})])
    admin.close()
    assert make_topics(brokers.kafka).reconfigured == (topics.OUTCOMES,)
    assert make_topics(brokers.kafka).reconfigured == ()


def test_kafka_takes_a_dead_letter_of_the_largest_page(brokers: Brokers) -> None:
    dead_pages = topics.dead(topics.PAGES)
    limit = next(topic.max_message_bytes for topic in topics.all_topics() if topic.name == dead_pages)
    letter = os.urandom(1024) * (limit // 1024 - 4)
    producer = KafkaProducer(bootstrap_servers=brokers.kafka, max_request_size=limit)
    sent = producer.send(dead_pages, letter, partition=0).get(60)
    producer.close()
    assert _read_one(brokers.kafka, dead_pages, sent.offset) == letter


def test_both_keep_their_data_over_a_restart_on_other_ports(stack: Stack, open_folder: Path) -> None:
    folder = open_folder / "restarted"
    letter = topics.dead(topics.URLS)
    for turn, expected in enumerate([b"first", b"second"]):
        kafka = _start_kafka(stack, plan_kafka(folder / "kafka", preferred=0))
        search = start_elasticsearch(
            plan_elasticsearch(folder / "elasticsearch", preferred=0, heap="512m", java_options=SHORT_LIVED),
            stack.artefacts.elasticsearch,
            stack.jdk,
            brokers_account(),
        )
        try:
            kafka.wait_ready()
            make_topics(kafka.bootstrap)
            _send(kafka.bootstrap, letter, expected)
            search.wait_ready()
            httpx.put(f"{search.address}/kept/_doc/{turn}?refresh=true", json={"turn": turn}).raise_for_status()
            kept = httpx.get(f"{search.address}/kept/_count").json()["count"]
            first = _read_one(kafka.bootstrap, letter, 0)
        finally:
            search.node.ask_to_stop()
            kafka.stop()
            search.stop()
        assert (first, kept) == (b"first", turn + 1)


def test_three_nodes_are_one_cluster_and_outlive_the_loss_of_one(stack: Stack, open_folder: Path) -> None:
    plan = plan_kafka(open_folder / "cluster", count=3, preferred=0)
    kafka = _start_kafka(stack, plan)
    try:
        kafka.wait_ready()
        make_topics(kafka.bootstrap, replication=3)
        kafka.nodes[2].kill()
        _send(kafka.bootstrap, topics.dead(topics.URLS), b"in spite of it")
        again = start_node(plan[2], plan, stack.artefacts.kafka, stack.jdk, brokers_account(), heap="256m")
        kafka = Kafka((*kafka.nodes[:2], again), kafka.bootstrap)
        kafka.wait_ready()
        assert _read_one(kafka.bootstrap, topics.dead(topics.URLS), 0) == b"in spite of it"
    finally:
        kafka.stop()


def test_a_killed_starter_leaves_nothing_running_and_the_next_start_succeeds(stack: Stack, open_folder: Path) -> None:
    folder = open_folder / "orphaned"
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(folder), str(stack.artefacts.kafka), str(stack.jdk.home)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout is not None
    broker = int(starter.stdout.readline())
    starter.kill()
    starter.wait()
    starter.stdout.close()
    kafka = _start_kafka(stack, plan_kafka(folder, preferred=0))
    try:
        assert _ended(broker)
        kafka.wait_ready()
    finally:
        kafka.stop()


def test_a_broker_that_cannot_start_is_reported_with_its_log(stack: Stack, open_folder: Path) -> None:
    folder = open_folder / "spoilt"
    plan = plan_kafka(folder, preferred=0)
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "meta.properties").write_text("version=1\nnode.id=77\ncluster.id=another\n")
    kafka = _start_kafka(stack, plan)
    with pytest.raises(StackTrouble, match=r"Kafka node 1 stopped with 1: see .*console\.log"):
        kafka.wait_ready()


STARTER = """
import sys, time
from pathlib import Path
from deploy.local.account import brokers_account
from deploy.local.jdk import look_at
from deploy.local.kafka import plan_kafka, start_kafka
folder, jars, home = map(Path, sys.argv[1:])
kafka = start_kafka(plan_kafka(folder, preferred=0), jars, look_at(home), brokers_account())
kafka.wait_ready()
print(kafka.nodes[0].process.pid, flush=True)
time.sleep(600)
"""


def _start_kafka(stack: Stack, plan: tuple[Node, ...]) -> Kafka:
    account = brokers_account()
    return start_kafka(plan, stack.artefacts.kafka, stack.jdk, account, heap="256m", java_options=SHORT_LIVED)


def _send(bootstrap: str, topic: str, value: bytes) -> None:
    producer = KafkaProducer(bootstrap_servers=bootstrap, acks="all")
    producer.send(topic, value, partition=0).get(60)
    producer.close()


def _read_one(bootstrap: str, topic: str, offset: int) -> bytes:
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, max_partition_fetch_bytes=64 * 1024 * 1024)
    consumer.assign([TopicPartition(topic, 0)])
    consumer.seek(TopicPartition(topic, 0), offset)
    value: bytes = next(consumer).value
    consumer.close()
    return value


def _ended(process: int) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            os.kill(process, signal.SIG_DFL)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
