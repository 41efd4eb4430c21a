"""What goes wrong in a fault run, each time at a random moment."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable

from elasticsearch import Elasticsearch
from kafka import KafkaProducer
from msgspec import Struct

from contracts import topics
from contracts.indexes import articles_of
from evaluation.faults.pipeline import Pipeline, services
from evaluation.faults.places import Brokers
from evaluation.faults.proxy import Proxy

DOSSIER = "dushanbe"
# What Elasticsearch's proxy does to one bulk request each.
FAULTS: tuple[int | str, ...] = (429, 503, "silent", "cut", "half")
# Into which topics unreadable messages are thrown.
POISONED = (topics.URLS, topics.PAGES, topics.RELEVANT, topics.ARTICLES, topics.OUTCOMES)


class Troubles(Struct, frozen=True, kw_only=True):
    """How often each thing goes wrong; `kills` of each service, `poison` messages in all. `pause` is the longest time
    between two, in seconds."""

    kills: int
    kafka: int
    elasticsearch: int
    answers: int
    rewinds: int
    rebuilds: int
    poison: int
    pause: float = 3.0


class Scene(Struct, frozen=True):
    """What can be disturbed."""

    brokers: Brokers
    pipeline: Pipeline
    proxy: Proxy
    nodes: int


def disturb(scene: Scene, troubles: Troubles, chance: random.Random, say: Callable[[str], None]) -> Counter[str]:
    """Do all of it in random order; returns what was done, counted by name."""
    planned = _planned(scene, troubles, chance)
    chance.shuffle(planned)
    done: Counter[str] = Counter()
    for number, (name, act) in enumerate(planned, start=1):
        time.sleep(chance.uniform(0.2, troubles.pause))
        scene.pipeline.revive()
        say(f"{number} of {len(planned)}: {name}")
        act()
        done[name] += 1
    return done


def poison(scene: Scene, count: int) -> list[bytes]:
    """Throw unreadable messages into the topics; returns their values."""
    values = [b"poison %d" % number for number in range(count)]
    producer = KafkaProducer(bootstrap_servers=scene.brokers.kafka.split(","), acks="all", retries=100)
    try:
        sent = [
            producer.send(POISONED[number % len(POISONED)], key=value, value=value)
            for number, value in enumerate(values)
        ]
        for each in sent:
            each.get(timeout=120)
    finally:
        producer.close()
    return values


def _planned(scene: Scene, troubles: Troubles, chance: random.Random) -> list[tuple[str, Callable[[], None]]]:
    brokers, pipeline = scene.brokers, scene.pipeline
    acts: list[tuple[str, Callable[[], None]]] = [
        *((f"kill the {name}", _killing(pipeline, name)) for name in services() for _ in range(troubles.kills)),
        *(
            ("kill a Kafka node", lambda: brokers.restart_kafka(chance.randrange(scene.nodes)))
            for _ in range(troubles.kafka)
        ),
        *(("kill Elasticsearch", brokers.restart_elasticsearch) for _ in range(troubles.elasticsearch)),
        *(
            (f"answer a bulk request with {fault}", _answering(scene.proxy, fault))
            for fault in FAULTS
            for _ in range(troubles.answers)
        ),
        *(
            (f"rewind {topic}", _rewinding(pipeline, topic))
            for topic in (topics.PAGES, topics.ARTICLES)
            for _ in range(troubles.rewinds)
        ),
        *(("delete the index and rebuild it", lambda: _rebuild(brokers)) for _ in range(troubles.rebuilds)),
    ]
    return acts


def _killing(pipeline: Pipeline, name: str) -> Callable[[], None]:
    return lambda: pipeline.kill(name)


def _answering(proxy: Proxy, fault: int | str) -> Callable[[], None]:
    return lambda: proxy.script.append(fault)


def _rewinding(pipeline: Pipeline, topic: str) -> Callable[[], None]:
    return lambda: pipeline.rewind(topic)


def _rebuild(brokers: Brokers) -> None:
    client = Elasticsearch(brokers.elasticsearch, request_timeout=60)
    try:
        alias = articles_of(DOSSIER)
        if client.indices.exists_alias(name=alias):
            client.indices.delete(index=",".join(client.indices.get_alias(name=alias)))
    finally:
        client.close()
    environment = {**os.environ, "MASAR_KAFKA": brokers.kafka, "MASAR_ELASTICSEARCH": brokers.elasticsearch}
    command = [sys.executable, "-m", "operations", "rebuild", "--dossier", DOSSIER, "--json"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own command
