"""What somebody sees on the screen of `masar status`: what is wrong stands there in words."""

from io import StringIO

import pytest
from msgspec.structs import replace
from rich.console import Console

from operations.status import DeadStatus, ServiceStatus, Status, TopicStatus
from operations.status_view import render
from queues.kafka_look import Broker, Group, Member
from services.watch.cluster import Cluster, Index

PAGES = TopicStatus(
    topic="masar.pages",
    records=12_000,
    bytes=840_000_000,
    rate=20.0,
    group="masar-parser",
    finished_rate=5.0,
    lag=4_200,
    oldest=5_400.0,
    last=1.0,
    dead=3,
)
WELL = Status(
    at=1_795_672_913.0,
    kafka="127.0.0.1:9092",
    topics=(replace(PAGES, lag=0, oldest=None, dead=0),),
    groups=(
        Group(name="masar-parser", state="Stable", members=(Member(client="faust", host="127.0.0.1", partitions=10),)),
    ),
    brokers=(Broker(id=1, address="127.0.0.1:9092", controller=True, free=500 * 10**9, size=1_000 * 10**9),),
    elasticsearch="http://127.0.0.1:9200",
    cluster=Cluster(
        status=1,
        disks={"masar": (400 * 10**9, 500 * 10**9)},
        indexes=(Index("masar-ledger-v1", 12, 4_000),),
        blocked=(),
    ),
    services=(ServiceStatus(name="crawler", address="http://127.0.0.1:9101", waiting=None),),
)


def shown(status: Status) -> str:
    console = Console(width=160, record=True, file=StringIO())
    console.print(render(status))
    return console.export_text()


def test_a_flow_in_order_shows_its_figures() -> None:
    assert WELL.well
    told = shown(WELL)
    for said in (
        "12000",
        "840.0 MB",
        "20.0",
        "faust@127.0.0.1",
        "500.0 GB of 1000.0 GB free",
        "no dead letters",
        "ready",
    ):
        assert said in told


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"topics": (PAGES,), "groups": (Group(name="masar-parser", state="Empty", members=()),)}, "nobody"),
        ({"dead": (DeadStatus(topic="masar.pages", step="decode", reason="empty_page", letters=3),)}, "empty_page"),
        ({"kafka_error": "NoBrokersAvailable"}, "Kafka at 127.0.0.1:9092 does not answer: NoBrokersAvailable"),
        ({"cluster": None, "elasticsearch_error": "refuses this (401)"}, "refuses this (401)"),
        ({"cluster": replace(WELL.cluster, blocked=("masar-ledger-v1",))}, "takes no documents"),
        ({"services": (ServiceStatus(name="indexer", address="x", waiting="Kafka"),)}, "waiting for Kafka"),
    ],
)
def test_what_is_wrong_is_said_and_is_not_well(wrong: dict, said: str) -> None:
    status = replace(WELL, **wrong)
    assert not status.well
    assert said in shown(status)


def test_lag_is_told_in_records_and_in_time() -> None:
    told = shown(replace(WELL, topics=(PAGES,)))
    assert "4200" in told
    assert "2 h" in told
