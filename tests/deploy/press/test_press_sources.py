"""The press's sources are well formed and lead to every address that is expected, and to no other."""

from listed_addresses import listed_addresses
from protego import Protego

from contracts.addresses import page_id
from contracts.outlet import Outlet
from deploy.press.expected import expected_pages


def _found(press, outlet: Outlet) -> set[str]:
    read = lambda url: press.get(url).raise_for_status().text  # noqa: E731 - a name for one call
    return {page for source in outlet.sources for page in listed_addresses(source, read)}


def test_every_expected_address_is_reachable_and_no_other(press) -> None:
    found = {page_id(url): url for house in press.houses.values() for url in _found(press, house.outlet)}
    moved = [press.get(url) for url in found.values() if "/qatar/2210.html" in url]
    targets = {page_id(answer.headers["location"]): answer.headers["location"] for answer in moved}
    expected = {page_id(press.url(page.outlet, page.path)): page.path for page in expected_pages()}
    assert {**found, **targets}.keys() == expected.keys()


def test_a_twin_with_tracking_parameters_is_listed_beside_the_plain_address(press) -> None:
    (twin,) = [page for page in expected_pages() if page.twin]
    found = _found(press, press.houses[twin.outlet].outlet)
    plain, tracked = press.url(twin.outlet, twin.path), press.url(twin.outlet, twin.twin)
    assert {plain, tracked} <= found
    assert plain != tracked
    assert page_id(plain) == page_id(tracked)


def test_the_kinds_of_sources_cover_what_the_press_promises(press) -> None:
    forms = {listing.form for house in press.houses.values() for listing in house.style.listing}
    assert forms == {"rss", "atom", "sitemap", "sitemap_index", "news_sitemap", "section"}
    assert len(press.houses) >= 8


def test_robots_close_one_page_and_slow_one_house(press) -> None:
    (closed,) = [page for page in expected_pages() if page.fetch == "refused_by_robots"]
    rules = Protego.parse(press.get(press.url(closed.outlet, "/robots.txt")).text)
    assert not rules.can_fetch(press.url(closed.outlet, closed.path), "Masar")
    assert rules.crawl_delay("Masar") == 1
    open_pages = [page for page in expected_pages() if page.outlet == closed.outlet and page != closed]
    assert all(rules.can_fetch(press.url(page.outlet, page.path), "Masar") for page in open_pages)


def test_robots_of_the_other_houses_close_nothing(press) -> None:
    for page in expected_pages():
        answer = press.get(press.url(page.outlet, "/robots.txt"))
        if page.fetch != "refused_by_robots" and answer.status_code == 200:
            assert Protego.parse(answer.text).can_fetch(press.url(page.outlet, page.path), "Masar"), page.path


def test_one_robots_file_names_its_sitemap(press) -> None:
    rules = Protego.parse(press.get(press.url("dar", "/robots.txt")).text)
    assert list(rules.sitemaps) == [press.url("dar", "/sitemap.xml")]
