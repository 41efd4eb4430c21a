"""The indexer's process: `python -m services.indexer`."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import structlog
from elasticsearch import Elasticsearch
from kafka import KafkaConsumer, KafkaProducer

from runtime.health import Health, serve_health
from runtime.logs import configure_logs
from runtime.settings import settings_or_refusal
from runtime.stopping import stop_event
from runtime.waiting import Stopped, wait_for
from services.indexer.announce import Announcer
from services.indexer.brokers import (
    CONNECTION_FAILURES,
    open_consumer,
    open_elasticsearch,
    open_producer,
    reach_aliases,
    reach_topics,
    unreachable,
)
from services.indexer.bulk import send
from services.indexer.flow import Flow
from services.indexer.intake import Intake
from services.indexer.read import TOPICS
from services.indexer.settings import IndexerSettings

log = structlog.get_logger()


def main() -> None:
    """Wait for the brokers, then index until asked to stop. Exits with 2 where the settings do not hold."""
    settings = settings_or_refusal(IndexerSettings, "indexer")
    configure_logs("indexer", settings.log_format, settings.log_level)
    stop = stop_event()
    client = open_elasticsearch(settings)
    started: list[Intake] = []
    health = Health(lambda: _missing(settings, client, started))
    server = serve_health(health, settings.health_host, settings.health_port)
    try:
        _index(settings, client, health, started, stop)
    except Stopped:
        pass
    finally:
        server.shutdown()
        client.close()
    log.info("stopped")


def _index(
    settings: IndexerSettings, client: Elasticsearch, health: Health, started: list[Intake], stop: threading.Event
) -> None:
    consumer, producer = _connect(settings, client, health, stop)
    intake = Intake(consumer, TOPICS)
    intake.join()
    started.append(intake)
    try:
        with ThreadPoolExecutor(settings.requests_at_once, "bulk") as executor:
            flow = Flow(settings, intake, Announcer(producer), partial(send, client), executor, settings.followed)
            log.info("indexing", kafka=settings.kafka, elasticsearch=settings.elasticsearch)
            while not stop.is_set():
                health.turned()
                flow.turn()
            flow.drain()
    finally:
        producer.close(timeout=5)
        consumer.close(autocommit=False, timeout_ms=5_000)


def _connect(
    settings: IndexerSettings, client: Elasticsearch, health: Health, stop: threading.Event
) -> tuple[KafkaConsumer, KafkaProducer]:
    kafka, elasticsearch = f"Kafka at {settings.kafka}", f"Elasticsearch at {settings.elasticsearch}"
    wait = partial(_wait_turning, health, stop)
    wait(elasticsearch, lambda: reach_aliases(client, settings.followed))
    consumer = wait(kafka, lambda: open_consumer(settings))
    wait(f"the topics of {kafka}", lambda: reach_topics(consumer, TOPICS))
    return consumer, wait(kafka, lambda: open_producer(settings))


def _wait_turning(health: Health, stop: threading.Event, what: str, probe: Callable[[], Any]) -> Any:
    def turning() -> Any:
        health.turned()
        return probe()

    return wait_for(what, turning, stop, CONNECTION_FAILURES)


def _missing(settings: IndexerSettings, client: Elasticsearch, started: list[Intake]) -> str | None:
    """What the indexer waits for, null when it has partitions and reaches both brokers."""
    gone = unreachable(settings, client)
    if gone or not started:
        return gone or "the brokers"
    return None if started[0].assigned else "partitions to be assigned"


if __name__ == "__main__":
    main()
