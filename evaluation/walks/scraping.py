"""A real Prometheus over a running pipeline, with the repository's own configuration."""

import json
import re
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deploy.local.ports import free_port
from deploy.local.prometheus import Tools
from runtime.settings import ROOT

CONFIG = ROOT / "deploy" / "prometheus" / "local.yml"
# The ports that local.yml names, by service.
PORTS = {"crawler": 9101, "parser": 9102, "indexer": 9103, "watch": 9104}
SELECTOR = re.compile(r"\b((?:masar|up|process_)[a-zA-Z_:0-9]*)(\{[^}]*\})?")


class Prometheus:
    """A running Prometheus."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}"

    def ask(self, expression: str) -> list[dict[str, Any]]:
        """The samples that an expression gives now."""
        return self._get("/api/v1/query?" + urllib.parse.urlencode({"query": expression}))["result"]

    def value(self, expression: str) -> float:
        """The one value that an expression gives now."""
        (sample,) = self.ask(expression)
        return float(sample["value"][1])

    def rules(self) -> list[dict[str, Any]]:
        """All rules as they were last evaluated."""
        return [rule for group in self._get("/api/v1/rules")["groups"] for rule in group["rules"]]

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self._address}/-/ready", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def _get(self, path: str) -> dict[str, Any]:
        with urllib.request.urlopen(self._address + path, timeout=30) as answer:
            return json.load(answer)["data"]


def selectors(expression: str) -> set[str]:
    """The series that an expression asks for, each with its labels."""
    return {name + (labels or "") for name, labels in SELECTOR.findall(expression)}


@contextmanager
def scraping(tools: Tools, ports: Mapping[str, int], folder: Path) -> Iterator[Prometheus]:
    """Scrape these services every second until the block ends. Says what Prometheus said where it does not start."""
    config = CONFIG.read_text("utf-8").replace("5s", "1s").replace("rules/", f"{CONFIG.parent}/rules/")
    for name, usual in PORTS.items():
        assert f":{usual}" in config
        config = config.replace(f":{usual}", f":{ports[name]}")
    (folder / "prometheus.yml").write_text(config, "utf-8")
    port = free_port(0)
    command = [tools.prometheus, f"--config.file={folder / 'prometheus.yml'}", f"--storage.tsdb.path={folder / 'data'}"]
    with (folder / "prometheus.log").open("wb") as log:
        process = subprocess.Popen([*command, f"--web.listen-address=127.0.0.1:{port}"], stdout=log, stderr=log)
    prometheus = Prometheus(port)
    try:
        end = time.monotonic() + 60
        while not prometheus.ready():
            told = (folder / "prometheus.log").read_text("utf-8")
            assert process.poll() is None, told
            assert time.monotonic() < end, told
            time.sleep(0.2)
        yield prometheus
    finally:
        process.terminate()
        process.wait(30)
