"""A crawler that gets no partition because the others have them all is ready, and takes over when they go."""

import threading
import uuid
from pathlib import Path
from typing import Any

import pytest
from crawlers import crawling, outlets_file, until
from kafka import KafkaConsumer
from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor
from kafka.protocol.consumer.metadata import ConsumerProtocolAssignment

from contracts.topics import URLS, all_topics

pytestmark = pytest.mark.integration

PARTITIONS = next(topic.partitions for topic in all_topics() if topic.name == URLS)


class _AllToTheFirst(CooperativeStickyAssignor):
    """Gives everything to the member that was there first, and nothing to any other."""

    leader = ""

    def assign(self, cluster: Any, members: Any) -> Any:
        names = [member.member_id for member in members]
        self.__class__.leader = self.leader or names[0]
        shares = {name: [(URLS, list(range(PARTITIONS)))] if name == self.leader else [] for name in names}
        return {name: ConsumerProtocolAssignment(self.version, share, b"") for name, share in shares.items()}


def test_a_crawler_on_stand_by_is_ready_and_takes_over(kafka_address: str, tmp_path: Path) -> None:
    group = f"test-{uuid.uuid4().hex[:8]}"
    holder = KafkaConsumer(
        URLS,
        bootstrap_servers=kafka_address,
        group_id=group,
        session_timeout_ms=6_000,
        heartbeat_interval_ms=1_000,
        partition_assignment_strategy=[_AllToTheFirst],
    )
    stop = threading.Event()

    def hold() -> None:
        while not stop.is_set():
            holder.poll(timeout_ms=100)
        holder.close()

    until("the first member to have all", lambda: holder.poll(timeout_ms=100) or len(holder.assignment()) == PARTITIONS)
    holding = threading.Thread(target=hold)
    holding.start()
    try:
        outlets = outlets_file(tmp_path / "outlets.toml", ["http://127.1.7.1:9"], pace=1)
        with crawling(kafka_address, outlets, tmp_path / "log", group=group, session=6) as crawler:
            until("it to be ready without any partition", crawler.ready)
            assert crawler.metric("masar_crawler_partitions") == 0
            stop.set()
            until("it to take all over", lambda: crawler.metric("masar_crawler_partitions") == PARTITIONS)
            until("it to be ready with them", crawler.ready)
    finally:
        stop.set()
        holding.join(30)
