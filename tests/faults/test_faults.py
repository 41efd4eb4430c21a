"""The short form of `make faults`: brokers and services of its own, killed and disturbed; nothing may be lost."""

from pathlib import Path

import msgspec
import pytest

from evaluation.faults.__main__ import SHORT
from evaluation.faults.run import fault_run

pytestmark = pytest.mark.integration


def test_whatever_goes_wrong_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    size = SHORT["one"]
    steps: list[str] = []
    told = fault_run(tmp_path, size, seed=1, say=steps.append)
    assert told.rested, steps
    assert told.verdict.holds(), msgspec.to_builtins(told.verdict)
    assert told.verdict.articles > 200
    assert told.verdict.letters >= told.verdict.poisoned > size.troubles.poison
    assert told.done["kill the parser"] == told.done["delete the index and rebuild it"] == 1
