"""The watch's round: Kafka, dead letters, Elasticsearch, outlets; what fails is told and tried again."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch
from elasticsearch.helpers import BulkIndexError, ScanError
from kafka.errors import KafkaError

from queues.kafka_look import KafkaLook
from queues.letters import Letters
from runtime.health import Health
from services.watch import metrics
from services.watch.cluster import cluster_of
from services.watch.count import count
from services.watch.settings import WatchSettings
from services.watch.show import show_cluster, show_letters, show_look

log = structlog.get_logger()

FAILURES = (KafkaError, OSError, TransportError, ApiError, BulkIndexError, ScanError)


class Watching:
    """Looks at everything, each at its own pace."""

    def __init__(self, settings: WatchSettings, client: Elasticsearch, health: Health) -> None:
        self._settings = settings
        self._client = client
        self._health = health
        self._look: KafkaLook | None = None
        self._letters: Letters | None = None
        self._counted = float("-inf")
        self._settled: set[str] = set()
        self._turned = False
        self._failing: set[str] = set()
        self._names = {
            "kafka": f"Kafka at {settings.kafka}",
            "dead_letters": "the topics of dead letters",
            "elasticsearch": f"Elasticsearch at {settings.elasticsearch}",
            "outlets": f"the indexes in Elasticsearch at {settings.elasticsearch}",
        }

    def missing(self) -> str | None:
        """What does not answer, null when all does."""
        if not self._turned:
            return "its first look"
        return next((name for at, name in self._names.items() if at in self._failing), None)

    def run(self, stop: threading.Event) -> None:
        """Go round until asked to stop."""
        try:
            while not stop.is_set():
                self._turn()
                stop.wait(self._settings.look_every)
        finally:
            self._forget_kafka()

    def _turn(self) -> None:
        self._health.turned()
        reached = self._try("kafka", self._look_at_kafka)
        metrics.KAFKA_UP.set(reached)
        if reached:
            self._try("dead_letters", self._look_at_letters)
        metrics.ELASTICSEARCH_UP.set(self._try("elasticsearch", lambda: show_cluster(cluster_of(self._client))))
        self._health.turned()
        if time.monotonic() - self._counted >= self._settings.count_every:
            self._counted = time.monotonic()
            if not self._try("outlets", lambda: count(self._client, datetime.now(UTC), self._settled)):
                self._counted = float("-inf")
        self._turned = True

    def _try(self, at: str, look: Callable[[], None]) -> bool:
        started = time.monotonic()
        try:
            look()
        except FAILURES as error:
            metrics.LOOKS.labels(at, "failed").inc()
            if at not in self._failing:
                log.warning(f"waiting for {self._names[at]}", error=str(error) or type(error).__name__)
            self._failing.add(at)
            if isinstance(error, KafkaError):
                self._forget_kafka()
            return False
        metrics.LOOKS.labels(at, "done").inc()
        metrics.LOOK_SECONDS.labels(at).observe(time.monotonic() - started)
        if at in self._failing:
            log.info(f"{self._names[at]} can be looked at")
        self._failing.discard(at)
        return True

    def _look_at_kafka(self) -> None:
        if self._look is None:
            self._look = KafkaLook(self._settings.kafka, self._settings.kafka_login)
        show_look(self._look.look())

    def _look_at_letters(self) -> None:
        if self._letters is None:
            self._letters = Letters(self._settings.kafka, self._settings.kafka_login)
        show_letters(self._letters.waiting())

    def _forget_kafka(self) -> None:
        """The next look connects anew."""
        for connected in (self._look, self._letters):
            if connected is not None:
                connected.close()
        self._look = self._letters = None
