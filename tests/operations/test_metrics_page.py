"""Every metric is named by the conventions, explained, bounded, and on the published page."""

import re

import pytest
from prometheus_client import REGISTRY

from operations.metrics_page import PAGE, Metric, metrics_of, page, services
from runtime.settings import ROOT

METRICS = [metric for service in services() for metric in metrics_of(service)]
# What an address, a page or a text could come in by.
UNBOUNDED = {"url", "uri", "host", "path", "page_id", "title", "error", "source", "offset", "query"}
UNITS = ("_seconds", "_bytes", "_ratio", "_characters", "_total")


def test_the_page_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m operations.metrics_page"


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_a_metric_has_a_proper_name_a_sentence_and_bounded_labels(metric: Metric) -> None:
    assert re.fullmatch(r"masar(_[a-z]+)+", metric.name)
    assert metric.name.endswith("_total") == (metric.kind == "counter")
    assert not re.search(r"_(ms|milliseconds|minutes|hours|days|kb|mb|kilobytes|percent)(_|$)", metric.name)
    assert metric.kind != "histogram" or metric.name.endswith(UNITS)
    assert metric.sentence.endswith(".")
    assert len(metric.sentence.split()) >= 4
    assert not UNBOUNDED & set(metric.labels)


def test_no_two_services_give_one_name_to_two_things() -> None:
    names = [metric.name for metric in METRICS]
    assert len(set(names)) == len(names)


def test_nobody_makes_a_metric_outside_its_services_metrics_file() -> None:
    files = [file for file in (ROOT / "services").rglob("*.py") if file.name != "metrics.py"]
    made = re.compile(r"\b(Counter|Gauge|Histogram|Summary)\(\s*\"masar")
    assert not [str(file) for file in files if made.search(file.read_text(encoding="utf-8"))]
    ours = {family.name for family in REGISTRY.collect() if family.name.startswith("masar")}
    assert ours <= {metric.name.removesuffix("_total") for metric in METRICS}
