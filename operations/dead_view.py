"""Dead letters on a terminal."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import msgspec
from msgspec import Struct
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from contracts.audit import Audit
from contracts.dead_letter import REPLAYED_AT, REPLAYED_FROM, DeadLetter
from contracts.page import Page
from operations.age import age
from queues.letters import Brief

# So much of a record is shown; `--json` has it whole.
SHOWN = 1_500


class Row(Struct, frozen=True, kw_only=True):
    """Letters of one topic, step and reason: how many are kept, how many wait, how many of these died again."""

    topic: str
    step: str
    reason: str
    count: int
    waiting: int
    again: int
    newest: datetime
    example: str


def rows(letters: Iterable[Brief], settled: Callable[[Brief], bool]) -> list[Row]:
    """Letters by topic, step and reason, in order."""
    grouped: dict[tuple[str, str, str], list[Brief]] = defaultdict(list)
    for letter in letters:
        grouped[letter.topic, letter.step, letter.reason].append(letter)
    return [_row(*key, group, settled) for key, group in sorted(grouped.items())]


def _row(topic: str, step: str, reason: str, group: list[Brief], settled: Callable[[Brief], bool]) -> Row:
    waiting = [letter for letter in group if not settled(letter)]
    newest = max(group, key=lambda letter: letter.at)
    return Row(
        topic=topic,
        step=step,
        reason=reason,
        count=len(group),
        waiting=len(waiting),
        again=sum(letter.again is not None for letter in waiting),
        newest=newest.at,
        example=newest.id,
    )


def table_of(found: list[Row]) -> RenderableType:
    """The list."""
    if not found:
        return "no dead letters"
    table = Table("topic", "step", "reason", "letters", "waiting", "died again", "newest", "example")
    now = datetime.now(UTC)
    for row in found:
        counts = str(row.count), Text(str(row.waiting), "red" if row.waiting else ""), str(row.again or "")
        table.add_row(row.topic, row.step, row.reason, *counts, age((now - row.newest).total_seconds()), row.example)
    return table


def letter_view(letter: DeadLetter) -> RenderableType:
    """One letter, readable."""
    table = Table.grid(padding=(0, 2))
    marks = dict(letter.headers)
    told = {
        "letter": letter.id,
        "died": f"{letter.at:%Y-%m-%d %H:%M:%S} UTC, in step {letter.step}",
        "reason": letter.reason,
        "error": letter.error,
        "page": letter.url,
        "page_id": letter.page_id,
        "outlet": letter.outlet,
        "key": (letter.key or b"").decode("utf-8", "replace"),
    }
    for name, value in told.items():
        if value:
            table.add_row(Text(name, "dim"), Text(value))
    if REPLAYED_FROM in marks:
        when, source = marks.get(REPLAYED_AT, b"").decode()[:19], marks[REPLAYED_FROM].decode()
        table.add_row(Text("again", "dim"), Text(f"replayed from {source} at {when}, and died again", "bold red"))
    record = letter.value or b""
    return Group(table, Text(f"record, {len(record)} bytes:", "dim"), Text(_readable(record)), "")


def _readable(value: bytes) -> str:
    try:
        page = msgspec.json.decode(value, type=Page)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return value[:SHOWN].decode("utf-8", "backslashreplace")
    headers = "\n".join(f"{name}: {held}" for name, held in page.headers)
    return f"{page.status} {page.final_url}\n{headers}\n\n{page.body[:SHOWN].decode('utf-8', 'backslashreplace')}"


def audit_table(acts: list[Audit]) -> RenderableType:
    """Who did what."""
    if not acts:
        return "nobody has replayed or purged a dead letter"
    table = Table("at", "by", "act", "letter", "reason", "sent as")
    for act in acts:
        table.add_row(f"{act.at:%Y-%m-%d %H:%M:%S}", act.by, act.act, act.letter, act.reason, act.sent or "")
    return table
