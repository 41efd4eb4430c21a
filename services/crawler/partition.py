"""Which partition a host belongs to, and so which crawler asks it."""

from functools import lru_cache

from kafka.partitioner import murmur2


@lru_cache(maxsize=65_536)
def partition_of(host: str, partitions: int) -> int:
    """The partition of a host in masar.urls and masar.visits: that of Kafka's default partitioner."""
    return (int(murmur2(host.encode())) & 0x7FFFFFFF) % partitions
