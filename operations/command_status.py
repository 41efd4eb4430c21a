"""The command `masar status`."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated

import msgspec
import typer
from elasticsearch import Elasticsearch
from rich.console import Console
from rich.live import Live

from operations.client import key_for
from operations.options import AsJson, settings
from operations.status import Status, StatusLook
from operations.status_view import render
from operations.whereabouts import addresses

# Into a pipe or a file a table is as wide as it needs.
WIDE = 160
# Rates need two looks; apart by this, in seconds, where nobody waits for a third.
APART = 2.0
PATIENCE = 5.0


def status_command(
    once: Annotated[bool, typer.Option("--once", help="Look once, print and end.")] = False,
    every: Annotated[float, typer.Option(help="Seconds between two looks.", min=0.5)] = 2.0,
    as_json: AsJson = False,
) -> None:
    """Topics, lag, rates, dead letters, consumers, brokers and Elasticsearch, as `top` shows processes.

    With --once or --json it ends by itself: 0 where all is well, 1 where something needs somebody, 2 where neither
    Kafka nor Elasticsearch answers.
    """
    with _looking() as look:
        if once or as_json or not sys.stdout.isatty():
            look.status()
            time.sleep(APART)
            status = look.status()
            if as_json:
                print(msgspec.json.encode(status).decode())
            else:
                (Console() if sys.stdout.isatty() else Console(width=WIDE)).print(render(status))
            raise typer.Exit(_exit_status(status))
        with suppress(KeyboardInterrupt), Live(render(look.status()), screen=True, auto_refresh=False) as live:
            while True:
                time.sleep(every)
                live.update(render(look.status()), refresh=True)


def _exit_status(status: Status) -> int:
    if status.kafka_error and status.elasticsearch_error:
        print("masar status: is `make run` running, or are MASAR_KAFKA and MASAR_ELASTICSEARCH right?", file=sys.stderr)
        return 2
    return 0 if status.well else 1


@contextmanager
def _looking() -> Iterator[StatusLook]:
    named = settings()
    found = addresses(named)
    try:
        key = key_for("watch", named, found)
    except OSError as error:
        print(f"masar: the key for Elasticsearch cannot be read: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    client = Elasticsearch(found.elasticsearch, api_key=key, request_timeout=PATIENCE, max_retries=0)
    look = StatusLook(named, found, client)
    try:
        yield look
    finally:
        look.close()
        client.close()
