"""The services as `masar run` starts them: the same modules that the containers run."""

import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from deploy.local.ports import free_port
from operations.processes import Child

# Each service's usual port, in the order of the flow, which is the order of stopping: nothing upstream works for a
# service that is gone.
SERVICES = {"crawler": 9101, "parser": 9102, "indexer": 9103, "watch": 9104}
# Those that hand records on.
FLOW = ("crawler", "parser", "indexer")


NOTHING: Mapping[str, Any] = {}


class Service:
    """A service's process and the port of its probes and metrics."""

    def __init__(
        self, name: str, environment: Mapping[str, str], logs: Path, port: int = 0, module: str | None = None
    ) -> None:
        """`port` is the one that is tried first; 0: any that is free. Null `module`: services.<name>."""
        self.name = name
        self.port = free_port(port)
        own = {f"MASAR_{name.upper()}_HEALTH_PORT": str(self.port)}
        self.child = Child(name, [module or f"services.{name}"], {**environment, **own}, logs / f"{name}.log")

    def ready(self) -> str | None:
        """What the service waits for, null when it is ready."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2):
                return None
        except urllib.error.HTTPError as refusal:
            return refusal.read().decode().strip().removeprefix("waiting for ")
        except OSError:
            return "its process to answer"

    def gauge(self, metric: str) -> float | None:
        """The sum of a metric's samples, null when the service does not answer or does not have it."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=2) as answer:
                text = answer.read().decode()
        except OSError:
            return None
        samples = [
            sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.name == metric
        ]
        return sum(samples) if samples else None


def start_services(
    environment: Mapping[str, str],
    logs: Path,
    own: Mapping[str, Mapping[str, str]] = NOTHING,
    ports: Mapping[str, int] = NOTHING,
) -> list[Service]:
    """Start crawler, parser, indexer and watch. `own` is what only the service of that name is given, as its key, and
    `ports` which port each takes if that is free; else any that is."""
    services = [Service(name, {**environment, **own.get(name, {})}, logs, ports.get(name, 0)) for name in SERVICES]
    for service in services:
        service.child.start()
    return services


def start_desk(environment: Mapping[str, str], logs: Path, ports: tuple[int, int]) -> tuple[Service, str]:
    """Start the reading room; returns it and the address of its pages. `ports` for probes and for pages are taken if
    they are free, else any that are."""
    return _with_pages("desk", "services.desk", environment, logs, ports)


def start_control(environment: Mapping[str, str], logs: Path, ports: tuple[int, int]) -> tuple[Service, str]:
    """Start the control room, as `start_desk` starts the reading room."""
    return _with_pages("control", "services.desk.control", environment, logs, ports)


def _with_pages(
    name: str, module: str, environment: Mapping[str, str], logs: Path, ports: tuple[int, int]
) -> tuple[Service, str]:
    probes, pages = ports[0], free_port(ports[1])
    service = Service(name, {**environment, f"MASAR_{name.upper()}_PORT": str(pages)}, logs, probes, module)
    service.child.start()
    return service, f"http://127.0.0.1:{pages}/"
