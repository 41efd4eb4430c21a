"""A real Prometheus over a running pipeline, with the repository's own configuration."""

import re
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

from deploy.local.ports import free_port
from deploy.local.prometheus import Tools
from deploy.local.trouble import StackTrouble
from runtime.settings import ROOT

RULES = ROOT / "deploy" / "prometheus" / "rules" / "masar.yml"
CONFIG = ROOT / "deploy" / "prometheus" / "local.yml"
SELECTOR = re.compile(r"\b((?:masar|up|process_)[a-zA-Z_:0-9]*)(\{[^}]*\})?")


class Prometheus:
    """A running Prometheus."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}"

    def ask(self, expression: str, at: float | None = None) -> list[dict[str, Any]]:
        """The samples that an expression gives now, or gave at a time in seconds since 1970."""
        asked = {"query": expression} | ({} if at is None else {"time": f"{at:.3f}"})
        samples: list[dict[str, Any]] = self._get("/api/v1/query", **asked)["result"]
        return samples

    def value(self, expression: str) -> float:
        """The one value that an expression gives now."""
        (sample,) = self.ask(expression)
        return float(sample["value"][1])

    def rules(self) -> list[dict[str, Any]]:
        """All rules as they were last evaluated."""
        return [rule for group in self._get("/api/v1/rules")["groups"] for rule in group["rules"]]

    def ready(self) -> bool:
        """Whether it answers questions."""
        try:
            return httpx.get(f"{self._address}/-/ready", timeout=2, trust_env=False).is_success
        except httpx.HTTPError:
            return False

    def _get(self, path: str, **asked: str) -> dict[str, Any]:
        answer = httpx.get(self._address + path, params=asked, timeout=30, trust_env=False).raise_for_status()
        found: dict[str, Any] = answer.json()["data"]
        return found


def selectors(expression: str) -> set[str]:
    """The series that an expression asks for, each with its labels."""
    return {name + (labels or "") for name, labels in SELECTOR.findall(expression)}


@contextmanager
def scraping(
    tools: Tools, ports: Mapping[str, int], folder: Path, rules: Path = RULES, every: str = "1s"
) -> Iterator[Prometheus]:
    """Scrape these services, at these ports, until the block ends.

    Raises StackTrouble, with what Prometheus said, where it does not start.
    """
    config = yaml.safe_load(CONFIG.read_text("utf-8"))
    config["global"] = {"scrape_interval": every, "evaluation_interval": every}
    config["rule_files"] = [str(rules)]
    jobs = {each["job_name"]: each for each in config["scrape_configs"]}
    config["scrape_configs"] = [
        jobs[name] | {"static_configs": [{"targets": [f"127.0.0.1:{port}"]}]} for name, port in ports.items()
    ]
    (folder / "prometheus.yml").write_text(yaml.safe_dump(config), "utf-8")
    port = free_port(0)
    own = {"config.file": folder / "prometheus.yml", "storage.tsdb.path": folder / "data"}
    options = [f"--{name}={value}" for name, value in own.items()]
    with (folder / "prometheus.log").open("wb") as log:
        command = [str(tools.prometheus), *options, f"--web.listen-address=127.0.0.1:{port}"]
        process = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603  # Debian's own program
    prometheus = Prometheus(port)
    try:
        end = time.monotonic() + 60
        while not prometheus.ready():
            if process.poll() is not None or time.monotonic() > end:
                raise StackTrouble(f"Prometheus does not start: {(folder / 'prometheus.log').read_text('utf-8')}")
            time.sleep(0.2)
        yield prometheus
    finally:
        process.terminate()
        process.wait(30)
