"""Five faults, each found by what docs/runbooks/faults.md names: at most three commands, and the cause is there."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from crawlers import outlets_file
from elasticsearch import Elasticsearch
from kafka import KafkaProducer
from outlet_days import keep_past
from pipeline import Pipeline, empty, running
from slowed import slowed
from small_press import Reply, small_press
from started import Brokers

from contracts import codec, topics
from contracts.addresses import page_id
from contracts.page import Page

pytestmark = pytest.mark.integration

PAPER, WALL = "127.1.9.1", "127.1.9.2"
TEXT = "افتتح صباح اليوم في وسط المدينة سوق جديدة للخضار والفواكه بحضور عدد كبير من التجار والزوار."
TEXTS = "".join(f"<p>{TEXT} وتلك هي الفقرة رقم {number}.</p>" for number in range(4))
HTML = {"Content-Type": "text/html; charset=utf-8"}
OUTLET = "outlet0"


class Press:
    """Two outlets; what they print and whether they let us in is changed by the test."""

    def __init__(self) -> None:
        self.pages = 0
        self.relaunched_from = 10_000
        self.closed = False
        self.port = 0

    def __call__(self, host: str, path: str, headers: object) -> Reply:
        if host == WALL and self.closed:
            return Reply(b"Forbidden", 403)
        if path == "/rss.xml":
            links = "".join(f"<item><link>http://{host}:{self.port}/news/{n}</link></item>" for n in range(self.pages))
            return Reply(f'<rss version="2.0"><channel><title>س</title>{links}</channel></rss>'.encode())
        if not path.startswith("/news/"):
            return Reply(status=404)
        number = int(path.rpartition("/")[2])
        new = host == PAPER and number >= self.relaunched_from
        return Reply((relaunched if new else as_ever)(number).encode(), headers=HTML)


def as_ever(number: int) -> str:
    moment = f"2026-11-25T10:{number % 60:02}:00+03:00"
    head = (
        f"<meta charset=utf-8><title>السوق {number}</title><meta property='article:published_time' content='{moment}'>"
    )
    return f"<!doctype html><html lang=ar><head>{head}</head><body><article><h1>افتتاح السوق رقم {number}</h1>{TEXTS}"


def relaunched(number: int) -> str:
    """The same text in a template that says nowhere when it was written."""
    head = f"<meta charset=utf-8><title>السوق {number}</title>"
    return f"<!doctype html><html lang=ar><head>{head}</head><body><article><h1>افتتاح السوق رقم {number}</h1>{TEXTS}"


@pytest.fixture(scope="module")
def running_press(
    brokers: Brokers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Press, Pipeline, Callable[..., tuple[int, str]]]]:
    """A pipeline over the two outlets, who have four weeks behind them, and a way to ask `masar`."""
    folder: Path = tmp_path_factory.mktemp("walks")
    empty(brokers)
    press = Press()
    settings = {
        "MASAR_PARSER_SAMPLE_EVERY": "0",
        "MASAR_WATCH_LOOK_EVERY": "1",
        "MASAR_WATCH_COUNT_EVERY": "2",
        "MASAR_INDEXER_RETRY_LONGEST": "2",
    }
    with Elasticsearch(brokers.elasticsearch) as client:
        # A holiday and a great day among them: how many pages there are is not what is tried here.
        keep_past(client, [OUTLET, "outlet1"], pages=(24, 24, 0, 24, 60), length=500.0, signed=0.0)
    with small_press([PAPER, WALL], press) as served:
        press.port = served.port
        homes = [f"http://{host}:{served.port}" for host in (PAPER, WALL)]
        outlets = outlets_file(folder / "outlets.toml", homes, pace=0.05, every=1.0)
        with running(brokers, outlets, folder, **settings) as pipeline:
            addresses = {"MASAR_KAFKA": brokers.kafka, "MASAR_ELASTICSEARCH": brokers.elasticsearch}

            def masar(*arguments: str) -> tuple[int, str]:
                done = subprocess.run(
                    [sys.executable, "-m", "operations", *arguments],
                    env={**os.environ, **addresses, "MASAR_OUTLETS": str(outlets)},
                    capture_output=True,
                    text=True,
                )
                return done.returncode, done.stdout if "--json" in arguments else done.stdout + done.stderr

            publish(press, pipeline, 12)
            yield press, pipeline, masar


def publish(press: Press, pipeline: Pipeline, more: int) -> None:
    """Both outlets print some pages more; returns when those of the first are parsed."""
    press.pages += more
    pipeline.until("the new pages", lambda: pipeline.follower.summary().parsed >= press.pages)


def metric(pipeline: Pipeline, service: str, line: str) -> float | None:
    """One sample by its whole name with labels."""
    with urllib.request.urlopen(f"http://127.0.0.1:{pipeline.services[service].port}/metrics", timeout=5) as answer:
        lines = answer.read().decode().splitlines()
    return next((float(each.rpartition(" ")[2]) for each in lines if each.startswith(f"{line} ")), None)


def seen(what: str, fault: float) -> None:
    print(f"\n{what}: {time.monotonic() - fault:.0f} s after the fault")


def test_an_outlet_that_changed_its_template(running_press: tuple) -> None:
    press, pipeline, masar = running_press
    deviation = f'masar_outlet_deviation{{figure="date",outlet="{OUTLET}"}}'
    pipeline.until("the outlet counted", lambda: metric(pipeline, "watch", deviation) == 0)
    assert masar("outlets", "completeness")[0] == 0
    press.relaunched_from, fault = press.pages, time.monotonic()
    publish(press, pipeline, 8)
    pipeline.until("the alarm", lambda: metric(pipeline, "watch", deviation) == -1)
    seen("OutletUnusual's condition", fault)
    # 1: which outlet, which figure.
    status, told = masar("outlets", "completeness", OUTLET, "--json")
    found = json.loads(told)
    assert status == 1
    assert [(alarm["figure"], alarm["side"], alarm["recovered"]) for alarm in found["alarms"]] == [
        ("date", "low", None)
    ]
    assert found["now"]["figures"]["title"]["value"] == 1
    assert len(found["days"]) == 29
    # 2 and 3: a page of before has a date, one of now has none.
    before, after = (f"http://{PAPER}:{press.port}/news/{n}" for n in (0, press.pages - 1))
    made = [json.loads(masar("check-url", url, "--json", "--allow-loopback")[1]) for url in (before, after)]
    assert [page["parsed"]["published"] is not None for page in made] == [True, False]
    # Mended, it is told too.
    press.relaunched_from = 10_000
    publish(press, pipeline, 24)
    pipeline.until("the recovery", lambda: metric(pipeline, "watch", deviation) == 0)
    (alarm,) = json.loads(masar("outlets", "completeness", OUTLET, "--json")[1])["alarms"]
    assert alarm["recovered"]


def test_an_outlet_that_blocks_us(running_press: tuple) -> None:
    press, pipeline, masar = running_press
    refused = 'masar_crawler_sources{outlet="outlet1",state="refused"}'
    assert metric(pipeline, "crawler", refused) == 0
    press.closed, fault = True, time.monotonic()
    press.pages += 1
    pipeline.until("the refusal", lambda: metric(pipeline, "crawler", refused) == 1)
    assert metric(pipeline, "crawler", 'masar_crawler_sources{outlet="outlet1",state="works"}') == 0
    seen("CrawlerBlocked's condition", fault)
    # 1: the sources' verdict and the server's own word.
    status, told = masar("outlets", "check", "--outlet", "outlet1", "--json", "--allow-loopback")
    (source,) = json.loads(told)
    assert status == 1
    assert (source["verdict"], "403" in source["reason"]) == ("refuses", True)


def test_a_poison_message(running_press: tuple) -> None:
    _, pipeline, masar = running_press
    url = "http://outlet.example/poison"
    poison = Page(
        page_id=page_id(url),
        url=url,
        final_url=url,
        outlet=OUTLET,
        fetched_at=datetime.now(UTC),
        status=200,
        headers=(("content-type", "text/html"),),
        body=b"",
        discovered_by="test",
    )
    producer = KafkaProducer(bootstrap_servers=pipeline.follower._brokers)
    fault = time.monotonic()
    producer.send(topics.PAGES, key=poison.page_id.encode(), value=codec.encode(poison))
    producer.close()
    pipeline.until(
        "the letter counted", lambda: metric(pipeline, "watch", 'masar_dead_letters{topic="masar.pages"}') == 1
    )
    seen("DeadLetters' condition", fault)
    # 1: how many, of which step and reason.
    (row,) = json.loads(masar("dead", "list", "--json")[1])
    assert (row["step"], row["reason"], row["waiting"]) == ("decode", "empty_page", 1)
    # 2: the whole of it, with the error.
    letter = json.loads(masar("dead", "show", row["example"], "--json")[1])
    assert (letter["url"], letter["id"]) == (url, row["example"])
    assert letter["error"]
    # 3: the page's way names the letter.
    assert row["example"] in masar("where", url, "--all")[1]


def test_a_parser_four_times_slower(running_press: tuple) -> None:
    _, pipeline, masar = running_press

    def page_seconds(count: int) -> dict[str, float]:
        """Seconds of a page at each stage, over so many pages put before the parser."""
        before = {stage: _stage(pipeline, stage) for stage in STAGES}
        _feed(pipeline, count)
        after = {stage: _stage(pipeline, stage) for stage in STAGES}
        return {stage: (after[stage][0] - before[stage][0]) / (after[stage][1] - before[stage][1]) for stage in STAGES}

    usual = page_seconds(600)
    with slowed(pipeline.services["parser"].child.pid):
        slow = page_seconds(600)
        # ParserSlower compares just this; by stage it is the dashboard's row Parser: all of them, so it is the machine.
        print({stage: f"{usual[stage] * 1000:.2f} -> {slow[stage] * 1000:.2f} ms" for stage in STAGES})
        print(f"{sum(slow.values()) / sum(usual.values()):.1f} times")
        # Others use this machine too: less than four may come out of it.
        assert sum(slow.values()) > 2 * sum(usual.values())
        _put(pipeline, 1_500)
        said = json.loads(masar("status", "--json")[1])
        pages = next(row for row in said["topics"] if row["topic"] == topics.PAGES)
        assert pages["lag"] > 0
        assert pages["oldest"] > 0
    pipeline.until("the backlog worked off", lambda: pipeline._lag() == 0)


STAGES = ("decode", "gate", "extract", "date")


def _stage(pipeline: Pipeline, stage: str) -> tuple[float, float]:
    label = f'{{stage="{stage}"}}'
    seconds = metric(pipeline, "parser", f"masar_parser_stage_seconds_sum{label}")
    return seconds or 0.0, metric(pipeline, "parser", f"masar_parser_stage_seconds_count{label}") or 0.0


def _feed(pipeline: Pipeline, count: int) -> None:
    _put(pipeline, count)
    pipeline.until("pages worked off", lambda: pipeline._lag() == 0)


def _put(pipeline: Pipeline, count: int) -> None:
    producer = KafkaProducer(bootstrap_servers=pipeline.follower._brokers)
    for number in range(count):
        url = f"http://outlet.example/{time.monotonic_ns()}/{number}"
        page = Page(
            page_id=page_id(url),
            url=url,
            final_url=url,
            outlet="fed",
            fetched_at=datetime.now(UTC),
            status=200,
            headers=(("content-type", "text/html; charset=utf-8"),),
            body=as_ever(number).encode(),
            discovered_by="test",
        )
        producer.send(topics.PAGES, key=page.page_id.encode(), value=codec.encode(page))
    producer.close()


def test_an_elasticsearch_that_is_full(running_press: tuple, brokers: Brokers) -> None:
    _, pipeline, masar = running_press
    dead = pipeline.follower.dead_by_topic()
    # More must stay free than any disk has: Elasticsearch finds itself past its flood stage, as with a full one.
    full = {f"cluster.routing.allocation.disk.watermark.{mark}": "9pb" for mark in ("low", "high", "flood_stage")}
    with Elasticsearch(brokers.elasticsearch) as client:
        fault = time.monotonic()
        client.cluster.put_settings(persistent={**full, "cluster.info.update.interval": "10s"})
        try:
            pipeline.until("the block", lambda: metric(pipeline, "watch", "masar_elasticsearch_blocked_indexes"), 120)
            _put(pipeline, 5)
            pipeline.until("the pause", lambda: metric(pipeline, "indexer", "masar_indexer_paused") == 1)
            seen("ElasticsearchBlocked's condition", fault)
            # 1: who takes nothing, and how much is free.
            status, told = masar("status", "--once")
            assert status == 1
            assert "takes no documents, its disk is full" in told
            assert "masar-ledger-v1" in told
            assert "free" in told
        finally:
            client.cluster.put_settings(persistent=dict.fromkeys((*full, "cluster.info.update.interval")))
    # With room again it goes on by itself, and nothing is lost.
    pipeline.until(
        "the end of the block", lambda: metric(pipeline, "watch", "masar_elasticsearch_blocked_indexes") == 0, 120
    )
    pipeline.until("all indexed", lambda: pipeline._lag() == 0, 120)
    assert pipeline.follower.dead_by_topic() == dead
