"""The commands `masar dead list`, `show` and `replay`."""

import sys
from collections import Counter
from collections.abc import Iterator
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from contracts.dead_letter import DeadLetter
from operations.options import AsJson, settings
from operations.whereabouts import addresses
from queues.dead import chosen, replay
from queues.look import dead_letters

dead_app = typer.Typer(no_args_is_help=True, help="Dead letters: list, show, replay.")

OfTopic = Annotated[str | None, typer.Option("--topic", help="Only letters of this topic.")]
OfReason = Annotated[str | None, typer.Option("--reason", help="Only letters of this reason.")]
Ids = Annotated[list[str] | None, typer.Argument(help="topic/partition/offset, as `show` gives them.")]


@dead_app.command("list")
def dead_list(topic: OfTopic = None, reason: OfReason = None, as_json: AsJson = False) -> None:
    """The dead letters by topic, step and reason."""
    counted = Counter((one.topic, one.step, one.reason) for one in _letters(topic, reason))
    if as_json:
        rows = [{"topic": of, "step": at, "reason": why, "count": n} for (of, at, why), n in sorted(counted.items())]
        print(msgspec.json.encode(rows).decode())
        return
    table = Table("topic", "step", "reason", "letters")
    for (of, at, why), count in sorted(counted.items()):
        table.add_row(of, at, why, str(count))
    Console().print(table if counted else "no dead letters")


@dead_app.command("show")
def dead_show(letter_ids: Ids = None, topic: OfTopic = None, reason: OfReason = None) -> None:
    """Dead letters whole, one JSON object a line."""
    found = list(chosen(_letters(topic, reason), ids=letter_ids or ()))
    for one in found:
        print(msgspec.json.encode({"id": one.id, **msgspec.to_builtins(one)}).decode())
    if not found:
        print("masar dead: no such letter", file=sys.stderr)
        raise typer.Exit(1)


@dead_app.command("replay")
def dead_replay(
    letter_ids: Ids = None,
    topic: OfTopic = None,
    reason: OfReason = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be sent.")] = False,
) -> None:
    """Send dead letters' records into their topics again; the letters stay."""
    found = list(chosen(_letters(topic, reason), ids=letter_ids or ()))
    if not dry_run:
        named = settings()
        replay(addresses(named).kafka, found, named.kafka_login)
    print(f"{len(found)} {'would be' if dry_run else 'were'} sent again", file=sys.stderr)


def _letters(topic: str | None, reason: str | None) -> Iterator[DeadLetter]:
    named = settings()
    return chosen(dead_letters(addresses(named).kafka, named.kafka_login), topic, reason)
