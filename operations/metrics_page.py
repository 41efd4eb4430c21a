"""docs/metrics.md, made from the services' metrics.py: `python -m operations.metrics_page` writes it."""

import importlib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from prometheus_client.metrics import MetricWrapperBase

from runtime.settings import ROOT

PAGE = ROOT / "docs" / "metrics.md"

_HEAD = """# Metrics

Each service serves its metrics on its own port, at `/metrics`: crawler 9101, parser 9102, indexer 9103, watch 9104,
desk 9105 unless set otherwise. This page is made from the services' `metrics.py`
(`python -m operations.metrics_page`); a test compares.

Names follow Prometheus' conventions: base units (seconds, bytes, ratios), `_total` for counters. Labels are bounded:
topics, partitions, groups, dossiers, declared outlets, and names that the code gives; never an address. Each process
also tells of itself (`process_resident_memory_bytes`, `process_open_fds`, `process_cpu_seconds_total` and the like).

`deploy/prometheus/` scrapes them and has the rules, `deploy/grafana/` the dashboards ([monitoring.md](monitoring.md)).
"""


class Metric(Struct, frozen=True, order=True):
    """One metric as it is scraped."""

    name: str
    kind: str
    labels: tuple[str, ...]
    sentence: str


def services() -> list[str]:
    """The services that have metrics, by name."""
    return sorted(file.parent.name for file in (ROOT / "services").glob("*/metrics.py"))


def metrics_of(service: str) -> Iterator[Metric]:
    """A service's metrics in the order of its file."""
    for held in vars(importlib.import_module(f"services.{service}.metrics")).values():
        if isinstance(held, MetricWrapperBase):
            described = next(iter(held.describe()))
            suffix = "_total" if described.type == "counter" else ""
            labels = tuple(held._labelnames)  # the library has no public word for it
            yield Metric(f"{described.name}{suffix}", described.type, labels, described.documentation)


def series_of(metric: Metric) -> tuple[str, ...]:
    """The names under which a metric's samples are asked for."""
    if metric.kind != "histogram":
        return (metric.name,)
    return tuple(f"{metric.name}_{part}" for part in ("bucket", "sum", "count"))


def page() -> str:
    """The page's text."""
    return "\n".join((_HEAD, *(_section(service) for service in services())))


def _section(service: str) -> str:
    rows = "\n".join(
        f"| `{metric.name}` | {metric.kind} | {', '.join(metric.labels)} | {metric.sentence} |"
        for metric in metrics_of(service)
    )
    return f"## {service}\n\n| metric | type | labels | meaning |\n|---|---|---|---|\n{rows}\n"


if __name__ == "__main__":
    Path(PAGE).write_text(page(), encoding="utf-8")
