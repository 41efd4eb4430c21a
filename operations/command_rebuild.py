"""The command `masar rebuild`."""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, NoReturn

import typer
from elasticsearch import Elasticsearch
from kafka.errors import KafkaError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from contracts import topics
from operations.client import asking
from operations.options import AsJson, settings
from operations.rebuild import Rebuilt, as_json, drop_old, rebuild
from operations.rebuild_fill import RebuildTrouble
from operations.settings import OperationsSettings
from operations.tail import Tail
from operations.whereabouts import addresses, base_folder
from services.indexer.setup_index import install_template
from services.indexer.versions import versions_of


def rebuild_command(
    dossier: Annotated[str | None, typer.Option(help="Only this dossier; else all that are followed.")] = None,
    accept_fewer: Annotated[
        bool, typer.Option("--accept-fewer", help="Take the new index even if it holds fewer articles.")
    ] = False,
    drop: Annotated[bool, typer.Option("--drop-old", help="Build nothing; delete the indexes kept before.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before deleting.")] = False,
    as_json: AsJson = False,
) -> None:
    """Build the index anew from masar.articles and let it take over at once; searches see the old one until then.

    The old index is kept until --drop-old. Safe to be cut off and to repeat. Exit status: 0 done, 1 the new index is
    not as good as the old one, which stays, 2 something is not there.
    """
    named = settings()
    dossiers = (dossier,) if dossier else named.followed
    if unknown := [each for each in dossiers if not (named.dossiers / each).is_dir()]:
        _fail(f"no dossier {', '.join(unknown)} in {named.dossiers}", 2)
    with _sole(named), asking("setup") as client:
        if drop:
            _drop(client, dossiers, yes)
        else:
            _tell([_rebuilt(client, named, each, accept_fewer) for each in dossiers], as_json)


def _rebuilt(client: Elasticsearch, named: OperationsSettings, dossier: str, accept_fewer: bool) -> Rebuilt:
    install_template(client, named.dossiers / dossier)
    kafka = addresses(named).kafka
    try:
        tail = Tail(kafka, topics.ARTICLES, named.kafka_login)
    except (KafkaError, OSError) as error:
        _fail(f"Kafka at {kafka} does not answer ({error!r})", 2)
    try:
        with _bar(dossier) as bar:
            return rebuild(client, dossier, tail, lambda step, done, all_: _show(bar, step, done, all_), accept_fewer)
    except RebuildTrouble as trouble:
        _fail(str(trouble), 1)
    except KafkaError as error:
        _fail(f"Kafka at {kafka} went away ({error!r}): run it again", 2)
    except KeyboardInterrupt:
        _fail("cut off; searches see the index before, and the next rebuild puts all in order", 130)
    finally:
        tail.close()


def _drop(client: Elasticsearch, dossiers: tuple[str, ...], yes: bool) -> None:
    for dossier in dossiers:
        spare = versions_of(client, dossier).spare
        if not spare:
            print(f"{dossier}: no old index", file=sys.stderr)
        elif yes or typer.confirm(f"delete {', '.join(spare)}?", err=True):
            print(f"{dossier}: deleted {', '.join(drop_old(client, dossier))}", file=sys.stderr)


def _tell(done: list[Rebuilt], json: bool) -> None:
    if json:
        print(as_json(done))
        return
    for each in done:
        print(f"{each.index}: {each.articles} articles of {each.records} records, {each.compared} compared; it is read")
        for reason, count in sorted(each.rejected.items()):
            print(f"  {count} not taken: {reason} (see `masar dead list`)")
        if each.before:
            print(f"  {each.before} is kept until `masar rebuild --drop-old`")


@contextmanager
def _bar(dossier: str) -> Iterator[Progress]:
    console = Console(file=sys.stderr)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        bar.add_task(dossier)
        yield bar


def _show(bar: Progress, step: str, done: int, behind: int) -> None:
    (task,) = bar.tasks
    bar.update(task.id, description=step, completed=done, total=max(done, behind))


@contextmanager
def _sole(named: OperationsSettings) -> Iterator[None]:
    """One rebuild at a time of one data folder; where that cannot be written, the caller sees to it."""
    folder = base_folder(named)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "rebuild.lock").open("w")
    except OSError:
        yield
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _fail("another `masar rebuild` is at work", 2)
        yield


def _fail(why: str, status: int) -> NoReturn:
    print(f"masar rebuild: {why}", file=sys.stderr)
    raise typer.Exit(status)
