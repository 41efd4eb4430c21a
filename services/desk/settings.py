"""The reading room's settings, read from the environment."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from runtime.refusals import Unit
from runtime.settings import Count, Port, Seconds, ServiceSettings

PagesASecond = Annotated[float, Unit("pages a second"), Field(gt=0, allow_inf_nan=False)]


def _own(name: str, default: object, description: str, **bounds: Any) -> Any:
    return Field(default, validation_alias=f"MASAR_DESK_{name}", description=description, **bounds)


class DeskSettings(ServiceSettings):
    """MASAR_DESK_<NAME> for the reading room's own, MASAR_<NAME> for those that all share. Times in seconds."""

    model_config = SettingsConfigDict(populate_by_name=True)

    health_port: Port = _own("HEALTH_PORT", 9105, "Port of /metrics, /livez and /readyz")
    host: str = _own("HOST", "127.0.0.1", "Address that the pages are served on")
    port: Port = _own("PORT", 8090, "Port that the pages are served on")
    proxies: str = _own("PROXIES", "", "Addresses of proxies whose X-Forwarded-For is believed, by commas")

    archive: Path | None = _own("ARCHIVE", None, "Folder of the crawler's WARC files; unset: no raw pages are shown")
    ask_time: Seconds = _own("ASK_TIME", 10.0, "Longest time for one question to Elasticsearch", gt=0)
    rate: PagesASecond = _own("RATE", 5.0, "Pages that one address may ask for, over a longer time")
    burst: Count = _own("BURST", 60, "Pages that one address may ask for at once")
    at_once: Count = _own("AT_ONCE", 100, "Requests answered at once; more are told to come again")
