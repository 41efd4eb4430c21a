import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contracts.outlet import Source
from services.crawler.discover import discover
from services.crawler.feeds import read_feed
from services.crawler.fetch import Answer
from services.crawler.listing import Listing, Unreadable
from services.crawler.sections import read_section
from services.crawler.sitemaps import read_sitemap

HOME = "http://paper.test"


def _urls(listing: Listing) -> list[str]:
    return [page.url for page in listing.pages]


def test_rss_gives_addresses_with_what_the_feed_says_of_them() -> None:
    feed = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>س</title>
      <item><title>مؤتمر &lt;b&gt;الكويت&lt;/b&gt;</title><link>/news/1?utm_source=rss</link>
        <pubDate>الإثنين 4 نوفمبر</pubDate><description>&lt;p&gt;ملخص&lt;/p&gt;</description></item>
      <item><title>تكرار</title><link>http://www.paper.test/news/1/</link></item>
      <item><title>بريد</title><link>mailto:x@paper.test</link></item></channel></rss>"""
    (page,) = read_feed(feed.encode(), f"{HOME}/rss", "application/rss+xml").pages
    assert page.url == f"{HOME}/news/1"
    assert page.entry is not None
    assert (page.entry.title, page.entry.date, page.entry.summary) == ("مؤتمر الكويت", "الإثنين 4 نوفمبر", "ملخص")
    assert page.announced_at is None


def test_atom_announces_changes() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><title>س</title><entry><title>خبر</title>
      <link href="http://paper.test/news/2"/><published>2024-11-04T10:00:00+03:00</published>
      <updated>2024-11-04T12:00:00+03:00</updated></entry></feed>"""
    (page,) = read_feed(feed.encode(), f"{HOME}/atom", None).pages
    assert page.announced_at == datetime(2024, 11, 4, 9, tzinfo=UTC)
    assert page.entry is not None
    assert page.entry.date == "2024-11-04T10:00:00+03:00"


def test_rdf_and_broken_xml_are_read_as_far_as_they_go() -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <item rdf:about="http://paper.test/news/3"><title>خبر</title><link>http://paper.test/news/3</link></item>"""
    assert _urls(read_feed(rdf.encode(), HOME, None)) == [f"{HOME}/news/3"]


def test_a_guid_that_is_an_address_stands_in_for_a_missing_link() -> None:
    feed = (
        '<rss version="2.0"><channel><item><guid>http://paper.test/news/4</guid><title>x</title></item></channel></rss>'
    )
    assert _urls(read_feed(feed.encode(), HOME, None)) == [f"{HOME}/news/4"]


@pytest.mark.parametrize("body", [b"", b"\x00\x01\x02", "<html><p>ليست خلاصة</p></html>".encode(), b"{}"])
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_feed(body, HOME, None)


def test_entities_are_neither_expanded_nor_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("http://paper.test/secret")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    for entities in (f'<!ENTITY e11 SYSTEM "file://{secret}">', f'<!ENTITY e0 "http://x">{bomb}'):
        xml = f"<!DOCTYPE x [{entities}]><urlset><url><loc>&e11;</loc></url></urlset>".encode()
        assert _urls(read_sitemap(xml, HOME, 10)) == []
        feed = f"<!DOCTYPE x [{entities}]><rss><channel><item><link>&e11;</link></item></channel></rss>".encode()
        assert not any("secret" in url for url in _urls(_feed_or_nothing(feed)))


def _feed_or_nothing(body: bytes) -> Listing:
    try:
        return read_feed(body, HOME, None)
    except Unreadable:
        return Listing()


NEWS_SITEMAP = """<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
  <url><loc> http://paper.test/news/1 </loc><lastmod>2024-11-04</lastmod></url>
  <url><loc>http://paper.test/news/2</loc><n:news><n:title>عنوان</n:title>
    <n:publication_date>2024-11-05T08:00:00Z</n:publication_date></n:news></url>
  <url><loc>http://paper.test/news/3</loc><lastmod>not a date</lastmod></url>
</urlset>"""


@pytest.mark.parametrize("packed", [False, True])
def test_a_news_sitemap_gives_pages_newest_first(packed: bool) -> None:
    body = gzip.compress(NEWS_SITEMAP.encode()) if packed else NEWS_SITEMAP.encode()
    listing = read_sitemap(body, f"{HOME}/news.xml.gz", newest=2)
    assert _urls(listing) == [f"{HOME}/news/2", f"{HOME}/news/1"]
    first, second = listing.pages
    assert first.entry is not None
    assert (first.entry.title, first.entry.date) == ("عنوان", "2024-11-05T08:00:00Z")
    assert second.announced_at == datetime(2024, 11, 4, tzinfo=UTC)


def test_a_sitemap_index_points_further() -> None:
    index = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sitemap><loc>http://paper.test/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
      <sitemap><loc>http://paper.test/new.xml</loc><lastmod>2024-01-01T00:00:00+03:00</lastmod></sitemap></sitemapindex>"""
    further = read_sitemap(index.encode(), HOME, 10).further
    assert [each.url for each in further] == [f"{HOME}/new.xml", f"{HOME}/old.xml"]
    assert further[0].announced_at == datetime(2023, 12, 31, 21, tzinfo=UTC)
    assert [each.url for each in read_sitemap(index.encode(), HOME, 10, lists=1).further] == [f"{HOME}/new.xml"]


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"not xml", b"\x1f\x8bbroken", gzip.compress(b"", mtime=0)])
def test_what_is_no_sitemap_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_sitemap(body, HOME, 10)


def test_a_section_gives_the_links_that_its_rule_matches() -> None:
    page = """<html><base href="/ar/"><a href="news/1"><img src=x></a><a href="news/1#top">الأول <b>خبر</b></a>
      <a href="http://paper.test/ar/news/2">الثاني</a><a href="/about">من نحن</a>
      <a href="javascript:x()">x</a><a>y</a>"""
    listing = read_section(page.encode(), f"{HOME}/section", r"/news/\d+$")
    assert _urls(listing) == [f"{HOME}/ar/news/1", f"{HOME}/ar/news/2"]
    assert listing.pages[0].entry is not None
    assert listing.pages[0].entry.title == "الأول خبر"


def test_a_section_without_a_rule_stays_on_its_host() -> None:
    page = '<a href="/1">a</a><a href="http://other.test/2">b</a>'
    assert _urls(read_section(page.encode(), HOME, None)) == [f"{HOME}/1"]


def test_the_kind_of_a_source_chooses_how_it_is_read() -> None:
    answer = Answer(url=f"{HOME}/map", status=200, headers=(), body=NEWS_SITEMAP.encode())
    assert len(discover(Source(url=f"{HOME}/map", kind="sitemap"), answer, 10).pages) == 3
    with pytest.raises(Unreadable):
        discover(Source(url=f"{HOME}/map", kind="feed"), answer, 10)


def test_every_collected_feed_and_sitemap_goes_through() -> None:
    folder = Path(__file__).resolve().parents[4] / "shared" / "eval" / "feeds_sitemaps"
    if not folder.is_dir():
        pytest.skip("the collection of feeds and sitemaps is not here")
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        for read in (lambda body: read_feed(body, HOME, None), lambda body: read_sitemap(body, HOME, 100)):
            try:
                read(file.read_bytes())
            except Unreadable:
                continue
