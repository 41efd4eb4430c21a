"""A folder for the tests of the local stack."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def open_path() -> Iterator[Path]:
    """Like tmp_path, but open to the brokers' account, which pytest's own folder is not when root runs the tests."""
    with tempfile.TemporaryDirectory(prefix="masar-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
