"""One look at Kafka: topics, how far each reader is behind in records and in time, consumers, brokers, disks."""

import time
from collections.abc import Mapping
from typing import Any

import msgspec
from kafka import KafkaAdminClient, TopicPartition
from kafka.errors import CoordinatorNotAvailableError, KafkaError
from kafka.protocol.consumer.offsets import OffsetSpec
from msgspec import Struct

from queues.knock import knock
from queues.offsets import GROUPS, Place, offsets, places
from queues.oldest import Oldest


class Member(Struct, frozen=True, kw_only=True):
    """One consumer of a group."""

    client: str
    host: str
    partitions: int


class Group(Struct, frozen=True, kw_only=True):
    """One consumer group; `state` is Kafka's word: Stable, PreparingRebalance, Empty, Dead."""

    name: str
    state: str
    members: tuple[Member, ...]


class Broker(Struct, frozen=True, kw_only=True):
    """One broker and the disk of its log; null bytes where it does not tell them."""

    id: int
    address: str
    controller: bool
    free: int | None = None
    size: int | None = None


class Look(Struct, frozen=True, kw_only=True):
    """All that a look saw, at Unix time `at`; `last` is when each topic's newest record was written."""

    at: float
    places: tuple[Place, ...]
    last: dict[str, float]
    bytes: dict[str, int]
    groups: tuple[Group, ...]
    brokers: tuple[Broker, ...]

    def of(self, topic: str) -> list[Place]:
        """A topic's partitions."""
        return [place for place in self.places if place.topic == topic]


class KafkaLook:
    """Looks again and again over the same connections."""

    def __init__(self, brokers: str, login: Mapping[str, Any], patience: float = 10.0) -> None:
        """Connect; a call that takes longer than `patience` seconds fails. Raises KafkaError when Kafka is away."""
        self._servers = brokers
        knock(brokers)
        servers, milliseconds = brokers.split(","), int(patience * 1000)
        self._admin = KafkaAdminClient(
            bootstrap_servers=servers,
            request_timeout_ms=milliseconds,
            bootstrap_timeout_ms=milliseconds,
            **login,
        )
        try:
            self._oldest = Oldest(brokers, login)
        except KafkaError:
            self._admin.close()
            raise

    def look(self) -> Look:
        """Look once. Raises KafkaError when Kafka is away or refuses."""
        knock(self._servers)
        found = places(self._admin)
        partitions = [TopicPartition(place.topic, place.partition) for place in found]
        last: dict[str, float] = {}
        for each, newest in offsets(self._admin, partitions, OffsetSpec.MAX_TIMESTAMP).items():
            if newest.timestamp > 0:
                last[each.topic] = max(last.get(each.topic, 0.0), newest.timestamp / 1000)
        aged = tuple(self._aged(place) for place in found)
        brokers, held = self._brokers()
        return Look(at=time.time(), places=aged, last=last, bytes=held, groups=self._groups(), brokers=brokers)

    def close(self) -> None:
        """Leave."""
        self._oldest.close()
        self._admin.close()

    def _aged(self, place: Place) -> Place:
        if place.done is None or not place.lag:
            return place
        oldest = self._oldest.written(TopicPartition(place.topic, place.partition), place.done)
        return msgspec.structs.replace(place, oldest=oldest)

    def _groups(self) -> tuple[Group, ...]:
        try:
            described = self._admin.describe_groups(list(GROUPS))
        except CoordinatorNotAvailableError:
            return ()
        return tuple(_group(described[name]) for name in GROUPS if name in described)

    def _brokers(self) -> tuple[tuple[Broker, ...], dict[str, int]]:
        cluster = self._admin.describe_cluster()
        try:
            disks = {each["broker"]: each["log_dirs"] for each in self._admin.describe_log_dirs()}
        except KafkaError:
            disks = {}  # whoever may not describe the cluster sees all but its disks
        return tuple(_broker(each, cluster, disks) for each in cluster["brokers"]), _held(disks)


def _group(described: Mapping[str, Any]) -> Group:
    members = tuple(
        Member(
            client=str(member["client_id"]),
            host=str(member["client_host"]).lstrip("/"),
            partitions=_assigned(member.get("member_assignment")),
        )
        for member in described["members"]
    )
    return Group(name=described["group_id"], state=described["group_state"], members=members)


def _assigned(assignment: Any) -> int:
    if not isinstance(assignment, Mapping):
        return 0
    return sum(len(each["partitions"]) for each in assignment.get("assigned_partitions") or ())


def _broker(told: Mapping[str, Any], cluster: Mapping[str, Any], disks: Mapping[int, Any]) -> Broker:
    # Several log folders may lie on one disk: the fullest one is what stops the broker.
    known = [each for each in disks.get(told["broker_id"], ()) if each.get("total_bytes", -1) > 0]
    fullest = min(known, key=lambda each: each["usable_bytes"], default=None)
    return Broker(
        id=told["broker_id"],
        address=f"{told['host']}:{told['port']}",
        controller=told["broker_id"] == cluster["controller_id"],
        free=fullest["usable_bytes"] if fullest else None,
        size=fullest["total_bytes"] if fullest else None,
    )


def _held(disks: Mapping[int, Any]) -> dict[str, int]:
    """Bytes by topic, over all brokers and their copies."""
    held: dict[str, int] = {}
    for folder in (folder for folders in disks.values() for folder in folders):
        for topic in folder["topics"]:
            size = sum(each["partition_size"] for each in topic["partitions"])
            held[topic["name"]] = held.get(topic["name"], 0) + size
    return held
