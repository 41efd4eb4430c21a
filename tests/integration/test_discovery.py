"""Every way to find a page, with two crawlers on a real Kafka, over a press whose own log is the judge."""

import gzip
import itertools
import json
import uuid
from collections.abc import Mapping
from pathlib import Path

import pytest
from crawlers import crawling, pages_of, until

from evaluation.small_press import Reply, SmallPress, article, rss, small_press

pytestmark = pytest.mark.integration

PACE = 0.2
TEXT = "نص المقال فيه جملة طويلة بما يكفي ليقرأها الناس ويفهموا ما جرى في المؤتمر"
MOVED, FEEDS, SECTION, DEAD, SEARCH, JSON, INDEX, MAPS = (f"127.1.8.{number}" for number in range(1, 9))
HEAD = b"<head><link rel=alternate type=application/rss+xml href=/named.xml></head>"
SOURCES = {
    MOVED: [("/rss.xml", "feed", "")],
    SECTION: [("/front", "section", "/news/")],
    DEAD: [("/gone.xml", "feed", "")],
    SEARCH: [("/find?q={query}", "search", "/news/")],
    JSON: [("/feed.json", "feed", "")],
    INDEX: [("/index.xml.gz", "sitemap", "")],
}
NEWS = [(MOVED, 1), (SECTION, 2), (SECTION, 3), (DEAD, 4), (SEARCH, 5), (JSON, 6), (INDEX, 7)]


def _answer(port: int, host: str, path: str) -> Reply:
    def news(of: str, number: int) -> str:
        return f"http://{of}:{port}/news/{number}"

    html = {"Content-Type": "text/html; charset=utf-8"}
    if path.startswith("/news/"):
        return Reply(article(f"خبر {path}", TEXT), headers=html)
    if path.startswith("/find?q="):
        return Reply(f"<a href='/news/5'>x</a><a href='/about'>y</a>{path}".encode(), headers=html)
    item = {"id": "6", "url": "/news/6", "title": "خبر"}
    child = f"<sitemap><loc>http://{MAPS}:{port}/a.xml.gz</loc></sitemap>"
    return {
        (MOVED, "/rss.xml"): Reply(status=301, headers={"Location": f"http://{FEEDS}:{port}/moved"}),
        (FEEDS, "/moved"): Reply(rss([news(MOVED, 1)])),
        (SECTION, "/front"): Reply(HEAD + b"<a href=/news/2>x</a><a href=/about>y</a>", headers=html),
        (SECTION, "/named.xml"): Reply(rss([news(SECTION, 3)])),
        (DEAD, "/"): Reply(HEAD, headers=html),
        (DEAD, "/named.xml"): Reply(rss([news(DEAD, 4)])),
        (JSON, "/feed.json"): Reply(
            json.dumps({"version": "https://jsonfeed.org/version/1", "items": [item]}).encode()
        ),
        (INDEX, "/index.xml.gz"): Reply(gzip.compress(f"<sitemapindex>{child}</sitemapindex>".encode())),
        (MAPS, "/a.xml.gz"): Reply(gzip.compress(f"<urlset><url><loc>{news(INDEX, 7)}</loc></url></urlset>".encode())),
    }.get((host, path), Reply(status=404))


def _outlets(path: Path, port: int) -> Path:
    tables = []
    for host, sources in SOURCES.items():
        name = host.replace(".", "_")
        head = f'id = "o{name}"\nname_ar = "س"\nname_en = "S"\ncountry = "KW"\nkind = "web"\npace = {PACE}'
        tables.append(f'[[outlet]]\n{head}\nhome = "http://{host}:{port}/"')
        for address, kind, links in sources:
            rule = f'links = "{links}"\n' if links else ""
            tables.append(
                f'[[outlet.sources]]\nurl = "http://{host}:{port}{address}"\nkind = "{kind}"\nevery = 1.0\n{rule}'
            )
    path.write_text("\n".join(tables), encoding="utf-8")
    return path


def _fetched(press: SmallPress) -> set[tuple[str, int]]:
    return {(line.host, int(line.path[6:])) for line in press.log if line.path.startswith("/news/")}


def test_every_kind_of_list_leads_to_its_pages_and_each_host_keeps_its_pace(kafka_address: str, tmp_path: Path) -> None:
    holder: list[SmallPress] = []

    def answer(host: str, path: str, headers: Mapping[str, str]) -> Reply:
        return _answer(holder[0].port, host, path)

    hosts = [MOVED, FEEDS, SECTION, DEAD, SEARCH, JSON, INDEX, MAPS]
    with small_press(hosts, answer) as press:
        holder.append(press)
        outlets = _outlets(tmp_path / "outlets.toml", press.port)
        own = {"group": f"test-{uuid.uuid4().hex[:8]}", "session": 6, "search_every": 2.0, "retry_first": 0.2}
        with (
            crawling(kafka_address, outlets, tmp_path / "first.log", **own) as first,
            crawling(kafka_address, outlets, tmp_path / "second.log", **own) as second,
        ):
            until("both to have their share", lambda: first.metric("masar_crawler_partitions") == 6, within=120)
            until("every page", lambda: _fetched(press) == set(NEWS), within=120)
            until("a second poll of the feed that moved", lambda: len(press.asked(FEEDS, "/moved")) > 1, within=120)
            assert (first.stop(), second.stop()) == (0, 0)
        pages = pages_of(kafka_address, "http://127.1.8.")
        found = {page.url: page.discovered_by for page in pages if f":{press.port}/" in page.url}
    assert len(found) == len(NEWS)
    assert found[f"http://{MOVED}:{press.port}/news/1"] == f"http://{FEEDS}:{press.port}/moved"
    assert not [line for line in press.log if line.path == "/about"]
    for host in hosts:
        starts = sorted(line.start for line in press.log if line.host == host)
        assert min(later - earlier for earlier, later in itertools.pairwise(starts)) >= PACE, f"{host}: too soon"
