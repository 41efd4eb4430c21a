"""`masar run` as a user starts it: its last line, its exit status, its second start, Ctrl-C, its complaints."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from kafka import KafkaProducer
from pipeline import empty
from started import Brokers
from warcio.archiveiterator import ArchiveIterator

from contracts import topics
from operations.stack import sole_run

pytestmark = pytest.mark.integration

MASAR = [sys.executable, "-m", "operations"]


def environment(brokers: Brokers, data: Path, **more: str) -> dict[str, str]:
    return {
        **os.environ,
        "MASAR_KAFKA": brokers.kafka,
        "MASAR_ELASTICSEARCH": brokers.elasticsearch,
        "MASAR_DATA": str(data),
        **more,
    }


def run_once(brokers: Brokers, data: Path) -> tuple[int, dict]:
    done = subprocess.run(
        [*MASAR, "run", "--once", "--json"], env=environment(brokers, data), capture_output=True, text=True
    )
    lines = done.stdout.splitlines()
    assert lines, done.stderr
    return done.returncode, json.loads(lines[-1])


def requests_for_pages(data: Path) -> Counter:
    """How often each address was asked for, by the press's own log, robots.txt and listings aside."""
    log = data / "press" / "demonstration" / "access.jsonl"
    asked = Counter()
    for line in log.read_text(encoding="utf-8").splitlines():
        request = json.loads(line)
        listing = any(part in request["path"] for part in ("robots", "sitemap", "rss", "feed", "atom", "section"))
        if not listing:
            asked[request["host"], request["path"]] += 1
    return asked


def kept_in_the_archive(data: Path) -> set[str]:
    """The addresses whose responses the WARC files hold."""
    kept = set()
    for path in (data / "press" / "archive").iterdir():
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type == "response":
                    kept.add(record.rec_headers.get_header("WARC-Target-URI"))
    return kept


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


def test_it_is_stopped_by_ctrl_c_goes_on_ends_by_itself_and_fetches_nothing_twice(brokers: Brokers, data: Path) -> None:
    empty(brokers)
    first = subprocess.Popen(
        [*MASAR, "run"], env=environment(brokers, data), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    log = data / "press" / "demonstration" / "access.jsonl"
    end = time.monotonic() + 180
    while not (log.exists() and len(requests_for_pages(data)) > 10):
        assert first.poll() is None, first.stderr.read()
        assert time.monotonic() < end
        time.sleep(0.2)
    first.send_signal(signal.SIGINT)
    told = first.communicate(timeout=120)[1]
    assert first.returncode == 0, told
    assert "stopping" in told
    assert "reading room: http://127.0.0.1:" in told
    assert "control room: http://127.0.0.1:" in told

    status, result = run_once(brokers, data)
    assert (status, result["unaccounted"], result["dead"]) == (0, 0, 0)
    assert result["discovered"] == sum(result["outcomes"].values()) >= 60
    assert result["indexed"] == len(result["articles"]) > 0
    assert {"url", "title", "published", "level"} == set(result["articles"][0])

    assert len(kept_in_the_archive(data)) == result["fetched"]

    before = requests_for_pages(data)
    again, repeated = run_once(brokers, data)
    assert (again, repeated) == (0, result)
    twice = [page for page, times in requests_for_pages(data).items() if times > before[page]]
    # One page's correction is announced by its outlet a minute after it was first read.
    assert len(twice) <= 1


def test_a_dead_letter_makes_it_exit_with_one(brokers: Brokers, data: Path) -> None:
    producer = KafkaProducer(bootstrap_servers=brokers.kafka)
    producer.send(topics.PAGES, value=b"no message")
    producer.close()
    status, result = run_once(brokers, data)
    assert (status, result["dead"]) == (1, 1)


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("MASAR_LOG_LEVEL", "loud", "MASAR_LOG_LEVEL=loud is refused: it must be one of debug, info"),
        ("MASAR_PRESS_PORT", "high", "MASAR_PRESS_PORT=high is refused: it must be a whole number"),
    ],
)
def test_a_setting_that_does_not_hold_is_named(
    brokers: Brokers, data: Path, setting: str, value: str, told: str
) -> None:
    done = subprocess.run(
        [*MASAR, "run", "--once"], env=environment(brokers, data, **{setting: value}), capture_output=True, text=True
    )
    assert done.returncode == 2
    assert told in done.stderr


def test_a_second_run_on_the_same_data_is_refused_by_name(brokers: Brokers, data: Path) -> None:
    with sole_run(data / "press"):
        done = subprocess.run([*MASAR, "run", "--once"], env=environment(brokers, data), capture_output=True, text=True)
    assert done.returncode == 2
    assert f"another `masar run` (process {os.getpid()})" in done.stderr
