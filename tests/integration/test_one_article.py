"""One article under many addresses, on hosts of one site, before two crawlers on a real Kafka."""

import itertools
import uuid
from collections.abc import Mapping
from pathlib import Path

import pytest
from crawlers import crawling, outcomes_of, outlets_file, pages_of, until

from contracts.addresses import page_id
from evaluation.small_press import Reply, SmallPress, article, rss, small_press

pytestmark = pytest.mark.integration

PACE = 0.3
# The hosts of one site, each on a machine of its own.
NAMES = {
    "paper.test": "127.1.9.1",
    "www.paper.test": "127.1.9.2",
    "m.paper.test": "127.1.9.3",
    "amp.paper.test": "127.1.9.4",
}
TEXT = "نص المقال فيه جملة طويلة بما يكفي ليقرأها الناس ويفهموا ما جرى في المؤتمر"


def test_an_article_is_one_page_however_it_is_reached(kafka_address: str, tmp_path: Path) -> None:
    holder: list[SmallPress] = []

    def at(host: str, path: str) -> str:
        return f"http://{host}:{holder[0].port}{path}"

    def answer(host: str, path: str, headers: Mapping[str, str]) -> Reply:
        whole = at("paper.test", "/news/17")
        named = article("خبر", TEXT).replace(b"<title>", f"<link rel=canonical href='{whole}'><title>".encode())
        html = {"Content-Type": "text/html; charset=utf-8"}
        feeds = {
            NAMES["paper.test"]: [at("m.paper.test", "/news/17"), at("paper.test", "/short/17")],
            NAMES["www.paper.test"]: [
                at("amp.paper.test", "/news/17/amp"),
                at("www.paper.test", "/news/17?utm_source=feed&fbclid=1"),
                at("www.paper.test", "/print?article=17"),
            ],
        }
        if path == "/rss.xml":
            return Reply(rss(feeds[host]))
        if path == "/short/17":
            return Reply(status=301, headers={"Location": whole})
        return Reply(status=404) if path == "/robots.txt" else Reply(named, headers=html)

    with small_press(list(NAMES.values()), answer) as press:
        holder.append(press)
        outlets = outlets_file(tmp_path / "o.toml", [at("paper.test", ""), at("www.paper.test", "")], PACE, every=3)
        group = f"test-{uuid.uuid4().hex[:8]}"

        def told(path: str) -> list[str]:
            ours = {at(host, path) for host in NAMES}
            told = outcomes_of(kafka_address, "http://")
            return [each.name for each in told if each.step == "fetch" and each.url.partition("?")[0] in ours]

        with (
            crawling(kafka_address, outlets, tmp_path / "first.log", NAMES, group=group, session=6),
            crawling(kafka_address, outlets, tmp_path / "second.log", NAMES, group=group, session=6),
        ):
            until("the article", lambda: told("/news/17"))
            until("the short address", lambda: told("/short/17") == ["redirected"])
            until("the page for printers", lambda: told("/print") == ["canonical"])
        pages = [page for host in NAMES for page in pages_of(kafka_address, at(host, "/"))]
        assert [page.page_id for page in pages] == [page_id(at("paper.test", "/news/17"))]
        asked = [line for line in press.log if line.path.startswith("/news/17")]
        assert len(asked) == 1
        moments = sorted(line.start for line in press.log)
        assert min(later - earlier for earlier, later in itertools.pairwise(moments)) >= PACE
