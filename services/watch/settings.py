"""The watch's settings, read from the environment."""

from typing import Any

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from runtime.settings import Port, Seconds, ServiceSettings


def _own(name: str, default: object, description: str, **bounds: Any) -> Any:
    return Field(default, validation_alias=f"MASAR_WATCH_{name}", description=description, **bounds)


class WatchSettings(ServiceSettings):
    """MASAR_WATCH_<NAME> for the watch's own, MASAR_<NAME> for those that all services share. Times in seconds."""

    model_config = SettingsConfigDict(populate_by_name=True)

    health_port: Port = _own("HEALTH_PORT", 9104, "Port of /metrics, /livez and /readyz")
    look_every: Seconds = _own("LOOK_EVERY", 5.0, "Time between two looks at Kafka and at Elasticsearch's state", gt=0)
    count_every: Seconds = _own("COUNT_EVERY", 60.0, "Time between two counts of what each outlet gave", gt=0)
