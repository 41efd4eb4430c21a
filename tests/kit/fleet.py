"""Services as containers would have them: several of a kind, of this version or the next, replaced one by one."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy.local.ports import free_port
from operations.processes import Child, stop_all

KIT = Path(__file__).parent
# For what runs a program of the kit.
PYTHONPATH = os.pathsep.join((str(KIT.parents[1]), str(KIT)))


class Fleet:
    """What runs, by a name such as parser-1."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self._environment, self._folder = environment, folder
        self._running: dict[str, Child] = {}

    def bring(self, name: str, later: str | None = None) -> None:
        """Start a process in place of the one of that name, which is asked to stop first, as a rolling update does.

        `later` makes it one of a later version: compatible or raised.
        """
        service = name.partition("-")[0]
        if name in self._running:
            self._running[name].stop()
        environment = {
            **self._environment,
            f"MASAR_{service.upper()}_HEALTH_PORT": str(free_port()),
            "MASAR_PARSER_DATA": str(self._folder / name),
            "PYTHONPATH": PYTHONPATH,
        }
        command = ["next_version", later, service] if later else [f"services.{service}"]
        self._running[name] = Child(name, command, environment, self._folder / f"{name}.log")
        self._running[name].start()

    def stop(self) -> None:
        """Stop all, at once."""
        stop_all(self._running.values())


@contextmanager
def fleet(environment: Mapping[str, str], folder: Path, **names: str | None) -> Iterator[Fleet]:
    """Processes by name, with what they are later than today's by; stopped when the block ends."""
    started = Fleet(environment, folder)
    try:
        for name, later in names.items():
            started.bring(name, later)
        yield started
    finally:
        started.stop()
