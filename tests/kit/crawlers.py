"""Crawlers as processes of their own, as containers would run them, over a small press."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from kafka import KafkaConsumer, TopicPartition

from contracts.codec import Message, MessageRejected, decode
from contracts.outcome import Outcome
from contracts.page import Page
from contracts.topics import OUTCOMES, PAGES

_NAMED = Path(__file__).with_name("named_hosts.py")


class CrawlerProcess:
    """One crawler; its log lines go to a file that failing tests show."""

    def __init__(
        self, kafka: str, outlets: Path, log: Path, names: Mapping[str, str] | None = None, **settings: object
    ) -> None:
        """`names` are hosts that live on loopback addresses, by name."""
        self.health_port = _free_port()
        own = {f"MASAR_CRAWLER_{name.upper()}": str(value) for name, value in settings.items()}
        environment = {
            **os.environ,
            "MASAR_KAFKA": kafka,
            "MASAR_OUTLETS": str(outlets),
            "MASAR_CRAWLER_HEALTH_PORT": str(self.health_port),
            "MASAR_CRAWLER_ALLOW_LOOPBACK": "true",
            "MASAR_TEST_NAMES": json.dumps(names or {}),
            **own,
        }
        program = [str(_NAMED)] if names else ["-m", "services.crawler"]
        self.log = log
        with log.open("wb") as lines:
            self.process = subprocess.Popen([sys.executable, *program], env=environment, stderr=lines)

    def metric(self, name: str) -> float | None:
        """A gauge or counter without labels; null while the process answers nothing."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.health_port}/metrics", timeout=5) as answer:
                lines = answer.read().decode().splitlines()
        except OSError:
            return None
        return next((float(line.split()[1]) for line in lines if line.startswith(f"{name} ")), None)

    def ready(self) -> bool:
        """Whether its probe says that it is ready."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.health_port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def events(self) -> list[dict[str, object]]:
        """Its log lines so far."""
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]

    def stop(self) -> int:
        """Ask it to stop, and wait; its exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(10)


@contextmanager
def crawling(
    kafka: str, outlets: Path, log: Path, names: Mapping[str, str] | None = None, **settings: object
) -> Iterator[CrawlerProcess]:
    """A crawler that runs until the block ends."""
    crawler = CrawlerProcess(kafka, outlets, log, names, **settings)
    try:
        yield crawler
    except AssertionError:
        print(log.read_text()[-4_000:])
        raise
    finally:
        crawler.stop()


def until(what: str, true: Callable[[], object], within: float = 120.0) -> None:
    """Wait for something to become true. Raises AssertionError that names it."""
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, f"still waiting for {what} after {within:g} s"
        time.sleep(0.2)


def outlets_file(path: Path, homes: list[str], pace: float, every: float = 1.0) -> Path:
    """An outlets file: one outlet with the feed /rss.xml for each home."""
    tables = [
        f"""[[outlet]]
id = "outlet{number}"
name_ar = "صحيفة"
name_en = "Paper"
country = "KW"
kind = "web"
home = "{home}/"
pace = {pace}
[[outlet.sources]]
url = "{home}/rss.xml"
kind = "feed"
every = {every}
"""
        for number, home in enumerate(homes)
    ]
    path.write_text("\n".join(tables), encoding="utf-8")
    return path


def pages_of(kafka: str, home: str) -> list[Page]:
    """All pages in masar.pages whose address starts with that."""
    return [page for page in _messages(kafka, PAGES, Page) if page.url.startswith(home)]


def outcomes_of(kafka: str, home: str) -> list[Outcome]:
    """All outcomes in masar.outcomes whose address starts with that."""
    return [told for told in _messages(kafka, OUTCOMES, Outcome) if told.url.startswith(home)]


def _messages(kafka: str, topic: str, kind: type[Message]) -> Iterator[Message]:
    for value in _records(kafka, topic):
        with suppress(MessageRejected):  # another test's poison
            yield decode(value, kind)


def _records(kafka: str, topic: str) -> Iterator[bytes]:
    consumer = KafkaConsumer(bootstrap_servers=kafka, group_id=None, auto_offset_reset="earliest")
    try:
        places = [TopicPartition(topic, number) for number in consumer.partitions_for_topic(topic)]
        consumer.assign(places)
        ends = consumer.end_offsets(places)
        consumer.seek_to_beginning(*places)
        while any(consumer.position(place) < ends[place] for place in places):
            for records in consumer.poll(timeout_ms=200).values():
                yield from (record.value for record in records)
    finally:
        consumer.close()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
