"""The services as processes over brokers of the test's choice, followed to the end of every page."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan
from kafka import KafkaAdminClient
from started import Brokers

from contracts import topics
from contracts.outcome import Outcome
from deploy.local.topics import make_topics
from operations.follow import Follower
from operations.processes import stop_all
from operations.quiet import QuietCheck, work_left
from operations.services import Service, start_services
from queries.account import Summary
from queues.look import TopicsLook
from services.indexer.setup_index import install
from services.watch.setup_index import install_completeness

DOSSIERS = Path(__file__).parents[2] / "dossiers"
GROUPS = ["masar-crawler", "masar-parser", "masar-indexer"]
PATIENCE = 240.0


@dataclass
class Pipeline:
    """A running pipeline."""

    services: dict[str, Service]
    follower: Follower
    look: TopicsLook
    elasticsearch: str

    def until(self, what: str, true: Callable[[], object], within: float = PATIENCE) -> None:
        """Wait for something; services that died are started again, as a supervisor would."""
        end = time.monotonic() + within
        while not true():
            assert time.monotonic() < end, f"still waiting for {what}: {self.follower.summary()}, {self._open()}"
            for service in self.services.values():
                service.child.revive()
            time.sleep(0.2)

    def until_done(self) -> Summary:
        """Wait until every discovered page has its final outcome; returns the account."""
        crawler = self.services["crawler"]
        check = QuietCheck(lambda: work_left(crawler.gauge, self._lag, self.follower.summary))

        def quiet() -> bool:
            time.sleep(0.5)
            return crawler.ready() is None and check.done()

        self.until("every page's end", quiet)
        return self.follower.summary()

    def kill(self, name: str) -> None:
        """SIGKILL a service; `until` starts it again."""
        self.services[name].child.kill()

    def documents(self) -> dict[str, dict]:
        """The indexed articles by address."""
        client = Elasticsearch(self.elasticsearch)
        try:
            client.indices.refresh(index="masar-articles")
            hits = list(scan(client, index="masar-articles"))
        finally:
            client.close()
        return {hit["_source"]["url"]: hit["_source"] for hit in hits}

    def _lag(self) -> int:
        return sum(topic.lag or 0 for topic in self.look.states())

    def _open(self) -> list[tuple[str, str, str]]:
        def told(outcome: Outcome) -> tuple[str, str, str]:
            return outcome.url, outcome.step, outcome.name

        return [told(outcome) for outcome in self.follower.open_pages()[:5]]


def empty(brokers: Brokers) -> None:
    """Brokers as on the first day: topics made anew, groups and indexes gone."""
    admin = KafkaAdminClient(bootstrap_servers=brokers.kafka)
    try:
        ours = [topic.name for topic in topics.all_topics()]
        there = set(admin.list_topics())
        if doomed := [name for name in ours if name in there]:
            admin.delete_topics(doomed)
        known = {group.group_id if hasattr(group, "group_id") else group["group_id"] for group in admin.list_groups()}
        if gone := [group for group in GROUPS if group in known]:
            admin.delete_groups(gone)
        _until_gone(admin, doomed)
    finally:
        admin.close()
    make_topics(brokers.kafka)
    client = Elasticsearch(brokers.elasticsearch)
    try:
        for alias in ("masar-articles", "masar-ledger", "masar-completeness"):
            if client.indices.exists_alias(name=alias):
                for index in client.indices.get_alias(name=alias).body:
                    client.indices.delete(index=index)
        install(client, [DOSSIERS / "dushanbe"])
        install_completeness(client)
    finally:
        client.close()


@contextmanager
def running(brokers: Brokers, outlets: Path, folder: Path, **environment: str) -> Iterator[Pipeline]:
    """Crawler, parser, indexer and watch over these brokers and outlets, until the block ends."""
    own = {
        "MASAR_KAFKA": brokers.kafka,
        "MASAR_ELASTICSEARCH": brokers.elasticsearch,
        "MASAR_OUTLETS": str(outlets),
        "MASAR_CRAWLER_ALLOW_LOOPBACK": "true",
        "MASAR_PARSER_DATA": str(folder / "parser"),
        # The least that there may be: what a killed service had is read again that much sooner.
        **{f"MASAR_{name}_SESSION": "6" for name in ("CRAWLER", "PARSER", "INDEXER")},
        **environment,
    }
    services = start_services(own, folder / "logs")
    follower, look = Follower(brokers.kafka), TopicsLook(brokers.kafka)
    follower.start()
    try:
        yield Pipeline({service.name: service for service in services}, follower, look, brokers.elasticsearch)
    finally:
        stop_all(service.child for service in services)
        follower.stop()
        look.close()


def _until_gone(admin: KafkaAdminClient, names: list[str]) -> None:
    end = time.monotonic() + 60
    while set(admin.list_topics()) & set(names):
        assert time.monotonic() < end, "Kafka does not delete topics"
        time.sleep(0.1)
