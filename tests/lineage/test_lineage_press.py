"""The Saudi press of 2015: every pair that shares half of the shorter text is found, and none is made up."""

from pathlib import Path

import pytest

from evaluation.lineage.copies import read_copies, read_pairs
from evaluation.lineage.exact import Exact
from evaluation.lineage.ours import report

SHARED = Path(__file__).parents[3] / "shared"


def test_copies_are_found_and_what_is_reported_is_true() -> None:
    if not (SHARED / "eval" / "copies.jsonl.gz").exists():
        pytest.skip("../shared/eval/copies.jsonl.gz is absent")
    articles = read_copies(SHARED)
    told, exact = report(articles), Exact(articles)
    labelled = [pair for pair, containment in read_pairs(SHARED).items() if containment >= 0.5]
    reported = [pair for pair, share in told.pairs.items() if share >= 0.1]
    assert sum(pair in told.pairs for pair in labelled) >= 0.99 * len(labelled)
    assert sum(told.families[one] == told.families[other] for one, other in labelled) >= 0.99 * len(labelled)
    assert sum(exact.containment(*pair) >= 0.1 for pair in reported) >= 0.99 * len(reported)
    assert all(exact.coverage(*pair) >= 0.1 for pair in reported)
