"""Apache Kafka on loopback: one KRaft node, or several that form a real cluster."""

import base64
import os
import socket
import subprocess
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from contracts.topics import all_topics
from deploy.local.account import Account, hand_over
from deploy.local.jdk import Jdk
from deploy.local.kafka_guard import ADMIN, guarded_properties, keep_jaas, login
from deploy.local.ports import LOOPBACK, free_port, free_ports
from deploy.local.process import Running, start
from deploy.local.topics import OPEN
from deploy.local.trouble import StackTrouble

PREFERRED_PORT = 9092
READY_PATIENCE = 120.0
LOG4J = Path(__file__).with_name("kafka-log4j2.properties")
# A record's keys, headers and batch come on top of the value that a topic's limit is about.
RECORD_OVERHEAD = 1_048_576


@dataclass(frozen=True)
class Node:
    """One broker, a controller too: its number from 1, its ports and its folder."""

    number: int
    port: int
    controller_port: int
    folder: Path

    @property
    def address(self) -> str:
        return f"{LOOPBACK}:{self.port}"


@dataclass(frozen=True)
class Kafka:
    """A started cluster; `bootstrap` is what clients are given, `login` how its administrator logs in."""

    nodes: tuple[Running, ...]
    bootstrap: str
    login: Mapping[str, Any] = field(default_factory=dict)

    def wait_ready(self, patience: float = READY_PATIENCE) -> None:
        """Return when every node serves clients. Raises StackTrouble."""
        for node in self.nodes:
            node.wait_ready(lambda node=node: answers(node.address, self.login), patience)  # type: ignore[misc]

    def stop(self) -> None:
        """Stop all nodes in order, at the same time: the last one alone would wait for the others."""
        for node in self.nodes:
            node.ask_to_stop()
        for node in self.nodes:
            node.stop()


def plan_kafka(folder: Path, count: int = 1, preferred: int = PREFERRED_PORT) -> tuple[Node, ...]:
    """`count` nodes on free ports, the first on `preferred` if that is free; their data persists in `folder`."""
    controllers = free_ports(count)
    others = free_ports(count - 1)
    ports = (free_port(preferred), *others)
    return tuple(
        Node(number, port, controller, folder if count == 1 else folder / str(number))
        for number, (port, controller) in enumerate(zip(ports, controllers, strict=True), start=1)
    )


def start_kafka(
    nodes: Sequence[Node],
    jars: Path,
    jdk: Jdk,
    account: Account,
    heap: str = "512m",
    password: str | None = None,
    java_options: tuple[str, ...] = (),
) -> Kafka:
    """Start every node of a plan; their data folders are formatted at the first start. See `start` for threads.

    With a password, its administrator's, Kafka asks all clients who they are: deploy.local.kafka_users makes users.
    `java_options`: deploy.local.jdk.SHORT_LIVED for a quick start at a lower peak speed.
    """
    running = tuple(start_node(node, nodes, jars, jdk, account, heap, password, java_options) for node in nodes)
    return Kafka(running, ",".join(node.address for node in nodes), login(ADMIN, password) if password else {})


def start_node(
    node: Node,
    nodes: Sequence[Node],
    jars: Path,
    jdk: Jdk,
    account: Account,
    heap: str = "512m",
    password: str | None = None,
    java_options: tuple[str, ...] = (),
) -> Running:
    """Start one node of a plan, as after a crash of it alone. Raises StackTrouble."""
    guard = _lay_out(node, nodes, jars, jdk, account, password)
    copied = node.folder / LOG4J.name
    copied.write_bytes(LOG4J.read_bytes())
    logs = [f"-Dmasar.logs={node.folder / 'logs'}", f"-Dlog4j2.configurationFile={copied}"]
    options = [f"-Xms{heap}", f"-Xmx{heap}", *java_options, *logs, *guard, "-cp", f"{jars}/*"]
    command = [_java(jdk), *options, "kafka.Kafka", str(node.folder / "server.properties")]
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8"}
    return start(f"Kafka node {node.number}", node.address, command, node.folder, account, environment)


def server_properties(node: Node, nodes: Sequence[Node], guarded: bool = False) -> str:
    """The text of a node's server.properties, for one node or a cluster of several."""
    copies = min(len(nodes), 3)
    largest = max(topic.max_message_bytes for topic in all_topics()) + RECORD_OVERHEAD
    voters = ",".join(f"{each.number}@{LOOPBACK}:{each.controller_port}" for each in nodes)
    settings = {
        "process.roles": "broker,controller",
        "node.id": node.number,
        "controller.quorum.voters": voters,
        "listeners": f"CLIENTS://{node.address},CONTROLLER://{LOOPBACK}:{node.controller_port}",
        "advertised.listeners": f"CLIENTS://{node.address}",
        "listener.security.protocol.map": "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "CLIENTS",
        "log.dirs": node.folder / "data",
        "auto.create.topics.enable": "false",
        "default.replication.factor": copies,
        "min.insync.replicas": max(1, copies - 1),
        "offsets.topic.replication.factor": copies,
        "transaction.state.log.replication.factor": copies,
        "transaction.state.log.min.isr": max(1, copies - 1),
        "share.coordinator.state.topic.replication.factor": copies,
        "share.coordinator.state.topic.min.isr": max(1, copies - 1),
        # One machine: the 50 partitions of each that are the default only slow the start.
        "offsets.topic.num.partitions": 4,
        "transaction.state.log.num.partitions": 4,
        "share.coordinator.state.topic.num.partitions": 1,
        # Nothing here waits for other members to arrive.
        "group.initial.rebalance.delay.ms": 0,
        # What a service had read must outlive a pause of its user as long as the longest topic does.
        "offsets.retention.minutes": 365 * 24 * 60,
        "message.max.bytes": largest,
        "replica.fetch.max.bytes": largest,
        "replica.fetch.response.max.bytes": 2 * largest,
        "socket.request.max.bytes": 4 * largest,
        # The cleaner's default of 128 MB comes out of a heap of 512.
        "log.cleaner.dedupe.buffer.size": 33_554_432,
        "log.segment.bytes": 268_435_456,
    }
    settings |= guarded_properties() if guarded else {}
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def answers(address: str, login: Mapping[str, Any] = OPEN) -> bool:
    """Whether a broker serves clients: it fetches the cluster's metadata like any client."""
    # Kafka's client logs and retries for seconds before the port is open, so the port is tried first.
    host, port = address.rsplit(":", 1)
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return _serves(address, login)


def _serves(address: str, login: Mapping[str, Any]) -> bool:
    try:
        admin = KafkaAdminClient(bootstrap_servers=address, request_timeout_ms=5_000, **login)
    except (KafkaError, OSError):
        return False
    try:
        return bool(admin.describe_cluster()["brokers"])
    except (KafkaError, OSError):
        return False
    finally:
        admin.close()


def _lay_out(
    node: Node, nodes: Sequence[Node], jars: Path, jdk: Jdk, account: Account, password: str | None
) -> list[str]:
    """Write the node's files; returns Java's options that its guard needs."""
    (node.folder / "logs").mkdir(parents=True, exist_ok=True)
    properties = node.folder / "server.properties"
    properties.write_text(server_properties(node, nodes, guarded=password is not None))
    jaas = keep_jaas(node.folder, password) if password else None
    if not (node.folder / "data" / "meta.properties").exists():
        _format(node.folder, _cluster_id(nodes), jars, jdk)
    hand_over(account, node.folder)
    return [f"-Djava.security.auth.login.config={jaas}"] if jaas else []


def _cluster_id(nodes: Sequence[Node]) -> str:
    """One id for all nodes of a plan, the same at every start: from where the first one's data lies.

    The first bit is cleared: an id that begins with "-" would be read as an option by the storage tool.
    """
    number = uuid.uuid5(uuid.NAMESPACE_URL, str(nodes[0].folder.resolve())).bytes
    return base64.urlsafe_b64encode(bytes([number[0] & 0x7F]) + number[1:]).decode().rstrip("=")


def _format(folder: Path, cluster_id: str, jars: Path, jdk: Jdk) -> None:
    tool = [_java(jdk), "-cp", f"{jars}/*", "kafka.tools.StorageTool", "format", "-t", cluster_id]
    done = subprocess.run([*tool, "-c", folder / "server.properties"], capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        told = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise StackTrouble(f"Kafka cannot format {folder / 'data'} ({told[-1]}): free the folder or remove it")


def _java(jdk: Jdk) -> str:
    return str(jdk.home / "bin" / "java")
