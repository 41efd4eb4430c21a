"""The live view of `masar run`: the flow, the topics, the services, where things are, what to try."""

from collections.abc import Sequence

from msgspec import Struct
from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from queries.account import Summary
from queues.look import TopicState


class ServiceState(Struct, frozen=True):
    """A service at a moment: `waiting` names what it lacks, null when it is ready."""

    name: str
    pid: int | None
    restarts: int
    waiting: str | None


class Snapshot(Struct, frozen=True):
    """All that the view shows. `dead` counts dead letters by topic; `where` maps names to places."""

    elapsed: float
    summary: Summary
    topics: Sequence[TopicState]
    dead: dict[str, int]
    services: Sequence[ServiceState]
    where: dict[str, str]
    queries: Sequence[str]


def render(snapshot: Snapshot) -> RenderableType:
    """The view as one block for the terminal."""
    minutes, seconds = divmod(int(snapshot.elapsed), 60)
    return Panel(
        Group(
            _flow(snapshot),
            _outcomes(snapshot.summary),
            _side_by_side(_topics(snapshot), _services(snapshot)),
            _places(snapshot),
        ),
        title="[bold]Masar[/bold] مسار",
        subtitle=f"{minutes}:{seconds:02} · Ctrl-C stops, nothing is lost",
        box=box.ROUNDED,
    )


def line(snapshot: Snapshot) -> str:
    """The view as one line, for logs and pipes."""
    counted = snapshot.summary
    lag = sum(topic.lag or 0 for topic in snapshot.topics)
    return (
        f"discovered {counted.discovered}  fetched {counted.fetched}  parsed {counted.parsed}  "
        f"relevant {counted.relevant}  indexed {counted.indexed}  dead {sum(snapshot.dead.values())}  "
        f"open {counted.unaccounted}  lag {lag}"
    )


def _flow(snapshot: Snapshot) -> Table:
    counted = snapshot.summary
    table = Table(box=None, expand=True, show_edge=False, padding=(0, 1))
    columns = {
        "discovered": counted.discovered,
        "fetched": counted.fetched,
        "parsed": counted.parsed,
        "relevant": counted.relevant,
        "indexed": counted.indexed,
        "dead": sum(snapshot.dead.values()),
        "open": counted.unaccounted,
    }
    for name in columns:
        table.add_column(name, justify="right", style="dim" if name == "open" else "")
    cells = []
    for name, count in columns.items():
        style = "bold red" if name == "dead" and count else "bold green" if name == "indexed" else "bold"
        cells.append(Text(str(count), style=style))
    table.add_row(*cells)
    return table


def _outcomes(summary: Summary) -> Text:
    named = "  ".join(f"{name} {count}" for name, count in sorted(summary.outcomes.items(), key=lambda each: -each[1]))
    return Text(f"outcomes: {named or 'none yet'}", style="dim")


def _side_by_side(left: RenderableType, right: RenderableType) -> Table:
    table = Table.grid(padding=(1, 4, 0, 0))
    table.add_row(left, right)
    return table


def _topics(snapshot: Snapshot) -> Table:
    table = Table("topic", box=box.SIMPLE_HEAD)
    for name in ("records", "lag", "dead"):
        table.add_column(name, justify="right")
    for topic in snapshot.topics:
        if topic.topic.endswith(".dead"):
            continue
        dead = snapshot.dead.get(topic.topic, 0)
        lag = "–" if topic.lag is None else str(topic.lag)
        style = "red" if dead else ""
        table.add_row(topic.topic, str(topic.records), lag, Text(str(dead), style=style))
    return table


def _services(snapshot: Snapshot) -> Table:
    table = Table("service", "process", "state", box=box.SIMPLE_HEAD)
    for service in snapshot.services:
        state = Text("ready", "green") if service.waiting is None else Text(f"waiting for {service.waiting}", "yellow")
        if service.restarts:
            state.append(f" · restarted {service.restarts}×", "yellow")
        table.add_row(service.name, str(service.pid or "–"), state)
    return table


def _places(snapshot: Snapshot) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, place in snapshot.where.items():
        table.add_row(Text(name, "dim"), Text(place))
    for query in snapshot.queries:
        table.add_row(Text("try", "dim"), Text(query, "cyan"))
    return table
