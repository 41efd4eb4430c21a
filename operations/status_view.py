"""The screen of `masar status`: what is wrong is red, and stands where one looks first."""

import time
from collections.abc import Iterable

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from operations.age import age
from operations.status import Status, TopicStatus
from queues.kafka_look import Broker

# A record that waits for so long is worth a colour, seconds.
OLD = 600.0
# A disk with less than this free, of all.
SCARCE = 0.1
_WORDS = {2: ("green", "green"), 1: ("yellow", "yellow"), 0: ("red", "bold red")}


def render(status: Status) -> RenderableType:
    """The whole screen."""
    parts: list[RenderableType] = [_topics(status), _side_by_side(_readers(status), _dead(status)), _machines(status)]
    if status.kafka_error:
        parts = [Text(f"Kafka at {status.kafka} does not answer: {status.kafka_error}", "bold red"), _machines(status)]
    title = "[bold]Masar[/bold] مسار"
    return Panel(
        Group(*parts), title=title, subtitle=time.strftime("%H:%M:%S", time.localtime(status.at)), box=box.ROUNDED
    )


def _topics(status: Status) -> Table:
    table = Table("topic", box=box.SIMPLE_HEAD, expand=True)
    for head in ("records", "size", "in/s", "done/s", "lag", "oldest", "last record", "dead"):
        table.add_column(head, justify="right")
    for topic in status.topics:
        table.add_row(topic.topic, *_cells(topic))
    return table


def _cells(topic: TopicStatus) -> Iterable[Text]:
    behind = "bold red" if (topic.oldest or 0.0) > OLD else "yellow" if topic.lag else ""
    yield Text(str(topic.records))
    yield Text(_bytes(topic.bytes))
    yield Text(_rate(topic.rate))
    yield Text(_rate(topic.finished_rate) if topic.group else "–")
    yield Text("–" if topic.lag is None else str(topic.lag), behind)
    yield Text("" if topic.oldest is None else age(topic.oldest), behind)
    yield Text("never" if topic.last is None else age(topic.last), "dim")
    yield Text(str(topic.dead) if topic.dead else "", "bold red")


def _readers(status: Status) -> Table:
    table = Table("group", "state", "consumers", "partitions", box=box.SIMPLE_HEAD)
    for group in status.groups:
        members = ", ".join(f"{member.client}@{member.host}" for member in group.members)
        partitions = sum(member.partitions for member in group.members)
        table.add_row(group.name, group.state, members or Text("nobody", "bold red"), str(partitions))
    for service in status.services:
        state = (
            Text("ready", "green") if service.waiting is None else Text(f"waiting for {service.waiting}", "bold red")
        )
        table.add_row(service.name, state, service.address, "")
    return table


def _dead(status: Status) -> RenderableType:
    if not status.dead:
        return Text("no dead letters", "green")
    table = Table("dead letters of", "step", "reason", "letters", box=box.SIMPLE_HEAD)
    for one in status.dead:
        table.add_row(one.topic, one.step, one.reason, Text(str(one.letters), "bold red"))
    if status.died_again:
        table.caption = f"{status.died_again} of them had been replayed before"
    return table


def _machines(status: Status) -> Table:
    table = Table.grid(padding=(0, 2))
    for broker in status.brokers:
        what = "broker, controller" if broker.controller else "broker"
        table.add_row(Text(f"Kafka {broker.id}", "dim"), broker.address, what, _disk(broker))
    name = Text("Elasticsearch", "dim")
    if status.cluster is None:
        table.add_row(name, status.elasticsearch, Text(status.elasticsearch_error or "", "bold red"))
        return table
    word, colour = _WORDS[status.cluster.status]
    disks = [_free(free, size) for free, size in status.cluster.disks.values()]
    table.add_row(name, status.elasticsearch, Text(word, colour), *disks)
    if status.cluster.blocked:
        blocked = f"takes no documents, its disk is full or it was told so: {', '.join(status.cluster.blocked)}"
        table.add_row("", "", Text(blocked, "bold red"))
    for index in status.cluster.indexes:
        table.add_row("", index.name, f"{index.documents} documents", _bytes(index.bytes))
    return table


def _disk(broker: Broker) -> Text:
    return Text() if broker.free is None or broker.size is None else _free(broker.free, broker.size)


def _free(free: int, size: int) -> Text:
    return Text(f"{_bytes(free)} of {_bytes(size)} free", "bold red" if size and free / size < SCARCE else "")


def _side_by_side(*parts: RenderableType) -> Table:
    table = Table.grid(padding=(0, 4, 0, 0))
    table.add_row(*parts)
    return table


def _rate(rate: float | None) -> str:
    return "" if rate is None else f"{rate:.1f}"


def _bytes(size: int | None) -> str:
    if size is None:
        return "–"
    for unit, bound in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= bound:
            return f"{size / bound:.1f} {unit}"
    return f"{size} B"
