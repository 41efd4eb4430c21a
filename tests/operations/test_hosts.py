"""Which outlet an address belongs to, and the pace that follows from it."""

import pytest

from contracts.outlet import Outlet, Source
from operations.hosts import DEFAULT_PACE, Hosts, outlet_of, source_of
from services.crawler.settings import CrawlerSettings


def outlet(name: str, home: str, *sources: str, pace: float = 3.0) -> Outlet:
    listed = tuple(Source(url=url, kind="feed") for url in sources)
    return Outlet(
        id=name, name_ar="س", name_en="S", country="KW", kind="web", home=home, sources=listed, pace=pace, at_once=2
    )


OUTLETS = {
    each.id: each
    for each in (
        outlet("whole", "https://news.example/"),
        outlet("arabic", "https://news.example/ara/", "https://feeds.example/ara.xml"),
    )
}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://news.example/en/1", "whole"),
        ("https://news.example/ara/1", "arabic"),
        ("https://www.news.example/1", "whole"),
        ("https://feeds.example/ara.xml", "arabic"),
    ],
)
def test_an_address_belongs_to_the_outlet_that_declares_its_host(url: str, name: str) -> None:
    found = outlet_of(url, OUTLETS)
    assert found is not None
    assert found.id == name


def test_an_address_of_nobody_is_nobodys() -> None:
    assert outlet_of("https://other.example/", OUTLETS) is None


def test_a_source_is_known_by_its_address() -> None:
    assert source_of("https://feeds.example/ara.xml", OUTLETS["arabic"]) is not None
    assert source_of("https://feeds.example/ara", OUTLETS["arabic"]) is None


def test_a_host_keeps_its_outlets_pace_and_strangers_the_usual_one() -> None:
    hosts = Hosts(OUTLETS, CrawlerSettings())
    assert hosts.host("https://news.example/ara/1").gate.pace == 3.0
    assert hosts.host("https://other.example/").gate.pace == DEFAULT_PACE
    assert hosts.host("https://other.example/1") is hosts.host("https://other.example/2")
