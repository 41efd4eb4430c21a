"""One article, one id, however its address is written."""

import pytest

from contracts.addresses import host_of, normalised, page_id, site_of

TWINS = [
    "https://sahifa.example/news/17",
    "http://sahifa.example/news/17",
    "https://www.sahifa.example/news/17/",
    "https://m.sahifa.example/news/17",
    "https://SAHIFA.example:443/news/17#comments",
    "https://sahifa.example/news/17?utm_source=x&utm_medium=social",
    "https://sahifa.example/news/17?fbclid=abc",
    "https://sahifa.example/news/17/amp",
    "https://sahifa.example/amp/news/17",
]


@pytest.mark.parametrize("url", TWINS)
def test_twins_share_an_id(url):
    assert page_id(url) == page_id(TWINS[0])


@pytest.mark.parametrize("url", [*TWINS, "https://mobile.sahifa.example/", "http://www2.sahifa.example:80/x"])
def test_all_twins_have_one_owner(url):
    assert site_of(url) == "sahifa.example"


@pytest.mark.parametrize(
    "url", ["https://arabic.sahifa.example/1", "https://sahifa.example:8443/1", "https://m.example/1"]
)
def test_other_hosts_are_other_sites(url):
    assert site_of(url) == host_of(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://sahifa.example/news/18",
        "https://sahifa.example/news/17?page=2",
        "https://arabic.sahifa.example/news/17",
        "https://sahifa.example:8080/news/17",
    ],
)
def test_other_pages_have_other_ids(url):
    assert page_id(url) != page_id(TWINS[0])


def test_arabic_letters_and_their_percent_encoding_meet():
    plain, encoded = "https://sahifa.example/أخبار/1", "https://sahifa.example/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/1"
    assert normalised(plain) == normalised(encoded)


def test_parameters_keep_what_chooses_the_article_in_any_order():
    assert page_id("https://s.example/a?id=5&lang=ar") == page_id("https://s.example/a?lang=ar&gclid=1&id=5")


@pytest.mark.parametrize(
    "url", ["ftp://sahifa.example/1", "/news/17", "javascript:void(0)", "https:///x", "mailto:a@b"]
)
def test_what_is_no_web_address_is_refused_by_name(url):
    with pytest.raises(ValueError, match="not an absolute http or https address"):
        page_id(url)


def test_a_host_is_told_with_its_port():
    assert host_of("http://User:pass@Sahifa.example:8088/x") == "sahifa.example:8088"
