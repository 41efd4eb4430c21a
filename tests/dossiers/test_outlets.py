"""The dossier's outlets: declared whole, reachable in form, slow enough to be polite."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from contracts.addresses import normalised
from contracts.outlet import Outlet, read_outlets

OUTLETS = read_outlets(Path(__file__).parents[2] / "dossiers" / "dushanbe" / "outlets.toml")
EVERY = pytest.mark.parametrize("outlet", OUTLETS.values(), ids=lambda outlet: outlet.id)


def test_the_press_of_the_whole_arab_world_is_followed() -> None:
    followed = [outlet for outlet in OUTLETS.values() if outlet.sources]
    assert len(followed) >= 65
    assert {outlet.country for outlet in followed} >= {
        *("TJ", "KW", "QA", "SA", "AE", "BH", "OM", "YE", "IQ", "JO", "SY", "LB", "EG"),
        *("SD", "LY", "TN", "DZ", "MA", "MR", "TR", "RU", "CN", "UN"),
    }


@EVERY
def test_names_are_written_in_both_scripts(outlet: Outlet) -> None:
    assert re.search(r"[\u0621-\u064a]", outlet.name_ar) or outlet.name_ar.isdigit()
    assert outlet.name_en.isascii()
    assert re.fullmatch(r"[A-Z]{2}", outlet.country)


@EVERY
def test_its_time_zone_exists(outlet: Outlet) -> None:
    assert ZoneInfo(outlet.time_zone or "").key == outlet.time_zone


@EVERY
def test_it_is_read_no_faster_than_is_polite(outlet: Outlet) -> None:
    assert outlet.pace >= 5
    assert outlet.at_once == 1
    assert all(source.every >= 600 for source in outlet.sources)


@EVERY
def test_addresses_are_whole_and_occur_once(outlet: Outlet) -> None:
    addresses = [source.url for source in outlet.sources]
    assert len(set(addresses)) == len(addresses)
    for address in (outlet.home, *addresses):
        parts = urlsplit(address)
        assert parts.scheme in ("http", "https")
        assert parts.hostname
        assert "." in parts.hostname
        assert address.isascii()


@EVERY
def test_pages_without_a_feed_say_which_links_are_articles(outlet: Outlet) -> None:
    for source in outlet.sources:
        if source.kind in ("section", "search"):
            assert source.links, f"{source.url} lists all kinds of links"
            assert not re.search(source.links, outlet.home), "the front page would be taken for an article"
        assert ("{query}" in source.url) == (source.kind == "search")
        assert "{" not in source.url.replace("{query}", "")
        if source.kind == "search":
            assert source.every >= 86_400, "a search costs its server most"


@EVERY
def test_it_counts_as_verified_from_a_day_on_or_not_at_all(outlet: Outlet) -> None:
    assert outlet.verified is None or date.fromisoformat(outlet.verified) <= date.today()


def test_rules_let_the_articles_through_that_were_seen() -> None:
    seen = {
        "youm7": "https://www.youm7.com/story/2020/1/22/%D9%86%D8%A7%D8%B3%D8%A7/4598437",
        "shorouk": "https://www.shorouknews.com/news/view.aspx?cdate=18022020&id=10118abf-fc30-485c-96cc-631b63479083",
        "masrawy": "https://www.masrawy.com/news/news_economy/details/2020/6/16/1810735/%D8%B1",
        "akhbarlibya24": "https://akhbarlibya24.net/2020/03/20/%D8%AA%D8%B3/",
        "lana": "https://lana.gov.ly/post.php?id=351138&lang=ar",
        "hespress": "https://www.hespress.com/%D8%A7%D9%84-1469789.html",
    }
    for name, address in seen.items():
        rules = [source.links for source in OUTLETS[name].sources if source.kind == "search"]
        assert rules
        assert all(re.search(rule or "", normalised(address)) for rule in rules), name


@EVERY
def test_an_outlet_left_alone_says_why(outlet: Outlet) -> None:
    assert outlet.sources or outlet.note


@EVERY
def test_an_agency_has_an_id_that_bylines_can_name(outlet: Outlet) -> None:
    if outlet.kind == "agency":
        assert outlet.agency
        assert outlet.agency.isupper()


def test_sources_belong_to_one_outlet() -> None:
    owners: dict[str, str] = {}
    for outlet in OUTLETS.values():
        for source in outlet.sources:
            assert owners.setdefault(source.url, outlet.id) == outlet.id
