"""Is anybody there? Asked before a client is made: where nobody listens one would try for half a minute."""

from kafka.errors import KafkaConnectionError

from runtime.reach import reachable


def knock(brokers: str) -> None:
    """Raises KafkaConnectionError where none of the brokers, host:port by commas, takes connections."""
    if not reachable(brokers):
        raise KafkaConnectionError(f"nobody listens at {brokers}")
