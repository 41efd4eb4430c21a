"""A crawler that starts with a million known addresses: its memory, and the time to its first fetch."""

import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from kafka import KafkaProducer

from contracts import topics
from contracts.addresses import host_of, page_id, site_of
from contracts.codec import encode
from contracts.urls import FeedEntry, Visit
from evaluation.crawl.places import crawlers, memory_of, outlets_file, press_of, until
from services.crawler.partition import partition_of

_TITLE = "وزير الخارجية يترأس وفد بلاده إلى المؤتمر الدولي رفيع المستوى حول مكافحة الإرهاب"
# Hosts that the known addresses are spread over: as many as a dossier may ever follow.
HOSTS = 300


def million(kafka: str, folder: Path, known: int, patience: float) -> dict[str, object]:
    """`known` addresses are remembered, none of them due; then a crawler starts over a press of one host."""
    wrote = _remember(kafka, known)
    with press_of(folder / "press", 1, 3, 0.0, 0.0) as press:
        outlets = outlets_file(folder / "outlets.toml", press.plan.names(), 0.0, 1, 3_600.0)
        with crawlers(kafka, outlets, folder / "logs", f"bench-{uuid.uuid4().hex[:8]}") as start:
            began = time.time()
            crawler = start()
            until("the first fetch", press.log, patience)
            time.sleep(5.0)
            memory = memory_of(crawler.pid)
            first = min((line.began for line in press.log()), default=float("nan"))
    return {
        "known addresses": f"{known:,} (written in {wrote:.0f} s)",
        "memory of the crawler at its highest": f"{memory:.0f} MB",
        "from start to first fetch": f"{first - began:.1f} s",
    }


def _remember(kafka: str, known: int) -> float:
    began = time.monotonic()
    producer = KafkaProducer(bootstrap_servers=kafka, compression_type="lz4", linger_ms=50, batch_size=262_144)
    try:
        partitions = len(producer.partitions_for(topics.URLS))
        now = datetime.now(UTC)
        for number in range(known):
            visit = _visit(number, now)
            producer.send(
                topics.VISITS,
                key=visit.page_id.encode(),
                value=encode(visit),
                partition=partition_of(site_of(visit.url), partitions),
            )
        producer.flush()
    finally:
        producer.close()
    return time.monotonic() - began


def _visit(number: int, now: datetime) -> Visit:
    url = f"http://127.3.{number % HOSTS // 250}.{number % HOSTS % 250 + 1}/news/{number}/{quote(_TITLE.split()[0])}"
    return Visit(
        page_id=page_id(url),
        url=url,
        outlet=f"paper{number % HOSTS}",
        discovered_by=f"http://{host_of(url)}/rss.xml",
        discovered_at=now - timedelta(minutes=number % 100_000),
        entry=FeedEntry(title=f"{_TITLE} {number}", date="Mon, 04 Nov 2024 19:00:00 GMT"),
        visited_at=now,
        next_visit=now + timedelta(days=1 + number % 30),
        content_at=now - timedelta(minutes=number % 100_000),
        status=200,
        etag=f'"{number:x}"',
        signature=f"{number:016x}",
        outcome="fetched",
        visits=3,
    )
