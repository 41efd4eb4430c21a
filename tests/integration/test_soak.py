"""`make soak` in little: a quarter of a minute on brokers and services of its own."""

import msgspec
import pytest

from evaluation.soak.run import Size, soak

pytestmark = pytest.mark.integration


def test_a_press_that_grows_ends_whole_and_every_process_was_looked_at() -> None:
    steps: list[str] = []
    found = soak(Size(hosts=3, every=0.5, seconds=15.0, look=1.0), steps.append, quick=True)
    assert found.holds(), (msgspec.to_builtins(found), steps)
    assert found.pages == 90
    assert set(found.processes) == {"crawler", "parser", "indexer", "watch", "Kafka", "Elasticsearch"}
    assert all(process.megabytes > 20 for process in found.processes.values())
    assert found.processes["Elasticsearch"].megabytes > 300
    assert all(process.handles_least > 5 for process in found.processes.values())
    assert found.lag_most > 0
    assert found.disk["Kafka"] > 0
    assert found.disk["WARC files"] > 0
