"""The crawler's figures mean what their names say: logs and messages made by hand, figures known beforehand."""

from pathlib import Path

import pytest

from evaluation.crawl.formats import feeds_and_sitemaps, robots
from evaluation.crawl.judge import delay, exactness, manners, not_in_flight
from evaluation.crawl.press import Asked, Plan, read_log
from evaluation.crawl.week import week

SHARED = Path(__file__).parents[3] / "shared" / "eval"


def asked(path: str, began: float, ended: float | None = None, host: str = "127.2.0.1") -> Asked:
    return Asked(host, path, 200, began, began if ended is None else ended)


def test_a_request_too_soon_after_the_last_is_counted() -> None:
    said = manners([asked("/rss.xml", 10.0), asked("/news/1", 10.3), asked("/news/2", 10.9)], pace=0.5)
    assert (said.requests, said.too_soon, said.at_once) == (3, 1, 1)
    assert said.nearest == pytest.approx(0.3)


def test_hosts_do_not_count_against_each_other() -> None:
    said = manners([asked("/1", 10.0, 12.0), asked("/1", 10.1, 12.0, host="127.2.0.2")], pace=0.5)
    assert (said.too_soon, said.at_once) == (0, 1)


def test_two_open_requests_on_a_host_are_two_at_once() -> None:
    assert manners([asked("/1", 10.0, 12.0), asked("/2", 11.0, 13.0)], pace=0.5).at_once == 2


def test_what_is_fetched_twice_sent_twice_or_lost_is_counted() -> None:
    log = [asked("/news/1", 1.0), asked("/news/1", 2.0), asked("/news/2", 3.0), asked("/rss.xml", 4.0)]
    exact = exactness(log, ["a", "a"], {"a", "b"})
    assert (exact.fetched, exact.again, exact.lost, exact.sent_again) == (2, 1, 1, 1)


def test_only_what_was_open_at_the_kill_may_be_fetched_again() -> None:
    log = [asked(f"/news/{page}", began) for page, began in ((1, 9.5), (1, 30.0), (2, 3.0), (2, 30.0), (3, 5.0))]
    assert not_in_flight(log, killed_at=10.0, within=1.0) == 1


def test_delay_is_counted_from_the_appearing_in_the_feed() -> None:
    late = delay({"a": 1.0, "b": 2.0, "c": 3.0}, {"a": 2.0, "b": 4.0, "c": 6.0, "other": 9.0})
    assert (late.pages, late.median) == (3, 2.0)
    assert 2.0 < late.p95 <= 3.0


def test_pages_appear_one_after_another() -> None:
    plan = Plan(hosts=251, pages=4, grow=8.0, port=80, opened=100.0)
    assert [plan.appears(page) for page in range(4)] == [100.0, 102.0, 104.0, 106.0]
    assert len(set(plan.names())) == 251


def test_a_line_that_is_being_written_is_left_for_later(tmp_path: Path) -> None:
    (tmp_path / "log").write_text('["h","/news/1",200,1.0,2.0]\n["h","/ne')
    assert [line.path for line in read_log(tmp_path / "log")] == ["/news/1"]


def test_the_schedule_saves_most_of_the_bytes_and_sees_most_changes() -> None:
    figures = week(300)
    ours, hourly = (int(part.replace(",", "")) for part in str(figures["changes seen"]).split(" beside "))
    assert float(str(figures["bytes saved"]).rstrip("%")) > 80
    assert ours > 0.8 * hourly


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/eval is absent")
def test_every_feed_sitemap_and_robots_file_goes_through() -> None:
    feeds, rules = feeds_and_sitemaps(SHARED / "feeds_sitemaps"), robots(SHARED / "robots")
    assert (feeds["named"], rules["named"]) == ([], [])
    assert feeds["files where ours lists fewer"] == 0
