"""The command `masar backfill`."""

import asyncio
import functools
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from kafka import KafkaProducer
from kafka.errors import KafkaError
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from contracts import topics
from contracts.urls import Visit
from operations.asking import crawler_settings
from operations.backfill import Backfill
from operations.knowledge import knowledge
from operations.options import AsJson, settings
from operations.warc import Record, read_warc
from operations.whereabouts import addresses
from services.crawler.memory import Memory
from services.crawler.publish import Publisher
from services.crawler.recall import recall

# Damaged records named on a terminal; the JSON has them all.
_NAMED = 20


def backfill_command(
    files: Annotated[list[Path], typer.Argument(help="WARC files, .warc or .warc.gz.", exists=True, dir_okay=False)],
    declared_only: Annotated[
        bool, typer.Option("--declared-only", help="Pages of declared outlets' hosts only: for files of the whole web.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Take pages out of WARC files as if they had been fetched then. Safe to repeat.

    Crawlers that run learn of these pages at once and do not fetch them again. Exit status: 0 all was read, 1 some
    records are damaged, 2 Kafka is not there.
    """
    known = knowledge("backfill")
    named = settings()
    brokers, login = addresses(named).kafka, named.kafka_login
    memory = Memory()
    work = Backfill(known.outlets, memory, crawler_settings(False).rhythm, declared_only=declared_only)
    try:
        producer = _producer(brokers, login)
        partitions = producer.partitions_for(topics.URLS)
    except KafkaError as error:
        print(f"masar backfill: Kafka at {brokers} does not answer with Masar's topics: {error!r}", file=sys.stderr)
        raise typer.Exit(2) from None
    try:
        recall(brokers.split(","), partitions, lambda _, visit: _remember(memory, visit), lambda: True, login)
        asyncio.run(work.send(_records(files), Publisher(producer)))
    finally:
        producer.close()
    _tell(work, as_json)
    raise typer.Exit(1 if work.damaged else 0)


def _producer(brokers: str, login: Mapping[str, Any]) -> KafkaProducer:
    pages = next(topic for topic in topics.all_topics() if topic.name == topics.PAGES)
    return KafkaProducer(
        bootstrap_servers=brokers.split(","),
        **login,
        acks="all",
        enable_idempotence=True,
        compression_type="lz4",
        linger_ms=5,
        bootstrap_timeout_ms=10_000,
        max_block_ms=10_000,
        max_request_size=pages.max_message_bytes,
    )


def _remember(memory: Memory, visit: Visit) -> None:
    if visit.kind == "page":
        memory.put(visit)


def _records(files: Sequence[Path]) -> Iterator[Record]:
    console = Console(file=sys.stderr)
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        for file in files:
            bar = progress.add_task(escape(file.name), total=file.stat().st_size)
            yield from read_warc(file, functools.partial(_moved, progress, bar))
            progress.update(bar, completed=file.stat().st_size)


def _moved(progress: Progress, bar: TaskID, offset: int) -> None:
    progress.update(bar, completed=offset)


def _tell(work: Backfill, as_json: bool) -> None:
    if as_json:
        print(msgspec.json.encode({"counts": work.counts, "damaged": work.damaged}).decode())
        return
    for name, count in work.counts.most_common():
        print(f"{count:9,} {name}")
    console = Console(file=sys.stderr)
    for one in work.damaged[:_NAMED]:
        told = f"damaged: {one.place} {one.url or ''} {one.error}"
        console.print(f"[red]{escape(told)}[/red]", soft_wrap=True)
    if len(work.damaged) > _NAMED:
        console.print(f"and {len(work.damaged) - _NAMED} more: --json names them all")
