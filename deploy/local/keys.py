"""Elasticsearch's keys of a local stack: one file for each role, readable by who started the stack and nobody else."""

from pathlib import Path
from typing import Literal

# setup: makes templates, indexes, aliases and snapshots, rebuilds. indexer: writes. reader: searches.
Role = Literal["setup", "indexer", "reader"]


def key_file(folder: Path, role: Role) -> Path:
    """Where the API key of a role lies, as base64 on one line."""
    return folder / f"elasticsearch-{role}.key"
