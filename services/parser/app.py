"""The stream processor: masar.pages → parse → masar.relevant → trace → masar.articles."""

import asyncio
import ssl
import time
from typing import Any

import faust
from faust.auth import SASLCredentials

from contracts import codec, topics
from runtime.health import Health
from services.parser import metrics
from services.parser.acknowledge import InOrder
from services.parser.broker import Reachability
from services.parser.consumer import Transport
from services.parser.knowledge import Knowledge
from services.parser.recovery import Recovery
from services.parser.sample import Sampler
from services.parser.settings import ParserSettings
from services.parser.steps import Sending, parse_record, trace_record
from services.parser.trace import Tracing


def build_app(settings: ParserSettings, knowledge: Knowledge, recovery: Recovery) -> faust.App:
    """The Faust application with its two agents. Needs no broker until it is started."""
    app = _configured(settings)
    app.transport = Transport(app.conf.broker_consumer, app)
    described = {topic.name: topic for topic in topics.all_topics()}
    opened = {name: app.topic(name, value_type=bytes, key_type=bytes, internal=True) for name in described}
    # Table keys are str: with bytes Faust writes well and fails to decode at recovery.
    table = app.Table(
        "traced",
        partitions=described[topics.RELEVANT].partitions,
        key_type=str,
        value_type=bytes,
        on_changelog_event=recovery.read,
    )
    agencies = {outlet.id: outlet.agency for outlet in knowledge.outlets.values() if outlet.agency}
    tracing, sampler = Tracing(table, agencies), Sampler(settings.sample_every)

    @table.on_recover
    async def recovered() -> None:
        await recovery.retell(tracing)

    @app.agent(opened[topics.PAGES], name="parse")
    async def parse(stream: Any) -> None:
        room, order = asyncio.Semaphore(settings.at_once), InOrder[Any]()
        async for event in stream.noack().events():
            if not _taken(app, event):
                continue
            await room.acquire()
            metrics.OPEN.inc()
            order.begin(event.message.tp, event)
            sent = await _handed_over(opened, parse_record(event.message, knowledge, sampler))
            asyncio.create_task(_finish(app, event, sent, order, room))  # noqa: RUF006  # held by `room`

    @app.agent(opened[topics.RELEVANT], name="trace")
    async def trace(stream: Any) -> None:
        async for event in stream.noack().events():
            if not _taken(app, event):
                continue
            traced = trace_record(event.message, tracing)
            await _acknowledged(app, await _handed_over(opened, traced.sendings), "trace")
            # After the acknowledgements, and in here, where Faust knows the partition of the table's changelog.
            tracing.remember(traced.entries)
            event.ack()

    return app


def watch_health(app: faust.App, health: Health) -> None:
    """Let the application's own loop tell `health` that it turns."""

    @app.timer(1.0)  # type: ignore[untyped-decorator]  # Faust publishes no types
    async def turned() -> None:
        health.turned()


def missing(app: faust.App, kafka: Reachability, recovery: Recovery) -> str | None:
    """What the worker waits for before it is ready, null when nothing."""
    if not kafka.now():
        return "Kafka"
    if recovering := recovery.left():
        return recovering
    if not app.started:
        return "Kafka"
    if app.rebalancing:
        return "the end of a rebalance"
    if not app.consumer.assignment():
        return "partitions to be assigned"
    return None


def _configured(settings: ParserSettings) -> faust.App:
    settings.data.mkdir(parents=True, exist_ok=True)
    largest = max(topic.max_message_bytes for topic in topics.all_topics())
    return faust.App(
        "masar-parser",
        broker=[f"kafka://{broker}" for broker in settings.kafka.split(",")],
        broker_credentials=_credentials(settings),
        store="memory://",
        datadir=str(settings.data),
        value_serializer="raw",
        web_enabled=False,
        topic_replication_factor=settings.replication,
        topic_allow_declare=False,
        topic_disable_leader=True,
        broker_session_timeout=settings.session,
        broker_heartbeat_interval=settings.session / 5,
        broker_commit_interval=1.0,
        # A leader that joins a Kafka which has just started may see no partitions yet and assign none; it assigns anew
        # when it sees them. With Kafka's default of five minutes the parser stood still for so long.
        consumer_metadata_max_age_ms=10_000,
        broker_max_poll_records=100,
        consumer_max_fetch_size=largest,
        consumer_auto_offset_reset="earliest",
        producer_max_request_size=largest,
        producer_compression_type="lz4",
        # Tracing waits for each answer, so a long linger would be its pace; 5 ms still fills batches under load.
        producer_linger=0.005,
        producer_acks=-1,
        stream_wait_empty=False,
        stream_buffer_maxsize=256,
    )


def _credentials(settings: ParserSettings) -> SASLCredentials | None:
    login = settings.kafka_login
    if not login:
        return None
    authorities = ssl.create_default_context(cafile=login["ssl_cafile"])
    return SASLCredentials(
        username=login["sasl_plain_username"],
        password=login["sasl_plain_password"],
        mechanism=login["sasl_mechanism"],
        ssl_context=authorities if settings.kafka_security == "sasl_ssl" else None,
    )


def _taken(app: faust.App, event: Any) -> bool:
    consumer: Any = app.consumer  # ours, see services/parser/consumer.py
    return bool(consumer.take(event.message))


async def _handed_over(opened: dict[str, Any], sendings: tuple[Sending, ...]) -> list[Any]:
    """The messages, in their order, with the producer; returns what to wait for."""
    return [
        await opened[each.topic].send(key=each.key.encode() if each.key else None, value=codec.encode(each.message))
        for each in sendings
    ]


async def _acknowledged(app: faust.App, sent: list[Any], step: str) -> None:
    """Return when Kafka has acknowledged all; if it never does, the process ends and the record is read again."""
    started = time.perf_counter()
    try:
        for acknowledgement in sent:
            await acknowledgement
    except Exception as error:
        await app.crash(error)
        raise
    metrics.ACKNOWLEDGE_SECONDS.labels(step).observe(time.perf_counter() - started)


async def _finish(app: faust.App, event: Any, sent: list[Any], order: InOrder[Any], room: asyncio.Semaphore) -> None:
    try:
        await _acknowledged(app, sent, "parse")
        for ready in order.finish(event.message.tp, event):
            ready.ack()
    finally:
        metrics.OPEN.dec()
        room.release()
