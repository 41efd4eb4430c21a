"""Elasticsearch for a measurement: the one that is named, or one of its own that ends with it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.account import brokers_account
from deploy.local.elasticsearch import plan_elasticsearch, start_elasticsearch
from deploy.local.jdk import find_jdk
from deploy.local.prepare import prepare
from deploy.local.settings import LocalSettings


@contextmanager
def elasticsearch_for(named: str | None, heap: str = "1g", kept: Path | None = None) -> Iterator[str]:
    """The address named, or that of an Elasticsearch started here; `kept` is a folder in which its data outlives it.

    Raises StackTrouble.
    """
    if named:
        yield named
        return
    settings = LocalSettings()
    with tempfile.TemporaryDirectory(prefix="masar-eval-", ignore_cleanup_errors=True) as passing:
        folder = kept or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
        artefacts = prepare(settings, lambda what, done, total: None)
        plan = plan_elasticsearch(folder / "elasticsearch", preferred=0, heap=heap)
        server = start_elasticsearch(plan, artefacts.elasticsearch, find_jdk(settings), brokers_account())
        try:
            server.wait_ready()
            yield server.address
        finally:
            server.stop()
