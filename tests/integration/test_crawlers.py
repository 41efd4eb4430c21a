"""Crawlers on real Kafka, over a press whose own log is the judge."""

import itertools
import signal
import uuid
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from crawlers import crawling, outcomes_of, outlets_file, pages_of, until

from evaluation.small_press import Answer, Asked, Reply, SmallPress, article, rss, small_press

pytestmark = pytest.mark.integration

PACE = 0.25
PAGES = 12
TEXT = "نص المقال فيه جملة طويلة بما يكفي ليقرأها الناس ويفهموا ما جرى في المؤتمر"


def _group() -> str:
    return f"test-{uuid.uuid4().hex[:8]}"


def _press_answer(press: list[SmallPress], pages: int) -> Answer:
    def answer(host: str, path: str, headers: Mapping[str, str]) -> Reply:
        if path == "/rss.xml":
            home = f"http://{host}:{press[0].port}"
            return Reply(rss([f"{home}/news/{number}" for number in range(pages)]))
        if path.startswith("/news/"):
            return Reply(article(f"خبر {path}", TEXT), headers={"Content-Type": "text/html; charset=utf-8"})
        return Reply(status=404)

    return answer


def _gaps(lines: list[Asked]) -> list[float]:
    ordered = sorted(lines, key=lambda line: line.start)
    return [later.start - earlier.start for earlier, later in itertools.pairwise(ordered)]


def _most_at_once(lines: list[Asked]) -> int:
    changes = sorted([(line.start, 1) for line in lines] + [(line.end, -1) for line in lines])
    open_now = most = 0
    for _, change in changes:
        open_now += change
        most = max(most, open_now)
    return most


def _fetched(press: SmallPress, hosts: list[str]) -> Counter[tuple[str, str]]:
    return Counter(
        (line.host, line.path) for line in press.log if line.path.startswith("/news/") and line.host in hosts
    )


def _judge_politeness(press: SmallPress, hosts: list[str]) -> None:
    for host in hosts:
        lines = [line for line in press.log if line.host == host]
        assert min(_gaps(lines)) >= PACE, f"{host} was asked too soon"
        assert _most_at_once(lines) == 1, f"{host} was asked twice at once"


def test_of_two_crawlers_one_is_killed_and_no_host_notices(kafka_address: str, tmp_path: Path) -> None:
    hosts = [f"127.1.0.{number}" for number in range(1, 13)]
    holder: list[SmallPress] = []
    with small_press(hosts, _press_answer(holder, PAGES)) as press:
        holder.append(press)
        homes = [f"http://{host}:{press.port}" for host in hosts]
        outlets = outlets_file(tmp_path / "outlets.toml", homes, PACE, every=3)
        group = _group()
        with (
            crawling(kafka_address, outlets, tmp_path / "first.log", group=group, session=6) as first,
            crawling(kafka_address, outlets, tmp_path / "second.log", group=group, session=6) as second,
        ):
            until("both to have their share", lambda: first.metric("masar_crawler_partitions") == 6)
            until("half of the pages", lambda: len(_fetched(press, hosts)) > len(hosts) * PAGES // 2)
            second.process.kill()
            until("all pages", lambda: len(_fetched(press, hosts)) == len(hosts) * PAGES)
            until("all of them handed over", lambda: first.metric("masar_crawler_due") == 0)
            assert first.stop() == 0
        _judge_politeness(press, hosts)
        twice = [page for page, times in _fetched(press, hosts).items() if times > 1]
        # Only what was open or unacknowledged when the crawler was killed may be asked for again.
        assert len(twice) <= len(hosts) * 2
        assert {page.url for home in homes for page in pages_of(kafka_address, home)} == {
            f"{home}/news/{number}" for home in homes for number in range(PAGES)
        }


def test_a_crawler_is_added_and_another_suspended_and_no_host_notices(kafka_address: str, tmp_path: Path) -> None:
    hosts = [f"127.1.2.{number}" for number in range(1, 13)]
    holder: list[SmallPress] = []
    with small_press(hosts, _press_answer(holder, 3 * PAGES)) as press:
        holder.append(press)
        homes = [f"http://{host}:{press.port}" for host in hosts]
        outlets = outlets_file(tmp_path / "outlets.toml", homes, PACE, every=3)
        group = _group()
        with crawling(kafka_address, outlets, tmp_path / "first.log", group=group, session=6) as first:
            until("some pages", lambda: len(_fetched(press, hosts)) > len(hosts) * 3)
            with crawling(kafka_address, outlets, tmp_path / "second.log", group=group, session=6) as second:
                until("both to have their share", lambda: second.metric("masar_crawler_partitions") == 6)
                first.process.send_signal(signal.SIGSTOP)
                until("the other to take all", lambda: second.metric("masar_crawler_partitions") == 12)
                first.process.send_signal(signal.SIGCONT)
                until("all pages", lambda: len(_fetched(press, hosts)) == len(hosts) * PAGES * 3)
                until("both to have their share again", lambda: first.metric("masar_crawler_partitions") == 6)
        _judge_politeness(press, hosts)
        twice = [page for page, times in _fetched(press, hosts).items() if times > 1]
        assert len(twice) <= len(hosts) * 2


def test_a_second_start_fetches_nothing_twice(kafka_address: str, tmp_path: Path) -> None:
    host = "127.1.1.1"
    holder: list[SmallPress] = []
    with small_press([host], _press_answer(holder, 3)) as press:
        holder.append(press)
        home = f"http://{host}:{press.port}"
        outlets = outlets_file(tmp_path / "outlets.toml", [home], pace=0.05)
        group = _group()
        for log in ("first.log", "second.log"):
            polls = len(press.asked(host, "/rss.xml"))
            with crawling(kafka_address, outlets, tmp_path / log, group=group) as crawler:
                until("two more polls", lambda: len(press.asked(host, "/rss.xml")) >= polls + 2)  # noqa: B023
                until("all pages handed over", lambda: len(_fetched(press, [host])) == 3)
                assert crawler.stop() == 0
        assert set(_fetched(press, [host]).values()) == {1}
        assert Counter(told.name for told in outcomes_of(kafka_address, home)) == {"discovered": 3, "fetched": 3}
