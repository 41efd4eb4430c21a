"""The reading room and the control room of `masar run`: what people see in a browser."""

import secrets
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from deploy.local.secret import keep_secret, make_private
from operations.services import Service, start_control, start_desk
from services.desk.control.settings import ControlSettings
from services.desk.settings import DeskSettings

OPERATOR = "operator"


class Rooms(Struct, frozen=True):
    """Their processes, and what `masar run` says of where they are."""

    services: tuple[Service, ...]
    where: dict[str, str]


def start_rooms(environment: Mapping[str, str], logs: Path, key: Mapping[str, str]) -> Rooms:
    """Start both. The reading room gets the reader's key and the archive, the control room who may sign in."""
    users = operators(logs.parent / "keys")
    archive = {"MASAR_DESK_ARCHIVE": environment["MASAR_CRAWLER_ARCHIVE"]}
    desk, reading = start_desk({**environment, **key, **archive}, logs, DeskSettings().port)
    own = {"MASAR_CONTROL_USERS": str(users)}
    control, controlling = start_control({**environment, **own}, logs, ControlSettings().port)
    where = {"reading room": reading, "control room": f"{controlling} (who may sign in: {users})"}
    return Rooms((desk, control), where)


def operators(folder: Path) -> Path:
    """The file of who may sign in to the control room, with one operator at the first start."""
    make_private(folder)
    file = folder / "control-users"
    if not file.exists():
        keep_secret(file, f"{OPERATOR}:{secrets.token_urlsafe(18)}")
    return file
