"""A dashboard as its author writes it, and as Grafana reads it."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct

WIDTH, HEIGHT = 24, 7
_SOURCE = {"type": "prometheus", "uid": "masar"}

Kind = Literal["timeseries", "stat", "table", "bargauge"]


class Panel(Struct, frozen=True):
    """One picture: `asked` maps a legend to a PromQL expression; `unit` is Grafana's name; `says` explains it."""

    title: str
    says: str
    asked: dict[str, str]
    unit: str = "short"
    kind: Kind = "timeseries"
    stacked: bool = False
    warn: float | None = None


class Row(Struct, frozen=True):
    """Panels side by side under a heading."""

    title: str
    panels: tuple[Panel, ...]


class Dashboard(Struct, frozen=True):
    """A page. `variables` maps a name to the label_values query that its choices come from."""

    uid: str
    title: str
    says: str
    rows: tuple[Row, ...]
    variables: dict[str, str] = {}


def grafana_json(dashboard: Dashboard) -> dict[str, Any]:
    """The dashboard as Grafana's schema has it (39, since version 10)."""
    return {
        "uid": dashboard.uid,
        "title": dashboard.title,
        "description": dashboard.says,
        "tags": ["masar"],
        "schemaVersion": 39,
        "editable": True,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "timezone": "browser",
        "templating": {"list": [_variable(name, query) for name, query in dashboard.variables.items()]},
        "links": [{"type": "dashboards", "tags": ["masar"], "title": "Masar", "asDropdown": False}],
        "annotations": {"list": [_alerts()]},
        "panels": list(_laid_out(dashboard.rows)),
    }


def _laid_out(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    number, top = 0, 0
    for row in rows:
        number += 1
        place = {"x": 0, "y": top, "w": WIDTH, "h": 1}
        yield {"id": number, "type": "row", "title": row.title, "collapsed": False, "gridPos": place, "panels": []}
        top += 1
        width = WIDTH // len(row.panels)
        for column, panel in enumerate(row.panels):
            number += 1
            yield _panel(panel, number, {"x": column * width, "y": top, "w": width, "h": HEIGHT})
        top += HEIGHT


def _panel(panel: Panel, number: int, place: dict[str, int]) -> dict[str, Any]:
    instant = panel.kind != "timeseries"
    targets = [
        {
            "refId": chr(ord("A") + place),
            "datasource": _SOURCE,
            "expr": expression,
            "legendFormat": legend,
            "instant": instant,
            "range": not instant,
            "format": "table" if panel.kind == "table" else "time_series",
        }
        for place, (legend, expression) in enumerate(panel.asked.items())
    ]
    steps: list[dict[str, Any]] = [{"color": "green", "value": None}]
    if panel.warn is not None:
        steps.append({"color": "red", "value": panel.warn})
    custom: dict[str, Any] = {}
    if panel.kind == "timeseries":
        custom = {"fillOpacity": 10, "showPoints": "never", "stacking": {"mode": "normal" if panel.stacked else "none"}}
    return {
        "id": number,
        "type": panel.kind,
        "title": panel.title,
        "description": panel.says,
        "datasource": _SOURCE,
        "gridPos": place,
        "targets": targets,
        "fieldConfig": {
            "defaults": {"unit": panel.unit, "custom": custom, "thresholds": {"mode": "absolute", "steps": steps}},
            "overrides": [],
        },
        "options": _options(panel.kind),
        **({"transformations": [{"id": "merge", "options": {}}]} if panel.kind == "table" else {}),
    }


def _options(kind: Kind) -> dict[str, Any]:
    if kind == "timeseries":
        return {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi", "sort": "desc"}}
    if kind == "table":
        return {"showHeader": True}
    return {"reduceOptions": {"calcs": ["lastNotNull"], "values": False}, "orientation": "auto"}


def _variable(name: str, query: str) -> dict[str, Any]:
    return {
        "name": name,
        "type": "query",
        "datasource": _SOURCE,
        "query": {"query": query, "refId": name},
        "definition": query,
        "refresh": 2,
        "sort": 1,
        "multi": True,
        "includeAll": True,
        "allValue": ".+",
        "current": {"text": "All", "value": "$__all"},
    }


def _alerts() -> dict[str, Any]:
    return {
        "name": "Alerts",
        "datasource": _SOURCE,
        "enable": True,
        "expr": 'ALERTS{alertstate="firing", alertname=~".+"}',
        "iconColor": "red",
        "titleFormat": "{{alertname}}",
        "textFormat": "{{topic}}{{outlet}}{{job}}",
    }
