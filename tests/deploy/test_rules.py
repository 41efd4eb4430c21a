"""The alerts: each fires and stays silent in promtool's tests, has a runbook, and asks for series that exist."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.local.prometheus import Tools
from operations.metrics_page import metrics_of, series_of, services
from runtime.settings import ROOT

FOLDER = ROOT / "deploy" / "prometheus"
GROUPS: list[dict[str, Any]] = yaml.safe_load((FOLDER / "rules" / "masar.yml").read_text("utf-8"))["groups"]
RULES = [rule for group in GROUPS for rule in group["rules"]]
ALERTS = [rule for rule in RULES if "alert" in rule]
SERIES = {series for service in services() for metric in metrics_of(service) for series in series_of(metric)}
RECORDED = {rule["record"] for rule in RULES if "record" in rule}


def check(tool: Path, *arguments: str) -> str:
    done = subprocess.run([tool, *arguments], cwd=FOLDER, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_promtool_has_every_alert_fire_and_stay_silent(tools: Tools) -> None:
    check(tools.promtool, "test", "rules", "tests/masar.yml")


@pytest.mark.parametrize("config", ["prometheus.yml", "local.yml"])
def test_prometheus_takes_the_configuration(config: str, tools: Tools) -> None:
    assert f"{len(RULES)} rules found" in check(tools.promtool, "check", "config", config)


def test_no_alert_is_left_out_of_the_tests() -> None:
    tried = (FOLDER / "tests" / "masar.yml").read_text("utf-8")
    assert not [alert["alert"] for alert in ALERTS if f'alertname="{alert["alert"]}", alertstate="firing"' not in tried]


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert["alert"])
def test_an_alert_says_what_it_is_how_urgent_and_where_to_read_on(alert: dict[str, Any]) -> None:
    assert alert["labels"]["severity"] in ("page", "warn")
    assert alert["annotations"]["summary"]
    page = ROOT / alert["annotations"]["runbook"]
    assert page.read_text("utf-8").startswith(f"# {alert['alert']}\n")
    assert page.name in (page.parent / "README.md").read_text("utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.get("alert") or rule["record"])
def test_a_rule_asks_for_series_that_services_have(rule: dict[str, Any]) -> None:
    asked = set(re.findall(r"\bmasar[a-z_:0-9]*", re.sub(r'"[^"]*"', "", rule["expr"])))
    assert asked <= SERIES | RECORDED


def test_no_runbook_is_left_over_and_what_it_links_to_is_there() -> None:
    runbooks = ROOT / "docs" / "runbooks"
    linked = {Path(alert["annotations"]["runbook"]).name for alert in ALERTS}
    assert {page.name for page in runbooks.glob("*.md")} == linked | {"README.md", "faults.md", "walks.md"}
    for page in runbooks.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            assert (runbooks / target).resolve().exists(), f"{page.name}: {target}"
