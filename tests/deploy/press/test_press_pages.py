"""Every address of the press answers as expected, with the text, the noise and the letters that it promises."""

from html import unescape

import pytest

from deploy.press.expected import expected_pages

_STATUS = {
    "fetched": 200,
    "redirected": 301,
    "not_found": 404,
    "not_html": 200,
    "refused_by_robots": 200,
}
_PAGES = [page for page in expected_pages() if page.fetch != "too_large"]
_READ = [page for page in _PAGES if page.fetch == "fetched"]


def _text(answer) -> str:
    declared = "charset" in answer.headers["content-type"]
    return unescape(answer.content.decode("utf-8" if declared else "windows-1256"))


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: f"{page.outlet}{page.path}")
def test_an_expected_address_is_served(press, page) -> None:
    answer = press.get(press.url(page.outlet, page.path))
    assert answer.status_code == _STATUS[page.fetch]
    assert answer.headers["content-type"].startswith("application/pdf" if page.fetch == "not_html" else "text/html")


@pytest.mark.parametrize("page", _READ, ids=lambda page: f"{page.outlet}{page.path}")
def test_a_page_holds_its_title_its_text_and_its_noise(press, page) -> None:
    answer = press.get(press.url(page.outlet, page.path))
    text = _text(answer)
    assert page.title in text
    assert all(passage in text for passage in page.has)
    assert all(noise in text for noise in page.has_not)
    assert 5_000 <= len(answer.content) <= 60_000


def test_the_moved_address_leads_to_its_article(press) -> None:
    (moved,) = [page for page in expected_pages() if page.fetch == "redirected"]
    (target,) = [page for page in expected_pages() if page.found_by == "redirect"]
    answer = press.get(press.url(moved.outlet, moved.path))
    assert answer.headers["location"] == press.url(target.outlet, target.path)


def test_one_page_is_windows_1256_and_says_so_nowhere(press) -> None:
    bare = [
        page for page in _READ if "charset" not in press.get(press.url(page.outlet, page.path)).headers["content-type"]
    ]
    (page,) = bare
    body = press.get(press.url(page.outlet, page.path)).content
    assert b"charset" not in body.lower()
    assert page.title in body.decode("windows-1256")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_the_endless_page_goes_on_until_the_reader_leaves(press) -> None:
    (endless,) = [page for page in expected_pages() if page.fetch == "too_large"]
    read = 0
    with press.client.stream("GET", press.url(endless.outlet, endless.path)) as answer:
        assert "content-length" not in answer.headers
        for block in answer.iter_bytes():
            read += len(block)
            if read > 11 * 1024 * 1024:
                break
    assert read > 11 * 1024 * 1024
    assert press.get(press.url(endless.outlet, "/")).status_code == 200


def test_the_city_is_spelt_in_at_least_six_ways(press) -> None:
    text = " ".join(_text(press.get(press.url(page.outlet, page.path))) for page in _READ)
    spellings = ("دوشنبه", "دوشانبه", "دوشانبي", "دوشنبي", "دوشنبيه", "دوشمبه", "دوشنبة", "دوشـنبه")
    assert [each for each in spellings if each not in text] == []
    assert "ﺩﻭﺷﻨﺒﻪ" in text  # presentation forms


def test_what_is_not_there_is_not_found(press) -> None:
    assert press.get(press.url("sahil", "/no/such/page")).status_code == 404
