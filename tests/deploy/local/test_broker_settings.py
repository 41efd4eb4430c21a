import socket
from pathlib import Path

import pytest

from contracts.topics import all_topics
from deploy.local.elasticsearch import Plan, elasticsearch_yml
from deploy.local.kafka import Node, server_properties
from deploy.local.ports import LOOPBACK, free_port, free_ports

ONE = Node(1, 9092, 9093, Path("/data/kafka"))
THREE = tuple(Node(number, 9000 + number, 9100 + number, Path(f"/data/{number}")) for number in (1, 2, 3))


def test_one_node_asks_for_no_copies() -> None:
    settings = _read(server_properties(ONE, [ONE]))
    copies = [settings[name] for name in settings if name.endswith(("replication.factor", "min.isr"))]
    assert set(copies) == {"1"}


def test_three_nodes_vote_together_and_keep_three_copies() -> None:
    settings = _read(server_properties(THREE[1], THREE))
    assert settings["node.id"] == "2"
    assert settings["controller.quorum.voters"] == "1@127.0.0.1:9101,2@127.0.0.1:9102,3@127.0.0.1:9103"
    assert settings["offsets.topic.replication.factor"] == "3"
    assert settings["min.insync.replicas"] == "2"


@pytest.mark.parametrize("name", ["message.max.bytes", "replica.fetch.max.bytes", "socket.request.max.bytes"])
def test_the_largest_record_of_any_topic_passes(name: str) -> None:
    largest = max(topic.max_message_bytes for topic in all_topics())
    assert int(_read(server_properties(ONE, [ONE]))[name]) > largest


def test_brokers_listen_on_loopback_only() -> None:
    listeners = _read(server_properties(ONE, [ONE]))["listeners"]
    assert listeners == "CLIENTS://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093"
    assert "network.host: 127.0.0.1\n" in elasticsearch_yml(Plan(Path("/data/es"), 9200, 9300))


def test_a_password_turns_security_on() -> None:
    assert "xpack.security.enabled: false\n" in elasticsearch_yml(Plan(Path("/es"), 9200, 9300))
    assert "xpack.security.enabled: true\n" in elasticsearch_yml(Plan(Path("/es"), 9200, 9300, password="secret"))


def test_a_taken_port_is_not_given_out() -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        assert free_port(taken.getsockname()[1]) != taken.getsockname()[1]


def test_free_ports_differ() -> None:
    assert len(set(free_ports(5))) == 5


def _read(properties: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in properties.splitlines())
