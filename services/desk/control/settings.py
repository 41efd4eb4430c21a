"""The control room's settings, read from the environment."""

from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from runtime.settings import Port, Seconds, ServiceSettings


def _own(name: str, default: object, description: str, **bounds: Any) -> Any:
    return Field(default, validation_alias=f"MASAR_CONTROL_{name}", description=description, **bounds)


class ControlSettings(ServiceSettings):
    """MASAR_CONTROL_<NAME> for the control room's own, MASAR_<NAME> for those that all share. Times in seconds."""

    model_config = SettingsConfigDict(populate_by_name=True)

    health_port: Port = _own("HEALTH_PORT", 9106, "Port of /metrics, /livez and /readyz")
    host: str = _own("HOST", "127.0.0.1", "Address that the pages are served on")
    port: Port = _own("PORT", 8091, "Port that the pages are served on")
    users: Path | None = _own("USERS", None, "File of who may sign in: a line name:password for each")
    signed_in: Seconds = _own("SIGNED_IN", 8 * 3600.0, "How long a sign-in lasts", gt=0)
    secure: bool = _own("SECURE", False, "Whether the pages are reached by https: then the cookie goes by nothing else")
