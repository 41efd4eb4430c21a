"""The settings that all services share; each service adds its own in its settings.py."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from runtime.refusals import Unit, malformed, unknown

ROOT = Path(__file__).resolve().parent.parent

Settings = TypeVar("Settings", bound=BaseSettings)
Seconds = Annotated[float, Unit("seconds"), Field(allow_inf_nan=False)]
Bytes = Annotated[int, Unit("bytes"), Field(ge=1)]
Megabytes = Annotated[float, Unit("megabytes"), Field(gt=0, allow_inf_nan=False)]
Count = Annotated[int, Unit("count"), Field(ge=1)]
Port = Annotated[int, Unit("port"), Field(ge=0, le=65_535)]


class ServiceSettings(BaseSettings):
    """Read from the environment, MASAR_<NAME>; one that is set to nothing is as if it were not set."""

    model_config = SettingsConfigDict(env_prefix="MASAR_", frozen=True, extra="ignore", env_ignore_empty=True)

    kafka: str = Field("127.0.0.1:9092", description="Kafka brokers, host:port, separated by commas")
    kafka_mechanism: Literal["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"] = Field(
        "SCRAM-SHA-512", description="How the password is told to Kafka"
    )
    kafka_user: str | None = Field(None, description="User at Kafka")
    kafka_password: SecretStr | None = Field(None, description="The user's password; better in a file")
    kafka_password_file: Path | None = Field(None, description="File of the user's password at Kafka")
    kafka_ca_file: Path | None = Field(None, description="Certificates that Kafka's own must descend from, PEM")
    kafka_security: Literal["plaintext", "sasl_plaintext", "sasl_ssl"] = Field(
        "plaintext", description="How Kafka is spoken to; the last two need a user and a password"
    )
    elasticsearch: str = Field("http://127.0.0.1:9200", description="Elasticsearch address")
    elasticsearch_api_key: SecretStr | None = Field(None, description="Elasticsearch API key, base64")
    elasticsearch_api_key_file: Path | None = Field(None, description="File of the Elasticsearch API key")
    elasticsearch_ca_file: Path | None = Field(
        None, description="Certificates that Elasticsearch's own must descend from, PEM, for an address with https"
    )
    dossiers: Path = Field(ROOT / "dossiers", description="Folder of the dossiers")
    outlets: Path | None = Field(None, description="Outlets file; unset: that of each dossier followed")
    dossier: str = Field("dushanbe", description="Dossiers followed, separated by commas")
    health_host: str = Field("127.0.0.1", description="Address that /metrics, /livez and /readyz listen on")
    log_format: Literal["auto", "json", "text"] = Field(
        "auto", description="Form of log lines; auto is text on a terminal and json elsewhere"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least level of log lines")

    @property
    def followed(self) -> tuple[str, ...]:
        """The ids of the dossiers followed."""
        names = self.dossier.split(",")
        return tuple(name.strip() for name in names if name.strip())

    @property
    def elasticsearch_key(self) -> str | None:
        """The API key, base64; null where Elasticsearch asks for none. Raises OSError where its file cannot be read."""
        return secret(self.elasticsearch_api_key, self.elasticsearch_api_key_file)

    @property
    def elasticsearch_trust(self) -> dict[str, Any]:
        """Whose certificates are trusted, as Elasticsearch's client names it; empty: those that the machine trusts."""
        return {"ca_certs": str(self.elasticsearch_ca_file)} if self.elasticsearch_ca_file else {}

    @property
    def kafka_login(self) -> dict[str, Any]:
        """How to log in at Kafka, as kafka-python's clients name it. Raises OSError where a file cannot be read."""
        if self.kafka_security == "plaintext":
            return {}
        return {
            "security_protocol": self.kafka_security.upper(),
            "sasl_mechanism": self.kafka_mechanism,
            "sasl_plain_username": self.kafka_user,
            "sasl_plain_password": secret(self.kafka_password, self.kafka_password_file),
            "ssl_cafile": str(self.kafka_ca_file) if self.kafka_ca_file else None,
        }

    @field_validator("kafka_security")
    @classmethod
    def _whole_login(cls, value: str, others: ValidationInfo) -> str:
        # Here rather than over the whole: what a validator was given may be printed, and the password is not.
        told = others.data.get("kafka_password") or others.data.get("kafka_password_file")
        if value != "plaintext" and not (others.data.get("kafka_user") and told):
            raise ValueError("it needs MASAR_KAFKA_USER and MASAR_KAFKA_PASSWORD_FILE")
        return value

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


def settings_or_refusal(kind: type[Settings], program: str) -> Settings:
    """The settings in the environment; where one is unknown or malformed, a line for each and exit status 2."""
    wrong = unknown(kind, os.environ)
    try:
        settings = kind()
    except ValidationError as error:
        wrong += malformed(kind, error)
    if not wrong:
        return settings
    for line in wrong:
        print(f"{program}: {line}", file=sys.stderr)
    sys.exit(2)


def secret(value: SecretStr | None, file: Path | None) -> str | None:
    """A secret that stands in a setting or in a file, null where neither is set. Raises OSError."""
    if value:
        return value.get_secret_value()
    return file.read_text("utf-8").strip() if file else None
