"""The parser's settings, read from the environment."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from runtime.settings import ServiceSettings


class ParserSettings(ServiceSettings):
    """MASAR_PARSER_<NAME> for the parser's own, MASAR_<NAME> for those that all services share."""

    model_config = SettingsConfigDict(env_prefix="MASAR_", frozen=True, extra="ignore")

    health_port: int = Field(
        9102, validation_alias="MASAR_PARSER_HEALTH_PORT", description="Port of /metrics, /livez and /readyz"
    )
    data: Path = Field(
        Path(".masar/parser"), validation_alias="MASAR_PARSER_DATA", description="Folder of the stream processor"
    )
    at_once: int = Field(
        64, ge=1, validation_alias="MASAR_PARSER_AT_ONCE", description="Pages whose results may wait for Kafka's answer"
    )
    sample_every: float = Field(
        120.0,
        ge=0,
        validation_alias="MASAR_PARSER_SAMPLE_EVERY",
        description="Shortest time between two off-topic pages of an outlet that are read for completeness, in seconds",
    )
    replication: int = Field(
        1, ge=1, validation_alias="MASAR_PARSER_REPLICATION", description="Replication factor of the table's changelog"
    )
