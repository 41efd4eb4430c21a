"""The commands `masar dead`: list, show, replay, purge, audit."""

import getpass
import socket
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Annotated, Any, TypeVar

import msgspec
import typer
from kafka.errors import KafkaError
from rich.console import Console

from operations.dead_afterwards import Afterwards, afterwards
from operations.dead_choice import choosing
from operations.dead_purge import purge
from operations.dead_view import audit_table, letter_view, rows, table_of
from operations.options import AsJson, settings
from operations.whereabouts import addresses
from queues.dead import Chosen, acts, replay, whole
from queues.letters import Brief, Letters

dead_app = typer.Typer(no_args_is_help=True, help="Dead letters: list, show, replay, purge, audit.")

All = Annotated[bool, typer.Option("--all", help="All that wait.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say which letters are meant.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

Answer = TypeVar("Answer")


@dead_app.command("list")
@choosing
def dead_list(chosen: Chosen, as_json: AsJson = False) -> None:
    """The dead letters by topic, step and reason: how many are kept, wait for somebody, died again."""
    found = _asked(lambda letters: rows(filter(chosen.has, letters.kept()), letters.settled))
    if as_json:
        print(msgspec.json.encode(found).decode())
    else:
        (Console() if sys.stdout.isatty() else Console(width=160)).print(table_of(found))


@dead_app.command("show")
@choosing
def dead_show(chosen: Chosen, as_json: AsJson = False) -> None:
    """Dead letters whole: readable on a terminal, one JSON object a line elsewhere and with --json."""
    briefs = _asked(lambda letters: list(filter(chosen.has, letters.kept())))
    if not briefs:
        print("masar dead: no such letter", file=sys.stderr)
        raise typer.Exit(1)
    with _kafka() as (brokers, login):
        for one in whole(brokers, briefs, login):
            if as_json or not sys.stdout.isatty():
                print(msgspec.json.encode({"id": one.id, **msgspec.to_builtins(one)}).decode())
            else:
                Console().print(letter_view(one))


@dead_app.command("replay")
@choosing
def dead_replay(
    chosen: Chosen,
    all_of_them: All = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    wait: Annotated[float, typer.Option(help="Seconds to wait for what becomes of them; 0 does not.", min=0)] = 30.0,
) -> None:
    """Send dead letters' records into their topics again, and say which of them die again. The letters stay.

    Letters that were replayed before are left out unless they are named. Exit status: 0 none died again, 1 some did.
    """
    briefs = _meant(chosen, all_of_them, "replay")
    if dry_run or not briefs:
        return _say(briefs, "would be sent again")
    _confirm(f"send {len(briefs)} records into {_topics(briefs)} again?", yes)
    with _kafka() as (brokers, login):
        sent = list(replay(brokers, whole(brokers, briefs, login), _me(), login))
        print(f"{len(sent)} were sent again", file=sys.stderr)
        if wait:
            _tell(afterwards(brokers, sent, wait, login))


@dead_app.command("purge")
@choosing
def dead_purge(chosen: Chosen, all_of_them: All = False, dry_run: DryRun = False, yes: Yes = False) -> None:
    """Remove dead letters for good, those too that were replayed. Asks first: what is removed never comes back."""
    briefs = _meant(chosen, all_of_them, "purge", settled_too=True)
    if dry_run or not briefs:
        return _say(briefs, "would be removed")
    _confirm(f"remove {len(briefs)} dead letters of {_topics(briefs)} for good?", yes)
    with _kafka() as (brokers, login):
        print(f"{purge(brokers, briefs, _me(), login)} were removed", file=sys.stderr)


@dead_app.command("audit")
def dead_audit(as_json: AsJson = False) -> None:
    """Who replayed or purged which letter, and when."""
    with _kafka() as (brokers, login):
        found = acts(brokers, login)
    if as_json:
        print(msgspec.json.encode(found).decode())
    else:
        (Console() if sys.stdout.isatty() else Console(width=160)).print(audit_table(found))


def _meant(chosen: Chosen, all_of_them: bool, act: str, settled_too: bool = False) -> list[Brief]:
    if chosen.all and not all_of_them:
        print(f"masar dead {act}: name letters, a --topic or a --reason, or say --all", file=sys.stderr)
        raise typer.Exit(2)
    taken = settled_too or bool(chosen.ids)
    return _asked(
        lambda letters: [one for one in filter(chosen.has, letters.kept()) if taken or not letters.settled(one)]
    )


def _say(briefs: Collection[Brief], what: str) -> None:
    for brief in briefs:
        print(f"{brief.id}  {brief.step}  {brief.reason}")
    print(f"{len(briefs)} {what}", file=sys.stderr)


def _confirm(question: str, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        print(f"masar dead: {question} Nobody can be asked here: look with --dry-run, then say --yes", file=sys.stderr)
        raise typer.Exit(2)
    typer.confirm(question, abort=True, err=True)


def _tell(after: Afterwards) -> None:
    for letter in after.again:
        print(f"{letter.again} died again as {letter.id}: {letter.step}, {letter.reason}", file=sys.stderr)
    told = f"{after.through} went through, {len(after.again)} died again"
    print(f"{told}, {len(after.open)} still wait for their reader" if after.open else told, file=sys.stderr)
    raise typer.Exit(1 if after.again else 0)


def _topics(briefs: Sequence[Brief]) -> str:
    return ", ".join(f"{topic} ({count})" for topic, count in sorted(Counter(one.topic for one in briefs).items()))


def _me() -> str:
    return f"{getpass.getuser()}@{socket.gethostname()}"


@contextmanager
def _kafka() -> Iterator[tuple[str, dict[str, Any]]]:
    """Kafka's address and the login there; where it is away, one line and exit status 2."""
    named = settings()
    brokers = addresses(named).kafka
    try:
        yield brokers, named.kafka_login
    except KafkaError as error:
        print(f"masar dead: Kafka at {brokers} does not answer ({error}): is `make run` running?", file=sys.stderr)
        raise typer.Exit(2) from None


def _asked(ask: Callable[[Letters], Answer]) -> Answer:
    with _kafka() as (brokers, login), closing(Letters(brokers, login)) as letters:
        return ask(letters)
