"""This crawler's membership of its group: hosts are only asked while it is certain."""

import time

from kafka import KafkaConsumer

# Of the session: a heartbeat that Kafka answered so long ago may soon be the last one that it counted.
CERTAIN_FOR = 0.7


class Membership:
    """What the consumer's own heartbeats say. `session` is the silence, in seconds, after which Kafka expels a member.

    A crawler that was cut off or suspended for longer must not ask a host that another one owns by now.
    """

    def __init__(self, consumer: KafkaConsumer, session: float) -> None:
        self._consumer = consumer
        self._certain_for = session * CERTAIN_FOR
        self._joined_at = float("-inf")

    def joined(self) -> None:
        """Note that the group has just given out its partitions: as good as a heartbeat."""
        self._joined_at = time.monotonic()

    def lost(self) -> None:
        """Note that the group goes on without this crawler."""
        self._joined_at = float("-inf")

    @property
    def joined_group(self) -> bool:
        """Whether the group counts this crawler in, with partitions or without."""
        return int(self._consumer.group_metadata().generation_id) >= 0

    def holds(self) -> bool:
        """Whether no other crawler can own this one's partitions."""
        # Private, for want of anything public: metrics() of kafka-python 3.0.12 tells when a heartbeat was sent last,
        # not whether it was answered, and group_metadata() changes only once the silence has been noticed.
        heard_at = max(float(self._consumer._coordinator.heartbeat.last_receive), self._joined_at)
        return time.monotonic() - heard_at < self._certain_for

    async def nap(self, seconds: float) -> None:
        """Sleep in a listener of the consumer: its loop is not asyncio's, and goes on sending heartbeats meanwhile."""
        # Private too: an asynchronous listener is public in 3.0.12, but nothing that it could await is.
        await self._consumer._net.sleep(seconds)
