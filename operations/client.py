"""The client that commands ask Elasticsearch with: of the running stack, or a clear complaint."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from elasticsearch import ApiError, Elasticsearch, TransportError

from deploy.local.keys import Role, key_file
from operations.options import settings
from operations.settings import OperationsSettings
from operations.whereabouts import Addresses, addresses


@contextmanager
def asking(role: Role = "reader") -> Iterator[Elasticsearch]:
    """A client for as long as the block lasts; its errors end the command with one line and exit status 2.

    With the key that the environment names, else with the running stack's own of that role.
    """
    named = settings()
    found = addresses(named)
    address = found.elasticsearch
    try:
        client = Elasticsearch(address, api_key=key_for(role, named, found), **named.elasticsearch_trust)
    except OSError as error:
        print(f"masar: the key for Elasticsearch cannot be read: {error}", file=sys.stderr)
        raise typer.Exit(2) from None
    try:
        yield client
    except (TransportError, ApiError) as error:
        print(f"masar: Elasticsearch at {address} {complaint(error)}", file=sys.stderr)
        raise typer.Exit(2) from None
    finally:
        client.close()


def key_for(role: Role, named: OperationsSettings, found: Addresses) -> str | None:
    """The API key, null where none is asked for. Raises OSError where its file cannot be read."""
    if named.elasticsearch_key or found.keys is None:
        return named.elasticsearch_key
    return key_file(Path(found.keys), role).read_text("ascii").strip()


def complaint(error: TransportError | ApiError) -> str:
    """What Elasticsearch does in place of answering, and what to do about it."""
    if not isinstance(error, ApiError):
        return f"does not answer ({error.message}): is `make run` running, or MASAR_ELASTICSEARCH right?"
    refused = f"refuses this ({error.status_code} {error.message})"
    if error.status_code in (401, 403):
        return f"{refused}: name a key that may, in MASAR_ELASTICSEARCH_API_KEY_FILE"
    return f"{refused}: `masar setup` makes what is missing" if error.status_code == 404 else refused
