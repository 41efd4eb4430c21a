"""What `masar status` shows: topics, readers, brokers, dead letters, Elasticsearch, services, as of one moment."""

import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch
from kafka.errors import KafkaError
from msgspec import Struct

from contracts import topics
from operations.client import complaint
from operations.settings import OperationsSettings
from operations.whereabouts import Addresses
from queues.kafka_look import Broker, Group, KafkaLook, Look
from queues.letters import Brief, Letters, by_reason
from queues.offsets import READERS
from services.watch.cluster import Cluster, cluster_of


class TopicStatus(Struct, frozen=True, kw_only=True):
    """One topic. Rates are records a second since the look before, null at the first; times are ages in seconds.

    `group` is who reads it: null where nobody does, and with it `finished_rate`, `lag` and `oldest`.
    """

    topic: str
    records: int
    bytes: int | None
    rate: float | None
    group: str | None
    finished_rate: float | None
    lag: int | None
    oldest: float | None
    last: float | None
    dead: int = 0


class PartitionStatus(Struct, frozen=True, kw_only=True):
    """One partition that somebody reads."""

    topic: str
    partition: int
    lag: int
    oldest: float | None


class DeadStatus(Struct, frozen=True, kw_only=True):
    """Dead letters that wait, of one topic, step and reason."""

    topic: str
    step: str
    reason: str
    letters: int


class ServiceStatus(Struct, frozen=True, kw_only=True):
    """A service of this clone's run; `waiting` is what it lacks, null when it is ready."""

    name: str
    address: str
    waiting: str | None


class Status(Struct, frozen=True, kw_only=True):
    """All of it. `kafka_error` and `elasticsearch_error` say why one of the two tells nothing, null where it does."""

    at: float
    kafka: str
    kafka_error: str | None = None
    topics: tuple[TopicStatus, ...] = ()
    partitions: tuple[PartitionStatus, ...] = ()
    groups: tuple[Group, ...] = ()
    brokers: tuple[Broker, ...] = ()
    dead: tuple[DeadStatus, ...] = ()
    died_again: int = 0
    elasticsearch: str
    elasticsearch_error: str | None = None
    cluster: Cluster | None = None
    services: tuple[ServiceStatus, ...] = ()

    @property
    def well(self) -> bool:
        """Whether nothing here needs somebody: all answer, all are ready, all groups have members, nothing is dead."""
        silent = self.kafka_error or self.elasticsearch_error or any(one.waiting for one in self.services)
        blocked = self.cluster is not None and (self.cluster.blocked or not self.cluster.status)
        return not (silent or blocked or self.dead or any(not group.members for group in self.groups))


class StatusLook:
    """Looks again and again, over connections that it keeps."""

    def __init__(self, settings: OperationsSettings, found: Addresses, client: Elasticsearch) -> None:
        """`client` asks the Elasticsearch that `found` names."""
        self._settings = settings
        self._found = found
        self._client = client
        self._kafka: KafkaLook | None = None
        self._letters: Letters | None = None
        self._before: Look | None = None

    def status(self) -> Status:
        """Look once. Never raises where a broker is away: the status says so."""
        look, letters, kafka_error = self._look_at_kafka()
        cluster, elasticsearch_error = self._look_at_elasticsearch()
        told: dict[str, Any] = {
            "kafka": self._found.kafka,
            "kafka_error": kafka_error,
            "elasticsearch": self._found.elasticsearch,
            "elasticsearch_error": elasticsearch_error,
            "cluster": cluster,
            "services": _services(self._found.services),
        }
        if look is None:
            return Status(at=time.time(), **told)
        waiting = Counter(one.topic for one in letters)
        status = Status(
            at=look.at,
            topics=tuple(_topic(name, look, self._before, waiting[name]) for name in _names(look)),
            partitions=_partitions(look),
            groups=look.groups,
            brokers=look.brokers,
            dead=_dead(letters),
            died_again=sum(one.again is not None for one in letters),
            **told,
        )
        self._before = look
        return status

    def close(self) -> None:
        """Leave."""
        for each in (self._kafka, self._letters):
            if each is not None:
                each.close()
        self._kafka = self._letters = None

    def _look_at_kafka(self) -> tuple[Look | None, list[Brief], str | None]:
        try:
            login = self._settings.kafka_login
            self._kafka = self._kafka or KafkaLook(self._found.kafka, login, patience=5.0)
            self._letters = self._letters or Letters(self._found.kafka, login)
            return self._kafka.look(), self._letters.waiting(), None
        except (KafkaError, OSError) as error:
            self.close()
            return None, [], str(error) or type(error).__name__

    def _look_at_elasticsearch(self) -> tuple[Cluster | None, str | None]:
        try:
            return cluster_of(self._client), None
        except (TransportError, ApiError) as error:
            return None, complaint(error)


def _names(look: Look) -> list[str]:
    return [topic.name for topic in topics.all_topics() if topic.message != "DeadLetter" and look.of(topic.name)]


def _topic(name: str, look: Look, before: Look | None, dead: int) -> TopicStatus:
    places = look.of(name)
    lags = [place.lag for place in places if place.lag is not None]
    waiting = [place.oldest for place in places if place.oldest]
    return TopicStatus(
        topic=name,
        records=sum(place.end - place.first for place in places),
        bytes=look.bytes.get(name),
        rate=_rate(look, before, lambda each: sum(place.end for place in each.of(name))),
        group=READERS.get(name),
        finished_rate=_rate(look, before, lambda each: sum(place.done or 0 for place in each.of(name)))
        if lags
        else None,
        lag=sum(lags) if lags else None,
        oldest=max(look.at - min(waiting), 0.0) if waiting else None,
        last=max(look.at - look.last[name], 0.0) if name in look.last else None,
        dead=dead,
    )


def _rate(look: Look, before: Look | None, count: Callable[[Look], int]) -> float | None:
    if before is None or look.at <= before.at:
        return None
    return max(0.0, (count(look) - count(before)) / (look.at - before.at))


def _partitions(look: Look) -> tuple[PartitionStatus, ...]:
    return tuple(
        PartitionStatus(
            topic=place.topic,
            partition=place.partition,
            lag=place.lag,
            oldest=max(look.at - place.oldest, 0.0) if place.oldest else None,
        )
        for place in look.places
        if place.lag is not None
    )


def _dead(letters: list[Brief]) -> tuple[DeadStatus, ...]:
    return tuple(
        DeadStatus(topic=topic, step=step, reason=reason, letters=count)
        for (topic, step, reason), count in by_reason(letters).most_common()
    )


def _services(addresses: Mapping[str, str]) -> tuple[ServiceStatus, ...]:
    return tuple(
        ServiceStatus(name=name, address=address, waiting=_waiting(address)) for name, address in addresses.items()
    )


def _waiting(address: str) -> str | None:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=3):  # noqa: S310  # the run's own addresses, http
            return None
    except urllib.error.HTTPError as refusal:
        return refusal.read().decode().strip().removeprefix("waiting for ")
    except OSError:
        return "its process to answer"
