"""The control room over a real Kafka: a dry run, the replay, and the one audit that `masar dead` writes too."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from pipeline import empty
from started import Brokers
from until import until

from contracts import codec, topics
from contracts.dead_letter import REPLAYED_FROM, DeadLetter
from operations.services import Service, start_control
from queues.look import read_to_end

pytestmark = pytest.mark.integration
PASSWORD = "correct horse battery"
BROKEN = [b"record %d \xff" % number for number in range(30)]


def letter(offset: int, reason: str) -> DeadLetter:
    return DeadLetter(
        topic=topics.ARTICLES,
        partition=0,
        offset=offset,
        key=b"dushanbe:%d" % offset,
        value=BROKEN[offset],
        headers=(("a", b"b"),),
        step="index",
        reason=reason,
        error="<b>it did not fit</b>",
        at=datetime.now(UTC),
    )


class Operator:
    """A browser at the control room."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=60, follow_redirects=True)
        self.seen = ""

    def __enter__(self) -> "Operator":
        self.post("/en/in", user="muna", password=PASSWORD)
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, path: str) -> str:
        self.seen = self._client.get(path).text
        return self.seen

    def post(self, path: str, **form: str) -> httpx.Response:
        answer = self._client.post(path, data=form)
        self.seen = answer.text
        return answer

    def send(self, action: str, reason: str) -> httpx.Response:
        """Send the form for the letters of a reason that stands on the page that was last seen."""
        for form in re.findall(rf'<form method="post" action="{action}">.*?</form>', self.seen, re.DOTALL):
            fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
            if fields["reason"] == reason:
                return self.post(action, **fields)
        raise AssertionError(f"no form {action} for {reason} on {self.seen}")


@pytest.fixture(scope="module")
def control(brokers: Brokers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, str]]:
    empty(brokers)
    producer = KafkaProducer(bootstrap_servers=brokers.kafka, acks="all")
    for offset in range(len(BROKEN)):
        dead = letter(offset, "mapping" if offset < 28 else "other")
        producer.send(topics.dead(topics.ARTICLES), value=codec.encode(dead))
    producer.close()
    folder = tmp_path_factory.mktemp("control")
    (folder / "users").write_text(f"muna:{PASSWORD}\n")
    environment = {"MASAR_KAFKA": brokers.kafka, "MASAR_CONTROL_USERS": str(folder / "users")}
    service, address = start_control(environment, folder, (0, 0))
    until(lambda: service.ready() is None)
    yield service, address
    service.child.stop()


def masar_dead(brokers: Brokers, *arguments: str) -> list[dict]:
    command = [sys.executable, "-m", "operations", "dead", *arguments, "--json"]
    environment = {**os.environ, "MASAR_KAFKA": brokers.kafka}
    return json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)


def test_a_replay_through_the_form_takes_a_dry_run_and_leaves_its_lines_in_the_one_audit(
    brokers: Brokers, control: tuple[Service, str]
) -> None:
    with Operator(control[1]) as operator:
        listed = operator.get("/en/dead")
        assert re.search(r"<bdi>mapping</bdi></td><td>28</td>", listed)
        tried = operator.send("/en/dead/try", "mapping").text
        assert "28 records would be sent into masar.articles again" in tried
        assert "&lt;b&gt;it did not fit&lt;/b&gt;" in tried
        assert list(read_to_end(brokers.kafka, topics.ARTICLES)) == []
        assert masar_dead(brokers, "audit") == []

        assert "28 records were sent" in operator.send("/en/dead/replay", "mapping").text
        assert sorted(read_to_end(brokers.kafka, topics.ARTICLES)) == sorted(BROKEN[:28])
        acts = masar_dead(brokers, "audit")
        assert [(act["by"], act["act"], act["letter"]) for act in acts] == [
            ("muna@control", "replayed", f"{topics.ARTICLES}/0/{offset}") for offset in range(28)
        ]
        assert _record_at(brokers, acts[3]["sent"]) == (BROKEN[3], f"{topics.ARTICLES}/0/3")
        rows = {row["reason"]: (row["count"], row["waiting"]) for row in masar_dead(brokers, "list")}
        assert rows == {"mapping": (28, 0), "other": (2, 2)}
        assert "mapping" not in operator.get("/en/dead")
        assert operator.get("/en/audit").count("muna@control") == 28


def test_what_the_command_did_stands_there_too(brokers: Brokers, control: tuple[Service, str]) -> None:
    replay_by_command(brokers, 28)
    with Operator(control[1]) as operator:
        (row, *_) = re.findall(r"<tbody><tr>.*?</tr>", operator.get("/en/audit"))
    assert f"{topics.ARTICLES}/0/28" in row
    assert "muna@control" not in row


def test_nothing_is_sent_when_the_letters_are_others_than_in_the_dry_run(
    brokers: Brokers, control: tuple[Service, str]
) -> None:
    with Operator(control[1]) as operator:
        operator.get("/en/dead")
        operator.send("/en/dead/try", "other")
        replay_by_command(brokers, 29)
        before = len(list(read_to_end(brokers.kafka, topics.ARTICLES)))
        assert operator.send("/en/dead/replay", "other").status_code == 409
        assert len(list(read_to_end(brokers.kafka, topics.ARTICLES))) == before


def replay_by_command(brokers: Brokers, offset: int) -> None:
    command = [sys.executable, "-m", "operations", "dead", "replay", f"{topics.ARTICLES}/0/{offset}", "--yes"]
    environment = {**os.environ, "MASAR_KAFKA": brokers.kafka}
    subprocess.run([*command, "--wait", "0"], env=environment, capture_output=True, check=True)


def _record_at(brokers: Brokers, place: str) -> tuple[bytes, str]:
    """A record's value, and the letter that its header says it came from."""
    topic, partition, offset = place.rsplit("/", 2)
    consumer = KafkaConsumer(bootstrap_servers=brokers.kafka, enable_auto_commit=False)
    try:
        consumer.assign([TopicPartition(topic, int(partition))])
        consumer.seek(TopicPartition(topic, int(partition)), int(offset))
        record = next(consumer)
    finally:
        consumer.close()
    return record.value, dict(record.headers)[REPLAYED_FROM].decode()
