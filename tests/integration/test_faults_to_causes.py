"""Five faults, each found by what docs/runbooks/faults.md names: at most three commands, and the cause is there."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from pipeline import Pipeline, empty, running
from started import Brokers

from contracts import topics
from evaluation.crawl.places import outlets_file
from evaluation.small_press import small_press
from evaluation.walks.inject import POISON, closed, full_disk, poison, put_pages, relaunched
from evaluation.walks.past import keep_past
from evaluation.walks.press import PAPER, WALL, Press
from evaluation.walks.scene import OUTLETS, PAST
from evaluation.walks.slowed import slowed

pytestmark = pytest.mark.integration

OUTLET = "paper0"


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
        keep_past(client, OUTLETS, pages=PAST, length=500.0, signed=0.0)
    with small_press([PAPER, WALL], press) as served:
        press.port = served.port
        outlets = outlets_file(folder / "outlets.toml", press.names(), 0.05, 1, 1.0)
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
    with relaunched(press):
        fault = time.monotonic()
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
        made = [
            json.loads(masar("check-url", url, "--json", "--allow-loopback")[1]) for url in (press.oldest, press.newest)
        ]
        assert [page["parsed"]["published"] is not None for page in made] == [True, False]
    # Mended, it is told too.
    publish(press, pipeline, 24)
    pipeline.until("the recovery", lambda: metric(pipeline, "watch", deviation) == 0)
    (alarm,) = json.loads(masar("outlets", "completeness", OUTLET, "--json")[1])["alarms"]
    assert alarm["recovered"]


def test_an_outlet_that_blocks_us(running_press: tuple) -> None:
    press, pipeline, masar = running_press
    refused = 'masar_crawler_sources{outlet="paper1",state="refused"}'
    assert metric(pipeline, "crawler", refused) == 0
    with closed(press):
        fault = time.monotonic()
        press.pages += 1
        pipeline.until("the refusal", lambda: metric(pipeline, "crawler", refused) == 1)
        assert metric(pipeline, "crawler", 'masar_crawler_sources{outlet="paper1",state="works"}') == 0
        seen("CrawlerBlocked's condition", fault)
        # 1: the sources' verdict and the server's own word.
        status, told = masar("outlets", "check", "--outlet", "paper1", "--json", "--allow-loopback")
        (source,) = json.loads(told)
        assert status == 1
        assert (source["verdict"], "403" in source["reason"]) == ("refuses", True)


def test_a_poison_message(running_press: tuple, brokers: Brokers) -> None:
    _, pipeline, masar = running_press
    fault = time.monotonic()
    poison(brokers.kafka, OUTLET)
    pipeline.until(
        "the letter counted", lambda: metric(pipeline, "watch", 'masar_dead_letters{topic="masar.pages"}') == 1
    )
    seen("DeadLetters' condition", fault)
    # 1: how many, of which step and reason.
    (row,) = json.loads(masar("dead", "list", "--json")[1])
    assert (row["step"], row["reason"], row["waiting"]) == ("decode", "empty_page", 1)
    # 2: the whole of it, with the error.
    letter = json.loads(masar("dead", "show", row["example"], "--json")[1])
    assert (letter["url"], letter["id"]) == (POISON, row["example"])
    assert letter["error"]
    # 3: the page's way names the letter.
    assert row["example"] in masar("where", POISON, "--all")[1]


def test_a_parser_four_times_slower(running_press: tuple, brokers: Brokers) -> None:
    _, pipeline, masar = running_press

    def page_seconds(count: int) -> dict[str, float]:
        """Seconds of a page at each stage, over so many pages put before the parser."""
        before = {stage: _stage(pipeline, stage) for stage in STAGES}
        put_pages(brokers.kafka, count)
        pipeline.until("pages worked off", lambda: pipeline._lag() == 0)
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
        put_pages(brokers.kafka, 1_500)
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


def test_an_elasticsearch_that_is_full(running_press: tuple, brokers: Brokers) -> None:
    _, pipeline, masar = running_press
    dead = pipeline.follower.dead_by_topic()
    with Elasticsearch(brokers.elasticsearch) as client, full_disk(client, looks_every="10s"):
        fault = time.monotonic()
        pipeline.until("the block", lambda: metric(pipeline, "watch", "masar_elasticsearch_blocked_indexes"), 120)
        put_pages(brokers.kafka, 5)
        pipeline.until("the pause", lambda: metric(pipeline, "indexer", "masar_indexer_paused") == 1)
        seen("ElasticsearchBlocked's condition", fault)
        # 1: who takes nothing, and how much is free.
        status, told = masar("status", "--once")
        assert status == 1
        assert "takes no documents, its disk is full" in told
        assert "masar-ledger-v1" in told
        assert "free" in told
    # With room again it goes on by itself, and nothing is lost.
    pipeline.until(
        "the end of the block", lambda: metric(pipeline, "watch", "masar_elasticsearch_blocked_indexes") == 0, 120
    )
    pipeline.until("all indexed", lambda: pipeline._lag() == 0, 120)
    assert pipeline.follower.dead_by_topic() == dead
