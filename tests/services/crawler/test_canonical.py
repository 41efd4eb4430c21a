"""Which canonical links lead on, and when two pages are one article."""

import pytest
from crawl_fakes import NOON, visit

from contracts.outlet import Outlet, Source
from contracts.urls import Alias, Visit
from services.crawler.canonical import Canonicals, alias_of, says_the_same
from services.crawler.signature import Read, read_page

PAGE = "http://paper.test/news/2024/17"
OUTLET = Outlet(
    id="paper",
    name_ar="صحيفة",
    name_en="Paper",
    country="KW",
    kind="web",
    home="http://www.paper.test/",
    sources=(Source(url="http://feeds.test/paper.xml", kind="feed"), Source(url=f"{PAGE}/list", kind="section")),
)
LINES = [f"السطر رقم {number} من نص المقال الذي يقرأه الناس في الصحيفة كل صباح" for number in range(6)]


def _read(canonical: str | None = None, title: str = "خبر", lines: list[str] = LINES) -> Read:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    body = "".join(f"<p>{line}</p>" for line in lines)
    return read_page(f"<html><head><title>{title}</title>{link}</head><body>{body}</body></html>".encode())


def _target(canonical: str | None, page: Visit | None = None) -> str | None:
    page = page or visit(PAGE)
    return Canonicals({"paper": OUTLET}).target(page, page.url, _read(canonical))


@pytest.mark.parametrize(
    ("canonical", "target"),
    [
        ("http://paper.test/news/18", "http://paper.test/news/18"),
        ("/news/18?utm_source=x", "http://paper.test/news/18"),
        ("https://www.paper.test/a", "https://www.paper.test/a"),
        ("http://feeds.test/other/1", "http://feeds.test/other/1"),
        ("http://paper.test/news/2024", "http://paper.test/news/2024"),
    ],
)
def test_another_page_of_the_outlet_is_where_a_page_leads(canonical: str, target: str) -> None:
    assert _target(canonical) == target


@pytest.mark.parametrize(
    "canonical",
    [
        None,
        "",
        PAGE,
        "https://m.paper.test/news/2024/17/amp?fbclid=1#top",
        "http://paper.test/",
        "http://www.paper.test",
        "http://paper.test/news/",
        "http://feeds.test/paper.xml",
        f"{PAGE}/list",
        "http://elsewhere.test/news/17",
        "javascript:void(0)",
        "http://paper.test/" + "x" * 9_000,
        "http://[",
    ],
)
def test_no_page_leads_to_itself_to_a_list_or_to_another_outlet(canonical: str | None) -> None:
    assert _target(canonical) is None


@pytest.mark.parametrize(
    "known",
    [
        {"own": True},
        {"content_at": NOON, "signature": "x"},
        {"aliases": (Alias(url="http://paper.test/p?id=1", signature="x"),)},
    ],
)
def test_a_page_that_was_read_or_is_named_by_others_stays_what_it_is(known: dict[str, object]) -> None:
    assert _target("/news/18", visit(PAGE, **known)) is None


def test_a_mobile_page_that_leaves_something_out_says_the_same() -> None:
    short = alias_of(visit(PAGE), _read(lines=[*LINES[:4], "حقوق النشر محفوظة للصحيفة وكل من يكتب فيها"]))
    assert says_the_same(short, _read())


@pytest.mark.parametrize(
    "page",
    [
        _read(title="خبر آخر"),
        _read(lines=[*LINES[:1], *(line.replace("المقال", "خبر آخر") for line in LINES[1:])]),
        _read(lines=[]),
    ],
)
def test_another_heading_or_another_text_is_another_article(page: Read) -> None:
    assert not says_the_same(alias_of(visit(PAGE), _read()), page)


def test_a_page_without_text_is_the_same_only_by_its_signature() -> None:
    alias = alias_of(visit(PAGE), _read(lines=[]))
    assert says_the_same(alias, _read(lines=[]))
    assert not says_the_same(alias, _read())
