"""The line of robots.txt that decides is named, whatever else the file says."""

from datetime import UTC, datetime

import pytest

from operations.robots_said import robots_said
from services.crawler.fetch import Answer
from services.crawler.robots import no_robots, read_robots

FILE = b"""User-agent: *
Disallow: /private/
Allow: /private/open/
Crawl-delay: 4

User-agent: other
Disallow: /
"""
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "allowed", "rule"),
    [
        ("/news/1", True, None),
        ("/private/1?id=2", False, "disallow: /private/"),
        ("/private/open/1", True, "allow: /private/open/"),
    ],
)
def test_the_rule_that_decides_is_named(path: str, allowed: bool, rule: str | None) -> None:
    answer = Answer(url="http://host.example/robots.txt", status=200, headers=(), body=FILE)
    said = robots_said(read_robots(answer, NOON, 60.0, 60.0), f"http://host.example{path}", "Masar")
    assert (said.allowed, said.rule, said.agent, said.delay) == (allowed, rule, "*", 4.0)


def test_without_robots_txt_nothing_is_allowed() -> None:
    said = robots_said(no_robots("status 503", NOON, 60.0, 503), "http://host.example/", "Masar")
    assert (said.allowed, said.unreachable, said.status) == (False, "status 503", 503)
