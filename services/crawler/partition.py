"""Which partition a site belongs to, and so which crawler asks its hosts."""

from functools import lru_cache

from kafka.partitioner import murmur2


@lru_cache(maxsize=65_536)
def partition_of(site: str, partitions: int) -> int:
    """The partition of a site in masar.urls and masar.visits: that of Kafka's default partitioner."""
    return (int(murmur2(site.encode())) & 0x7FFFFFFF) % partitions
