"""The crawler as a process: builds the clients, wires them, runs until it is asked to stop."""

import asyncio
import functools
import sys
import threading
import time

import structlog
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor
from kafka.errors import KafkaError

from contracts import topics
from contracts.outlet import Outlet, outlets_followed
from contracts.searches import read_searches
from runtime.health import Health, serve_health
from runtime.logs import configure_logs
from runtime.settings import settings_or_refusal
from runtime.stopping import stop_event
from runtime.waiting import Stopped, wait_for
from services.crawler.archive import Archive, Rotation
from services.crawler.ask import Asking
from services.crawler.canonical import Canonicals
from services.crawler.connections import Connections
from services.crawler.crawler import Crawler
from services.crawler.inbox import Inbox
from services.crawler.membership import Membership
from services.crawler.polling import Polling
from services.crawler.publish import Publisher
from services.crawler.recall import recall
from services.crawler.settings import CrawlerSettings
from services.crawler.visiting import Visiting

log = structlog.get_logger()

NEEDED = (topics.URLS, topics.VISITS, topics.PAGES, topics.OUTCOMES, topics.dead(topics.URLS))
# Kafka that has not answered for so long is not reachable.
SILENT_FOR = 15.0
# An open request may take as long as it is allowed to; when the process stops it may not.
STOP_GRACE = 3.0
# A record that expires in the producer breaks its sequence: kafka-python 3.0.12 did not recover from that after
# an outage of three minutes. Nothing may expire, then: waiting is what an outage asks for. The most that it takes.
FOR_EVER_MS = 2**31 - 1


def main() -> None:
    """Entry point of `python -m services.crawler`."""
    settings = settings_or_refusal(CrawlerSettings, "crawler")
    configure_logs("crawler", settings.log_format, settings.log_level)
    stop = stop_event()
    outlets = outlets_followed(settings.dossiers, settings.followed, settings.outlets)
    if not outlets:
        sys.exit(f"crawler: MASAR_DOSSIER={settings.dossier}: no such dossier in {settings.dossiers} lists outlets")
    state = _State()
    health = Health(state.missing)
    server = serve_health(health, settings.health_host, settings.health_port)
    log.info("crawler started", outlets=len(outlets), health_port=server.server_port)
    try:
        wait_for(f"Kafka at {settings.kafka}", lambda: _greet(settings, health), stop, (OSError, KafkaError))
        asyncio.run(_run(settings, outlets, state, health, stop))
    except Stopped:
        pass
    finally:
        server.shutdown()
    log.info("crawler stopped")


def phrases_followed(settings: CrawlerSettings) -> tuple[str, ...]:
    """What every dossier followed has looked for on the outlets' own search pages."""
    return read_searches(settings.dossiers / dossier / "searches.toml" for dossier in settings.followed).phrases


class _State:
    """What the probes look at; filled as the process comes up."""

    def __init__(self) -> None:
        self.inbox: Inbox | None = None
        self.crawler: Crawler | None = None

    def missing(self) -> str | None:
        """What the crawler waits for; null when it is in its group, has its partitions, if any, and reaches Kafka."""
        if self.inbox is None or self.crawler is None:
            return "Kafka"
        if not self.inbox.member:
            return "its group"
        if not self.crawler.joined:
            return "its partitions"
        return "Kafka" if time.monotonic() - self.inbox.reached_at > SILENT_FOR else None


def _greet(settings: CrawlerSettings, health: Health) -> None:
    health.turned()
    admin = KafkaAdminClient(
        bootstrap_servers=settings.kafka.split(","),
        request_timeout_ms=5_000,
        bootstrap_timeout_ms=5_000,
        **settings.kafka_login,
    )
    try:
        absent = sorted(set(NEEDED) - set(admin.list_topics()))
    finally:
        admin.close()
    if absent:
        raise OSError(f"topics are missing: {', '.join(absent)}")


async def _run(
    settings: CrawlerSettings,
    outlets: dict[str, Outlet],
    state: _State,
    health: Health,
    stop: threading.Event,
) -> None:
    producer = _producer(settings)
    publisher = Publisher(producer)
    for topic in NEEDED:
        # Known beforehand, so that no send ever waits for it in the loop.
        await asyncio.to_thread(producer.partitions_for, topic)
    async with Connections(settings.allow_loopback, settings.at_once) as transport:
        consumer = _consumer(settings)
        membership = Membership(consumer, settings.session)
        asking, archive = Asking(transport, settings), _archive(settings)
        crawler = Crawler(
            outlets,
            Visiting(asking, publisher, settings, archive, Canonicals(outlets)),
            Polling(asking, publisher, settings),
            publisher,
            functools.partial(recall, settings.kafka.split(","), login=settings.kafka_login),
            settings,
            membership.holds,
            phrases_followed(settings),
        )

        def grace() -> float:
            return STOP_GRACE if stop.is_set() else settings.total_time

        inbox = Inbox(consumer, membership, crawler, asyncio.get_running_loop(), grace)
        state.inbox, state.crawler = inbox, crawler
        turning = asyncio.create_task(_turn(crawler, health))
        try:
            await asyncio.to_thread(inbox.run, stop)
        finally:
            turning.cancel()
            if archive is not None:
                await archive.close()
            await asyncio.to_thread(_close, producer)


async def _turn(crawler: Crawler, health: Health) -> None:
    while True:
        health.turned()
        crawler.measure()
        await asyncio.sleep(1.0)


def _producer(settings: CrawlerSettings) -> KafkaProducer:
    pages = next(topic for topic in topics.all_topics() if topic.name == topics.PAGES)
    return KafkaProducer(
        bootstrap_servers=settings.kafka.split(","),
        **settings.kafka_login,
        acks="all",
        enable_idempotence=True,
        compression_type="lz4",
        linger_ms=5,
        delivery_timeout_ms=FOR_EVER_MS,
        max_request_size=pages.max_message_bytes,
    )


def _archive(settings: CrawlerSettings) -> Archive | None:
    if settings.archive is None:
        return None
    rotation = Rotation(size=int(settings.archive_megabytes * 1_000_000), seconds=settings.archive_seconds)
    return Archive(settings.archive, rotation, settings.user_agent)


def _close(producer: KafkaProducer) -> None:
    try:
        producer.close(timeout=STOP_GRACE)
    except KafkaError as error:
        log.warning("stopped before Kafka took everything; it is done again at the next start", error=str(error))


def _consumer(settings: CrawlerSettings) -> KafkaConsumer:
    return KafkaConsumer(
        bootstrap_servers=settings.kafka.split(","),
        **settings.kafka_login,
        group_id=settings.group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        session_timeout_ms=int(settings.session * 1000),
        heartbeat_interval_ms=int(settings.session * 1000 / 4),
        # Partitions that a Kafka which has just started does not show yet, and new ones, are seen this soon.
        metadata_max_age_ms=30_000,
        partition_assignment_strategy=[CooperativeStickyAssignor],
    )


if __name__ == "__main__":
    main()
