"""The indexer's settings, read from the environment."""

from typing import Any

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from runtime.settings import Bytes, Count, Port, Seconds, ServiceSettings


def _own(name: str, default: object, description: str, **bounds: Any) -> Any:
    return Field(default, validation_alias=f"MASAR_INDEXER_{name}", description=description, **bounds)


class IndexerSettings(ServiceSettings):
    """MASAR_INDEXER_<NAME> for the indexer's own, MASAR_<NAME> for those that all services share. Times in seconds."""

    model_config = SettingsConfigDict(populate_by_name=True)

    health_port: Port = _own("HEALTH_PORT", 9103, "Port of /metrics, /livez and /readyz")
    group: str = _own("GROUP", "masar-indexer", "Consumer group that shares the partitions out among indexers")
    session: Seconds = _own("SESSION", 15.0, "Silence after which an indexer's partitions go to another", ge=6)

    bulk_bytes: Bytes = _own("BULK_BYTES", 1_000_000, "Largest bulk request, in bytes; a single larger one goes alone")
    bulk_count: Count = _own("BULK_COUNT", 500, "Most documents in a bulk request")
    flush_after: Seconds = _own("FLUSH_AFTER", 1.0, "Longest time that a document waits for its request to fill", ge=0)
    requests_at_once: Count = _own("REQUESTS_AT_ONCE", 2, "Bulk requests open at once")
    request_time: Seconds = _own("REQUEST_TIME", 60.0, "Longest time for one bulk request", gt=0)
    held_bytes: Bytes = _own("HELD_BYTES", 50_000_000, "Bytes read and not yet finished at which reading pauses")

    retry_first: Seconds = _own(
        "RETRY_FIRST", 0.5, "Pause after the first refusal; it doubles, less a random part", gt=0
    )
    retry_longest: Seconds = _own("RETRY_LONGEST", 30.0, "Longest pause between tries", gt=0)
    tries: Count = _own("TRIES", 5, "Tries for a document at which Elasticsearch itself breaks (status 500)")
    stop_time: Seconds = _own("STOP_TIME", 20.0, "Time to finish what was read, when asked to stop", ge=0)
