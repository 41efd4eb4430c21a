"""The command `masar where`."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Annotated

import msgspec
import typer
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch
from kafka.errors import KafkaError
from rich.console import Console
from rich.table import Table

from contracts.addresses import page_id
from contracts.outcome import Outcome
from operations.age import age
from operations.client import asking, key_for
from operations.options import AsJson, settings
from operations.way import every_outcome, letters_of
from operations.whereabouts import addresses
from queries.ledger import way_of

# Clocks of two machines may differ: an outcome's time is its service's, a record's that of who sent it.
MARGIN = timedelta(minutes=5)


def where_command(
    url: Annotated[str, typer.Argument(help="A page's address.")],
    everything: Annotated[
        bool, typer.Option("--all", help="Every outcome in Kafka, retries and earlier visits too, and dead letters.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Follow one page's way: its outcome at every step, with times and reasons.

    Without --all the latest outcome of each step, from the ledger; with --all what Kafka keeps, which needs no ledger.
    """
    try:
        page = page_id(url)
    except ValueError as error:
        print(f"masar where: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    if everything:
        way = _told_by_kafka(url, page)
    else:
        with asking() as client:
            way = way_of(client, url)
    if as_json:
        print(msgspec.json.encode(way).decode())
    elif way:
        _show(way)
    if any(outcome.name == "dead" for outcome in way):
        _tell_letters(page)
    if not way:
        print("masar where: this page was never discovered", file=sys.stderr)
        raise typer.Exit(1)


def _told_by_kafka(url: str, page: str) -> list[Outcome]:
    named = settings()
    found = addresses(named)
    first = None
    # Only to begin at the right place: without a ledger the partition is read from its beginning.
    with suppress(OSError, TransportError, ApiError):
        client = Elasticsearch(found.elasticsearch, api_key=key_for("reader", named, found), max_retries=0)
        try:
            first = min((outcome.at - MARGIN for outcome in way_of(client, url)), default=None)
        finally:
            client.close()
    try:
        return list(every_outcome(found.kafka, page, first, named.kafka_login))
    except KafkaError as error:
        print(f"masar: Kafka at {found.kafka} does not answer ({error}): is `make run` running?", file=sys.stderr)
        raise typer.Exit(2) from None


def _show(way: Sequence[Outcome]) -> None:
    table = Table("at", "after", "step", "outcome", "dossier", "reason")
    before = way[0].at
    for outcome in way:
        after = age(max((outcome.at - before).total_seconds(), 0.0)) if outcome is not way[0] else ""
        told = (outcome.at.isoformat(timespec="milliseconds"), after, outcome.step, outcome.name)
        table.add_row(*told, " ".join(outcome.dossiers), outcome.reason or "")
        before = outcome.at
    (Console() if sys.stdout.isatty() else Console(width=160)).print(table)


def _tell_letters(page: str) -> None:
    named = settings()
    with suppress(KafkaError):
        for letter in letters_of(addresses(named).kafka, page, named.kafka_login):
            print(f"dead letter {letter.id}: see `masar dead show {letter.id}`", file=sys.stderr)
