"""What a measurement runs on: a Kafka, a press, crawlers, each a process of its own."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from kafka import KafkaConsumer, TopicPartition

from contracts import topics
from contracts.codec import decode
from contracts.page import Page
from deploy.local.account import brokers_account
from deploy.local.jdk import find_jdk
from deploy.local.kafka import plan_kafka, start_kafka
from deploy.local.prepare import prepare
from deploy.local.settings import LocalSettings
from deploy.local.topics import make_topics
from evaluation.crawl.press import Asked, Plan, read_log
from operations.processes import Child


@contextmanager
def kafka_for(named: str | None) -> Iterator[str]:
    """The brokers named, or a Kafka of its own; with Masar's topics."""
    if named:
        make_topics(named)
        yield named
        return
    settings = LocalSettings()
    with tempfile.TemporaryDirectory(prefix="masar-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        artefacts = prepare(settings, lambda what, done, total: None)
        nodes = plan_kafka(Path(folder) / "kafka", preferred=0)
        kafka = start_kafka(nodes, artefacts.kafka, find_jdk(settings), brokers_account())
        try:
            kafka.wait_ready()
            make_topics(kafka.bootstrap)
            yield kafka.bootstrap
        finally:
            kafka.stop()


class Press:
    """The simulated press, and what it has logged."""

    def __init__(self, plan: Plan, log: Path) -> None:
        self.plan = plan
        self._log = log

    def log(self) -> list[Asked]:
        """All requests so far."""
        return read_log(self._log)

    def rough_count(self) -> int:
        """How many requests for pages there were, repeats included; cheap enough to be asked again and again."""
        return self._log.read_bytes().count(b'"/news/')

    def pages(self) -> dict[str, float]:
        """Every page's address, and when it appears."""
        return {
            f"http://{name}/news/{page}": self.plan.appears(page)
            for name in self.plan.names()
            for page in range(self.plan.pages)
        }


@contextmanager
def press_of(folder: Path, hosts: int, pages: int, grow: float, delay: float) -> Iterator[Press]:
    """The press in a process of its own, until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [f"--hosts={hosts}", f"--pages={pages}", f"--grow={grow}", f"--delay={delay}"]
    command = [sys.executable, "-m", "evaluation.crawl.press", f"--data={folder}", *numbers]
    process = subprocess.Popen(command)  # noqa: S603  # our own module
    try:
        until("the press", (folder / "plan.json").exists, 60.0)
        yield Press(msgspec.json.decode((folder / "plan.json").read_bytes(), type=Plan), folder / "log.jsonl")
    finally:
        process.terminate()
        process.wait()


def outlets_file(path: Path, names: Sequence[str], pace: float, at_once: int, every: float) -> Path:
    """An outlets file with one outlet and its feed for each host."""
    head = f'name_ar = "صحيفة"\nname_en = "Paper"\ncountry = "KW"\nkind = "web"\npace = {pace}\nat_once = {at_once}'
    tables = [
        f'[[outlet]]\nid = "paper{number}"\n{head}\nhome = "http://{name}/"\n'
        f'[[outlet.sources]]\nurl = "http://{name}/rss.xml"\nkind = "feed"\nevery = {every}\n'
        for number, name in enumerate(names)
    ]
    path.write_text("\n".join(tables), encoding="utf-8")
    return path


@contextmanager
def crawlers(kafka: str, outlets: Path, folder: Path, group: str) -> Iterator[Callable[[], Child]]:
    """What starts one more crawler each time it is called; all are stopped when the block ends."""
    started: list[Child] = []

    def start() -> Child:
        environment = {
            "MASAR_KAFKA": kafka,
            "MASAR_OUTLETS": str(outlets),
            "MASAR_LOG_LEVEL": "warning",
            "MASAR_CRAWLER_GROUP": group,
            "MASAR_CRAWLER_SESSION": "6",
            "MASAR_CRAWLER_ALLOW_LOOPBACK": "true",
            "MASAR_CRAWLER_HEALTH_PORT": str(_free_port()),
        }
        name = f"crawler{len(started)}"
        started.append(Child(name, ["services.crawler"], environment, folder / f"{name}.log"))
        started[-1].start()
        return started[-1]

    try:
        yield start
    finally:
        for child in started:
            child.stop()


def pages_sent(kafka: str) -> list[tuple[str, float]]:
    """The address of every message in masar.pages, and when Kafka got it, in seconds since the epoch."""
    consumer = KafkaConsumer(bootstrap_servers=kafka, group_id=None, auto_offset_reset="earliest")
    sent = []
    try:
        places = [TopicPartition(topics.PAGES, number) for number in consumer.partitions_for_topic(topics.PAGES)]
        consumer.assign(places)
        ends = consumer.end_offsets(places)
        consumer.seek_to_beginning(*places)
        while any(consumer.position(place) < ends[place] for place in places):
            for records in consumer.poll(timeout_ms=200).values():
                sent += [(decode(record.value, Page).url, record.timestamp / 1000) for record in records]
    finally:
        consumer.close()
    return sent


def memory_of(pid: int | None) -> float:
    """The resident memory of a process at its highest, in megabytes: VmHWM of proc(5)."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    found = next(line for line in lines if line.startswith("VmHWM:"))
    return int(found.split()[1]) / 1024


def until(what: str, true: Callable[[], object], within: float) -> bool:
    """Wait for something; false, said on standard error, when it takes longer than `within` seconds."""
    end = time.monotonic() + within
    while not true():
        if time.monotonic() > end:
            print(f"gave up waiting for {what} after {within:g} s", file=sys.stderr)
            return False
        time.sleep(0.25)
    return True


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
