from datetime import UTC, datetime

from services.crawler.fetch import Answer
from services.crawler.named import MOST_NAMED, feeds_named, lists_named
from services.crawler.robots import read_robots

HOME = "http://paper.test"


def _page(head: str) -> Answer:
    return Answer(url=f"{HOME}/news/", status=200, headers=(), body=f"<head>{head}</head>".encode())


def test_a_pages_head_names_its_feeds() -> None:
    head = """<link rel="ALTERNATE nofollow" type="application/rss+xml; charset=utf-8" href=" rss.xml ">
      <link rel=alternate type=application/atom+xml href=http://feeds.test/atom>
      <link rel=alternate type=application/feed+json href=/feed.json>
      <link rel=alternate type=application/rss+xml href=rss.xml>
      <link rel=alternate type=application/rss+xml href=/comments/feed/>
      <link rel=alternate type=application/rss+xml href="http://[">
      <link rel=alternate hreflang=en href=/en> <link rel=stylesheet type=application/rss+xml href=/x>"""
    assert list(feeds_named(_page(head))) == [f"{HOME}/news/rss.xml", "http://feeds.test/atom", f"{HOME}/feed.json"]
    link = "<link rel=alternate type=application/rss+xml href=rss.xml>"
    assert list(feeds_named(_page(f"<base href=/ar/>{link}"))) == [f"{HOME}/ar/rss.xml"]


def test_robots_txt_names_its_sitemaps_and_no_more_than_a_few_lists_are_taken() -> None:
    lines = "".join(f"Sitemap: {HOME}/{number}.xml\n" for number in range(9)).encode()
    robots = read_robots(Answer(url=HOME, status=200, headers=(), body=lines), datetime.now(UTC), 60.0, 60.0)
    named = lists_named(_page("<link rel=alternate type=application/rss+xml href=/rss>"), robots)
    assert [(each.url, each.kind) for each in named[:2]] == [(f"{HOME}/rss", "feed"), (f"{HOME}/0.xml", "sitemap")]
    assert len(named) == 1 + MOST_NAMED
    assert lists_named(_page(""), None) == ()
