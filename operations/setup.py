"""`masar setup`: topics in Kafka, templates and indexes in Elasticsearch. Safe to repeat."""

import threading
from pathlib import Path

from elasticsearch import Elasticsearch
from elasticsearch import exceptions as elastic
from kafka.errors import KafkaError

from contracts.access import all_access
from deploy.local.kafka_users import make_users
from deploy.local.topics import make_topics
from operations.settings import OperationsSettings
from runtime.waiting import wait_for
from services.indexer.setup_index import install


def set_up(
    settings: OperationsSettings,
    kafka: str,
    elasticsearch: str,
    replication: int,
    stop: threading.Event,
    key: str | None = None,
) -> None:
    """Create what is missing in both brokers, waiting for those that are not there yet. Raises Stopped.

    `key` is Elasticsearch's, where it is not the one of the settings.
    """
    login = settings.kafka_login
    wait_for(
        f"Kafka at {kafka}", lambda: make_topics(kafka, replication, login=login), stop, failures=(KafkaError, OSError)
    )
    if settings.kafka_users:
        make_users(kafka, login, {user: _password(settings.kafka_users, user) for user in all_access()})
    client = Elasticsearch(elasticsearch, api_key=key or settings.elasticsearch_key, **settings.elasticsearch_trust)
    try:
        wait_for(f"Elasticsearch at {elasticsearch}", client.info, stop, failures=(elastic.TransportError,))
        install(client, [settings.dossiers / name for name in settings.followed])
    finally:
        client.close()


def _password(folder: Path, user: str) -> str:
    return (folder / f"kafka-{user}").read_text("utf-8").strip()
