"""Reading masar.visits back: what earlier owners of partitions knew of their addresses."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import structlog
from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from contracts import topics
from contracts.addresses import site_of
from contracts.codec import MessageRejected, decode
from contracts.urls import Visit
from services.crawler.memory import Memory

log = structlog.get_logger()

# Before another attempt, in seconds.
PAUSE = 2.0
# No login, for a Kafka that asks for none.
OPEN: Mapping[str, Any] = {}


class Recalled:
    """What is known of one partition: pages, sources by address, hosts by site."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.sources: dict[str, Visit] = {}
        self.hosts: dict[str, Visit] = {}

    def keep(self, visit: Visit) -> None:
        """Put a visit in the place of an older one."""
        if visit.kind == "source":
            self.sources[visit.url] = visit
        elif visit.kind == "host":
            self.hosts[site_of(visit.url)] = visit
        else:
            self.memory.put(visit)


def recall(
    brokers: list[str],
    partitions: Iterable[int],
    keep: Callable[[int, Visit], None],
    wanted: Callable[[], bool],
    login: Mapping[str, Any] = OPEN,
) -> None:
    """Hand every visit of the partitions to `keep`, oldest first, up to their ends as they are now.

    Blocks, through outages of Kafka too; stops early when `wanted` says no.
    """
    partitions = list(partitions)
    while wanted():
        try:
            _read_through(brokers, partitions, keep, wanted, login)
        except KafkaError as error:
            log.warning("recalling partitions again", partitions=partitions, error=str(error) or repr(error))
            time.sleep(PAUSE)
        else:
            return


def _read_through(
    brokers: list[str],
    partitions: Sequence[int],
    keep: Callable[[int, Visit], None],
    wanted: Callable[[], bool],
    login: Mapping[str, Any],
) -> None:
    consumer = KafkaConsumer(
        bootstrap_servers=brokers,
        **login,
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        # What is fetched ahead lies in memory beside what is kept.
        fetch_max_bytes=4 * 1024 * 1024,
        max_poll_records=1_000,
    )
    try:
        places = [TopicPartition(topics.VISITS, partition) for partition in partitions]
        consumer.assign(places)
        ends = consumer.end_offsets(places)
        consumer.seek_to_beginning(*places)
        open_places = set(places)
        while open_places and wanted():
            for records in consumer.poll(timeout_ms=200).values():
                for record in records:
                    _keep(record, keep)
            open_places = {place for place in open_places if consumer.position(place) < ends[place]}
    finally:
        consumer.close()


def _keep(record: Any, keep: Callable[[int, Visit], None]) -> None:
    try:
        visit = decode(record.value, Visit)
    except MessageRejected as error:
        log.error("visit not readable", partition=record.partition, offset=record.offset, error=str(error))
        return
    keep(record.partition, visit)
