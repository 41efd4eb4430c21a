"""Where the brokers of a running `masar run` are: written while it runs, read by the other commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from deploy.local.folders import data_folder
from operations.settings import OperationsSettings
from runtime.settings import ROOT

FILE = "addresses.json"


class Addresses(Struct, frozen=True):
    """Kafka as host:port, Elasticsearch as http://host:port; `keys` is the folder of its keys, null where it has none.

    The folder belongs to who started the run: see deploy.local.keys. `outlets` is the file of the outlets that the
    run crawls, null where they are the dossiers' own.
    """

    kafka: str
    elasticsearch: str
    keys: str | None = None
    outlets: str | None = None


@contextmanager
def told(folder: Path, addresses: Addresses) -> Iterator[None]:
    """Keep the addresses in the data folder while inside."""
    file = folder / FILE
    file.write_bytes(msgspec.json.encode(addresses))
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def addresses(settings: OperationsSettings) -> Addresses:
    """What the environment names; else the run of this clone that began last; else the usual ports."""
    here = _of_a_run(base_folder(settings))
    kafka = settings.kafka if settings.names("kafka") or not here else here.kafka
    if not here:
        return Addresses(kafka, settings.elasticsearch)
    if settings.names("elasticsearch"):
        same = settings.elasticsearch == here.elasticsearch
        return Addresses(kafka, settings.elasticsearch, outlets=here.outlets if same else None)
    return Addresses(kafka, here.elasticsearch, here.keys, here.outlets)


def base_folder(settings: OperationsSettings) -> Path:
    """The folder of data and logs of this clone's runs."""
    return settings.data if settings.names("data") else data_folder(ROOT)


def _of_a_run(base: Path) -> Addresses | None:
    files = sorted(base.glob(f"*/{FILE}"), key=lambda file: file.stat().st_mtime)
    return msgspec.json.decode(files[-1].read_bytes(), type=Addresses) if files else None
