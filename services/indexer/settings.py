"""The indexer's settings, read from the environment."""

from typing import Any

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from runtime.settings import ServiceSettings


def _own(name: str, default: object, description: str, **bounds: Any) -> Any:
    return Field(default, validation_alias=f"MASAR_INDEXER_{name}", description=description, **bounds)


class IndexerSettings(ServiceSettings):
    """MASAR_INDEXER_<NAME> for the indexer's own, MASAR_<NAME> for those that all services share. Times in seconds."""

    model_config = SettingsConfigDict(env_prefix="MASAR_", frozen=True, extra="ignore", populate_by_name=True)

    health_port: int = _own("HEALTH_PORT", 9103, "Port of /metrics, /livez and /readyz")
    group: str = _own("GROUP", "masar-indexer", "Consumer group that shares the partitions out among indexers")
    session: float = _own("SESSION", 15.0, "Silence after which an indexer's partitions go to another", ge=6)

    bulk_bytes: int = _own(
        "BULK_BYTES", 1_000_000, "Largest bulk request, in bytes; a single larger one goes alone", ge=1
    )
    bulk_count: int = _own("BULK_COUNT", 500, "Most documents in a bulk request", ge=1)
    flush_after: float = _own("FLUSH_AFTER", 1.0, "Longest time that a document waits for its request to fill", ge=0)
    requests_at_once: int = _own("REQUESTS_AT_ONCE", 2, "Bulk requests open at once", ge=1)
    request_time: float = _own("REQUEST_TIME", 60.0, "Longest time for one bulk request", gt=0)
    held_bytes: int = _own("HELD_BYTES", 50_000_000, "Bytes read and not yet finished at which reading pauses", ge=1)

    retry_first: float = _own("RETRY_FIRST", 0.5, "Pause after the first refusal; it doubles, less a random part", gt=0)
    retry_longest: float = _own("RETRY_LONGEST", 30.0, "Longest pause between tries", gt=0)
    tries: int = _own("TRIES", 5, "Tries for a document at which Elasticsearch itself breaks (status 500)", ge=1)
    stop_time: float = _own("STOP_TIME", 20.0, "Time to finish what was read, when asked to stop", ge=0)
