"""The dashboards are what their program writes, ask for series that exist, and fit on the page."""

import json
import re

import pytest

from deploy.grafana.__main__ import DASHBOARDS, FOLDER, text_of
from deploy.grafana.panel import WIDTH, Dashboard, Panel, grafana_json
from operations.metrics_page import metrics_of, series_of, services

SERIES = {series for service in services() for metric in metrics_of(service) for series in series_of(metric)}
PANELS = [panel for dashboard in DASHBOARDS for row in dashboard.rows for panel in row.panels]


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda dashboard: dashboard.uid)
def test_the_file_is_what_the_program_writes(dashboard: Dashboard) -> None:
    written = (FOLDER / f"{dashboard.uid}.json").read_text("utf-8")
    assert written == text_of(grafana_json(dashboard)), "run python -m deploy.grafana"
    numbers = [panel["id"] for panel in json.loads(written)["panels"]]
    assert len(set(numbers)) == len(numbers)


def test_no_other_file_lies_there() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {f"{dashboard.uid}.json" for dashboard in DASHBOARDS}


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.title)
def test_a_panel_asks_for_series_that_services_have_and_explains_itself(panel: Panel) -> None:
    for expression in panel.asked.values():
        assert set(re.findall(r"\bmasar_[a-z_]+", re.sub(r'"[^"]*"', "", expression))) <= SERIES
    assert panel.says.endswith(".")


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda dashboard: dashboard.uid)
def test_no_panel_lies_over_another(dashboard: Dashboard) -> None:
    taken = set()
    for panel in grafana_json(dashboard)["panels"]:
        place = panel["gridPos"]
        cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
        assert not cells & taken
        assert max(x for x, _ in cells) < WIDTH
        taken |= cells
