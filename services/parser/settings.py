"""The parser's settings, read from the environment."""

from pathlib import Path

from pydantic import Field

from runtime.settings import Count, Port, Seconds, ServiceSettings


class ParserSettings(ServiceSettings):
    """MASAR_PARSER_<NAME> for the parser's own, MASAR_<NAME> for those that all services share."""

    health_port: Port = Field(
        9102, validation_alias="MASAR_PARSER_HEALTH_PORT", description="Port of /metrics, /livez and /readyz"
    )
    data: Path = Field(
        Path(".masar/parser"), validation_alias="MASAR_PARSER_DATA", description="Folder of the stream processor"
    )
    at_once: Count = Field(
        64, validation_alias="MASAR_PARSER_AT_ONCE", description="Pages whose results may wait for Kafka's answer"
    )
    session: Seconds = Field(
        10.0,
        ge=6,
        validation_alias="MASAR_PARSER_SESSION",
        description="Silence after which a parser's partitions go to another",
    )
    sample_every: Seconds = Field(
        120.0,
        ge=0,
        validation_alias="MASAR_PARSER_SAMPLE_EVERY",
        description="Shortest time between two off-topic pages of an outlet that are read for completeness",
    )
    replication: Count = Field(
        1, validation_alias="MASAR_PARSER_REPLICATION", description="Replication factor of the table's changelog"
    )
