"""Sitemaps as they are found in the wild, and as somebody might write them who means harm."""

import gzip
import time
from datetime import UTC, datetime

import pytest

from services.crawler.listing import Listing
from services.crawler.sitemaps import SITEMAP_LIMIT, read_sitemap

HOME = "http://paper.test"
PLAIN = f"<urlset><url><loc>{HOME}/1</loc></url></urlset>"
OFFICIAL = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _urls(body: bytes, **more: object) -> list[str]:
    return [page.url for page in read_sitemap(body, f"{HOME}/map.xml", 100, **more).pages]


@pytest.mark.parametrize(
    "body",
    [
        PLAIN.encode(),
        f'<?xml version="1.0" encoding="utf-16"?>{PLAIN}'.encode("utf-16"),
        b"\xef\xbb\xbf" + f'<?xml version="1.0"?>{PLAIN}'.encode(),
        f'\n\n <?xml version="1.0"?>{PLAIN}'.encode(),
        PLAIN.replace("<urlset>", f'<urlset xmlns="{OFFICIAL}">').encode(),
        f'<s:urlset xmlns:s="urn:any"><s:url><s:loc>{HOME}/1</s:loc></s:url></s:urlset>'.encode(),
        PLAIN.replace("</loc>", "</loc><image:image><image:loc>/i.jpg</image:loc></image:image>").encode(),
        PLAIN.replace(f"{HOME}/1", f"<![CDATA[{HOME}/1]]>").encode(),
        PLAIN.replace(f"{HOME}/1", "/1").encode(),
        gzip.compress(PLAIN.encode(), mtime=0),
        gzip.compress(PLAIN.encode(), mtime=0)[:-8],
        PLAIN.removesuffix("</urlset>").encode(),
        f"{HOME}/1\r\n\r\n{HOME}/1\n".encode(),
        f'<rss version="2.0"><channel><title>x</title><item><link>{HOME}/1</link></item></channel></rss>'.encode(),
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="{HOME}/1"/></entry></feed>'.encode(),
    ],
)
def test_every_form_of_a_sitemap_is_read(body: bytes) -> None:
    assert _urls(body) == [f"{HOME}/1"]


def test_images_and_videos_of_a_page_are_not_taken_for_it() -> None:
    image = "<i:image xmlns:i='urn:i'><i:loc>http://paper.test/photo.jpg</i:loc><i:title>صورة</i:title></i:image>"
    news = "<n:news xmlns:n='urn:n'><n:title>عنوان</n:title></n:news>"
    body = PLAIN.replace("</loc>", f"</loc>{news}{image}").encode()
    (page,) = read_sitemap(body, HOME, 10).pages
    assert page.url == f"{HOME}/1"
    assert page.entry is not None
    assert page.entry.title == "عنوان"


def test_without_times_both_ends_are_taken() -> None:
    body = "\n".join(f"{HOME}/{number}" for number in range(10)).encode()
    assert [page.url[-1] for page in read_sitemap(body, HOME, 4).pages] == ["0", "1", "8", "9"]
    index = "".join(f"<sitemap><loc>{HOME}/{number}.xml</loc></sitemap>" for number in range(10))
    further = read_sitemap(f"<sitemapindex>{index}</sitemapindex>".encode(), HOME, 100, lists=2).further
    assert [each.url for each in further] == [f"{HOME}/0.xml", f"{HOME}/9.xml"]


def test_what_is_older_than_asked_for_is_left_out() -> None:
    entries = "".join(
        f"<url><loc>{HOME}/{year}</loc><lastmod>{year}-01-01</lastmod></url>" for year in (2020, 2024, 2026)
    )
    body = f"<urlset>{entries}<url><loc>{HOME}/undated</loc></url></urlset>".encode()
    assert _urls(body, since=datetime(2023, 1, 1, tzinfo=UTC)) == [f"{HOME}/2026", f"{HOME}/2024"]
    assert _urls(f"{HOME}/1\n".encode(), since=datetime(2023, 1, 1, tzinfo=UTC)) == []


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
LONG = "a" * 100_000
INCLUDE = '<xi:include href="/etc/passwd" parse="text"/>'
HOSTILE = {
    "entities in entities": f'<!DOCTYPE x [<!ENTITY e0 "ha">{BOMB}]><urlset><url><loc>/&e11;</loc></url></urlset>',
    "a long one, often": f'<!DOCTYPE x [<!ENTITY a "{LONG}">]><urlset><url><loc>/{"&a;" * 10_000}</loc></url>',
    "a file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>/&a;</loc></url></urlset>',
    "a server": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]><urlset><url><loc>/1</loc></url>',
    "an inclusion": f'<urlset xmlns:xi="http://www.w3.org/2001/XInclude"><url><loc>{INCLUDE}</loc></url></urlset>',
    "depth": "<urlset>" + "<url>" * 1_000_000,
    "attributes": "<urlset " + " ".join(f'a{number}=""' for number in range(100_000)) + "></urlset>",
    "zeros": "<urlset>" + "\x00" * 1_000_000,
}


@pytest.mark.parametrize("harm", [*HOSTILE, "a bomb"])
def test_harm_costs_little_and_brings_nothing(harm: str) -> None:
    bomb = "<urlset>" + " " * 3 * SITEMAP_LIMIT if harm == "a bomb" else None
    body = gzip.compress(bomb.encode(), 1) if bomb else HOSTILE[harm].encode()
    began = time.process_time()
    listing = _read_or_nothing(body)
    # Expanding any of these would take hours or all memory: the bound is no measure of speed.
    assert time.process_time() - began < 60
    assert all(len(page.url) < 1_000 and "root" not in page.url for page in listing.pages)


def _read_or_nothing(body: bytes) -> Listing:
    try:
        return read_sitemap(body, HOME, 100)
    except ValueError:
        return Listing()
