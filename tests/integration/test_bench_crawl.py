"""The crawler's measurement runs whole in its short form, and its promises hold there."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.integration


def test_the_short_form_holds_every_promise(kafka_address: str) -> None:
    command = [sys.executable, "-m", "evaluation.crawl", "--short", "--json", "--kafka", kafka_address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stderr
    figures = {name: part for line in done.stdout.splitlines() for name, part in json.loads(line).items()}
    assert set(figures) == {"formats", "week", "fleet", "speed", "million"}
    fleet = figures["fleet"]
    assert fleet["requests, closer than the pace"].split(", ")[-1] == "0"
    assert fleet["most at once on a host"] == 1
    assert fleet["lost, sent again"].split(", ")[0] == "0"
    assert fleet["pages fetched, fetched again"].split(", ")[0] == "120"
