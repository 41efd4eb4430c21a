"""The settings that all services share; each service adds its own in its settings.py."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class ServiceSettings(BaseSettings):
    """Read from the environment, MASAR_<NAME>; a malformed value stops the service at the start."""

    model_config = SettingsConfigDict(env_prefix="MASAR_", frozen=True, extra="ignore")

    kafka: str = Field("127.0.0.1:9092", description="Kafka brokers, host:port, separated by commas")
    elasticsearch: str = Field("http://127.0.0.1:9200", description="Elasticsearch address")
    elasticsearch_api_key: SecretStr | None = Field(None, description="Elasticsearch API key, base64")
    dossiers: Path = Field(ROOT / "dossiers", description="Folder of the dossiers")
    outlets: Path | None = Field(None, description="Outlets file; unset: that of each dossier followed")
    dossier: str = Field("dushanbe", description="Dossiers followed, separated by commas")
    health_host: str = Field("127.0.0.1", description="Address that /metrics, /livez and /readyz listen on")
    log_format: str = Field("json", pattern="^(json|text)$", description="Form of log lines: json or text")
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", description="Least level of log lines")

    @property
    def followed(self) -> tuple[str, ...]:
        """The ids of the dossiers followed."""
        names = self.dossier.split(",")
        return tuple(name.strip() for name in names if name.strip())

    @field_validator("kafka")
    @classmethod
    def _hosts_and_ports(cls, value: str) -> str:
        for broker in value.split(","):
            host, _, port = broker.strip().rpartition(":")
            if not host or not port.isdecimal():
                raise ValueError(f"{broker.strip()!r} is no host:port, as 127.0.0.1:9092 is")
        return value

    @field_validator("elasticsearch")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("not an address such as http://127.0.0.1:9200")
        return value
