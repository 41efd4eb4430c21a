"""masar backfill on real Kafka: a file's pages go in once, and crawlers that start later know them."""

import json
import os
import subprocess
import sys
import time
import uuid
from collections import Counter
from pathlib import Path

import pytest
from archived import record
from crawlers import CrawlerProcess, crawling, outcomes_of, outlets_file, pages_of, until

from evaluation.small_press import Reply, article, rss, small_press

pytestmark = pytest.mark.integration

HOST = "127.1.8.1"
BODY = article("خبر", "نص المقال فيه جملة طويلة بما يكفي ليقرأها الناس ويفهموا ما جرى في المؤتمر")
COUNT = "masar_crawler_addresses"


def stands_still(crawler: CrawlerProcess) -> bool:
    """Whether the crawler counts the same addresses for longer than it takes to count anew."""
    before = crawler.metric(COUNT)
    time.sleep(3)
    return before == crawler.metric(COUNT)


def backfill(kafka: str, outlets: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MASAR_KAFKA": kafka, "MASAR_OUTLETS": str(outlets)}
    command = [sys.executable, "-m", "operations", "backfill", *map(str, files), "--json"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


def test_a_file_goes_in_once_and_crawlers_know_its_pages(kafka_address: str, tmp_path: Path) -> None:
    def answer(host: str, path: str, headers: object) -> Reply:
        if path == "/rss.xml":
            return Reply(rss([f"{home}/news/{number}" for number in range(listed)]))
        return Reply(BODY, headers={"Content-Type": "text/html"}) if path.startswith("/news/") else Reply(status=404)

    listed = 4
    with small_press([HOST], answer) as press:
        home = f"http://{HOST}:{press.port}"
        outlets = outlets_file(tmp_path / "outlets.toml", [home], pace=0.05)
        file = tmp_path / "masar.warc.gz"
        # Fetched years ago: too old to be visited again.
        parts = [record(f"{home}/news/{number}", BODY, kind="text/html") for number in range(3)]
        file.write_bytes(b"".join([*parts, parts[0][: len(parts[0]) // 2]]))

        first, second = backfill(kafka_address, outlets, file), backfill(kafka_address, outlets, file)
        assert (first.returncode, json.loads(first.stdout)["counts"]) == (1, {"pages": 3, "damaged": 1}), first.stderr
        assert json.loads(second.stdout)["counts"] == {"known": 3, "damaged": 1}
        assert len(pages_of(kafka_address, home)) == 3
        told = Counter((outcome.step, outcome.name) for outcome in outcomes_of(kafka_address, home))
        assert told == {("discover", "discovered"): 3, ("fetch", "fetched"): 3}

        with crawling(kafka_address, outlets, tmp_path / "log", group=f"test-{uuid.uuid4().hex[:8]}") as crawler:
            until("the page that was in no file", lambda: len(pages_of(kafka_address, home)) == 4)
            # A crawler that runs learns of a file's pages before it sees them in a feed.
            until("the count to stand still", lambda: stands_still(crawler))
            known = crawler.metric(COUNT) or 0
            late = tmp_path / "late.warc.gz"
            late.write_bytes(b"".join(record(f"{home}/news/{number}", BODY, kind="text/html") for number in (4, 5)))
            assert json.loads(backfill(kafka_address, outlets, late).stdout)["counts"] == {"pages": 2}
            until("it to be told", lambda: crawler.metric(COUNT) == known + 2)
            listed = 7
            until("the one page that is new", lambda: len(pages_of(kafka_address, home)) == 7)
            assert crawler.stop() == 0
        assert sorted(line.path for line in press.log if line.path.startswith("/news/")) == ["/news/3", "/news/6"]


def test_without_kafka_it_says_so_in_a_line(tmp_path: Path) -> None:
    file = tmp_path / "x.warc.gz"
    file.write_bytes(record("http://host.example/1"))
    outlets = outlets_file(tmp_path / "outlets.toml", ["http://127.1.8.2"], pace=1)
    done = backfill("127.0.0.1:9", outlets, file)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "127.0.0.1:9" in line
