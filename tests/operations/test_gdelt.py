import asyncio
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from crawl_fakes import FakeTransport

from operations.gdelt import ADDRESS, GdeltSilent, articles_about, articles_in
from services.crawler.ask import Asking
from services.crawler.host import Breaker, Host
from services.crawler.settings import CrawlerSettings

ARTICLE = {
    "url": "https://sahifa.test/news/1",
    "url_mobile": "",
    "title": "مؤتمر دوشنبه",
    "seendate": "20241104T190000Z",
    "socialimage": "",
    "domain": "sahifa.test",
    "language": "Arabic",
    "sourcecountry": "Kuwait",
}


def test_articles_are_read_as_far_as_they_hold() -> None:
    body = json.dumps({"articles": [ARTICLE, {"title": "no address"}, "no article", {**ARTICLE, "title": 7}]})
    (article,) = articles_in(body.encode())
    assert (article.url, article.title, article.sourcecountry) == (ARTICLE["url"], ARTICLE["title"], "Kuwait")


def test_control_characters_in_titles_are_borne() -> None:
    body = '{"articles": [{"url": "https://sahifa.test/1", "title": "a\tb\x01c"}]}'
    assert articles_in(body.encode())[0].title == "a\tb\x01c"


def test_no_match_is_an_empty_answer() -> None:
    assert articles_in(b"{}") == []
    assert articles_in(b'{"articles": null}') == []


@pytest.mark.parametrize(
    "body", [b"", b"Your query was too short.", b"[]", b"<html>", b'{"articles": [' + b"[" * 99_999]
)
def test_a_fault_comes_as_a_sentence(body: bytes) -> None:
    with pytest.raises(GdeltSilent):
        articles_in(body)


def test_the_query_is_as_documented() -> None:
    class _Anything(dict):  # type: ignore[type-arg]
        def get(self, url: str, default: object = None) -> object:
            return 200, {}, [b"{}"]

    network = FakeTransport(_Anything())

    async def ask() -> None:
        host = Host("api.gdeltproject.org", 0.0, 1, Breaker(), lambda host, item: asyncio.sleep(0))
        asking = Asking(network, CrawlerSettings())
        assert await articles_about("Dushanbe process", "Arabic", "2w", asking, host) == []

    asyncio.run(ask())
    (asked,) = network.asked
    assert asked.startswith(f"{ADDRESS}?")
    said = {name: value[0] for name, value in parse_qs(urlsplit(asked).query).items()}
    assert said["query"] == "Dushanbe process sourcelang:arabic"
    assert (said["mode"], said["format"], said["maxrecords"], said["timespan"]) == ("ArtList", "json", "250", "2w")
