"""The reading room and the control room of `masar run`: what people see in a browser."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from deploy.local.operators import operators
from operations.services import Service, start_control, start_desk
from services.desk.control.settings import ControlSettings
from services.desk.settings import DeskSettings


class Rooms(Struct, frozen=True):
    """Their processes, and what `masar run` says of where they are."""

    services: tuple[Service, ...]
    where: dict[str, str]


def start_rooms(environment: Mapping[str, str], logs: Path, key: Mapping[str, str]) -> Rooms:
    """Start both. The reading room gets its key and the archive, the control room who may sign in."""
    users = operators(logs.parent / "keys")
    archive = {"MASAR_DESK_ARCHIVE": environment["MASAR_CRAWLER_ARCHIVE"]}
    desk, reading = start_desk({**environment, **key, **archive}, logs, _ports(DeskSettings()))
    own = {"MASAR_CONTROL_USERS": str(users)}
    control, controlling = start_control({**environment, **own}, logs, _ports(ControlSettings()))
    where = {"reading room": reading, "control room": f"{controlling} (who may sign in: {users})"}
    return Rooms((desk, control), where)


def _ports(settings: DeskSettings | ControlSettings) -> tuple[int, int]:
    return settings.health_port, settings.port
