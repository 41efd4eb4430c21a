from datetime import timedelta
from pathlib import Path

import pytest
from crawl_fakes import NOON

from services.crawler.fetch import Answer
from services.crawler.robots import Robots, no_robots, read_robots

RULES = b"""\xef\xbb\xbfUser-agent: *
Disallow: /search
Crawl-delay: 7

User-agent: Masar
Disallow: /private/
Allow: /private/open
"""


def _robots(status: int, body: bytes = b"") -> Robots:
    answer = Answer(url="http://paper.test/robots.txt", status=status, headers=(), body=body)
    return read_robots(answer, NOON, trusted=86_400, retry=300)


def test_the_group_of_our_name_counts_and_the_longest_rule_wins() -> None:
    robots = _robots(200, RULES)
    assert robots.allows("http://paper.test/search?q=x", "Masar")
    assert not robots.allows("http://paper.test/private/1", "Masar")
    assert robots.allows("http://paper.test/private/open/1", "Masar")
    assert not robots.allows("http://paper.test/search", "Other")
    assert robots.delay("Other") == 7.0
    assert robots.expires == NOON + timedelta(days=1)


@pytest.mark.parametrize("status", [301, 401, 403, 404, 410])
def test_a_host_without_rules_allows_everything(status: int) -> None:
    robots = _robots(status, b"User-agent: *\nDisallow: /")
    assert robots.unreachable is None
    assert robots.allows("http://paper.test/", "Masar")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_host_in_trouble_is_asked_for_nothing_until_later(status: int) -> None:
    robots = _robots(status)
    assert robots.unreachable == f"robots.txt: status {status}"
    assert robots.expires == NOON + timedelta(seconds=300)
    assert no_robots("robots.txt: refused", NOON, 300).unreachable


def test_every_collected_robots_txt_is_read() -> None:
    folder = Path(__file__).resolve().parents[4] / "shared" / "eval" / "robots"
    if not folder.is_dir():
        pytest.skip("the collection of robots.txt files is not here")
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        robots = _robots(200, file.read_bytes())
        robots.allows("http://paper.test/news/1", "Masar")
        assert robots.delay("Masar") >= 0.0, file
