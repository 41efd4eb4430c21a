"""The client that commands ask Elasticsearch with: of the running stack, or a clear complaint."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from elasticsearch import ApiError, Elasticsearch, TransportError

from operations.options import settings
from operations.whereabouts import addresses


@contextmanager
def asking() -> Iterator[Elasticsearch]:
    """A client for as long as the block lasts; its errors end the command with one line and exit status 2."""
    named = settings()
    key = named.elasticsearch_api_key
    address = addresses(named).elasticsearch
    client = Elasticsearch(address, api_key=key.get_secret_value() if key else None)
    try:
        yield client
    except (TransportError, ApiError) as error:
        told = f"Elasticsearch at {address} does not answer ({error.message})"
        print(f"masar: {told}: is `make run` running, or MASAR_ELASTICSEARCH right?", file=sys.stderr)
        raise typer.Exit(2) from None
    finally:
        client.close()
