"""Every page of the reading room in a browser: it fits, it is accessible, it reads in the right order."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from looking import WIDTHS, Look, places
from playwright.sync_api import Page, expect

AXE = Axe()


def first_link(look: Look, path: str, selector: str) -> str:
    with look.at(path) as page:
        found = page.locator(selector).first.get_attribute("href")
    assert found, f"{path} has no {selector}"
    # Without its language: the same page is looked at in both.
    return found.split("/", 2)[2]


@pytest.fixture(scope="module")
def paths(look: Look) -> dict[str, str]:
    """One address of each kind of page, found as a reader finds it: by its links."""
    story = first_link(look, "/ar/dushanbe/search?q=«مرحلة الكويت»", "details.copies p a")
    sides = first_link(look, f"/ar/{story}", ".tree ul a[href*=sides]")
    article = first_link(look, f"/ar/{story}", ".role-origin a")
    return {
        "dossier": "dushanbe",
        "search": "dushanbe/search?q=دوشنبه",
        "empty": "dushanbe/search?q=مكافخة الارهاب&phase=dushanbe-2018",
        "article": article,
        "versions": f"{article}/versions",
        "story": story,
        "sides": sides,
        "actors": "dushanbe/actors",
        "actor": "dushanbe/actors/emomali-rahmon",
        "coverage": "dushanbe/coverage",
        "day": first_link(look, "/ar/dushanbe/coverage", ".matrix td a"),
        "help": "dushanbe/help",
    }


# What docs/reading-room.md shows.
PICTURED = {"dossier-ar", "dossier-en", "search-ar", "story-ar", "sides-ar", "actor-ar", "coverage-ar"}
KINDS = [
    "dossier",
    "search",
    "empty",
    "article",
    "versions",
    "story",
    "sides",
    "actors",
    "actor",
    "coverage",
    "day",
    "help",
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_its_screen_and_has_no_serious_fault(
    look: Look, paths: dict[str, str], kind: str, language: str, width: int
) -> None:
    with look.at(f"/{language}/{paths[kind]}", width) as page:
        assert page.locator("html").get_attribute("dir") == {"ar": "rtl", "en": "ltr"}[language]
        expect(page.locator("h1")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it is wider than the screen"
        picture = f"{kind}-{language}" if width == 1440 and f"{kind}-{language}" in PICTURED else None
        look.keep(page, f"{kind}-{language}-{width}", picture)
        found = AXE.run(page).response["violations"]
    serious = [
        (each["id"], [node["html"][:120] for node in each["nodes"]][:3])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_time_zones_figures_and_names_keep_their_order_in_arabic(look: Look, paths: dict[str, str]) -> None:
    with look.at(f"/ar/{paths['article']}") as page:
        hour, _ = places(page, ".byline time", "1")
        sign, zone_end = places(page, ".byline time", "+03:00")
        assert sign < zone_end, "the sign of the zone leapt to its other side"
        assert places(page, ".byline time", ":")[0] > hour
        agency, agency_end = places(page, ".byline", "KUNA")
        assert agency < agency_end
        assert agency > places(page, ".byline", "2024")[0], "from right to left: agency, then date"


def test_an_arabic_title_reads_right_to_left_on_an_english_page(look: Look) -> None:
    with look.at("/en/dushanbe/search?q=دوشنبه") as page:
        first, last = page.evaluate(
            "() => { const r = document.createRange(); const t = document.querySelector('.hit h2 bdi');"
            " const box = (n, a) => { r.setStart(n, a); r.setEnd(n, a + 1); return r.getBoundingClientRect().left; };"
            " const w = document.createTreeWalker(t, NodeFilter.SHOW_TEXT); const nodes = [];"
            " while (w.nextNode()) nodes.push(w.currentNode);"
            " const end = nodes[nodes.length - 1]; return [box(nodes[0], 0), box(end, end.data.length - 1)]; }"
        )
        assert first > last
        outlet = page.locator(".hit .outlet").first.bounding_box()
        date = page.locator(".hit time").first.bounding_box()
        assert outlet
        assert date
        assert outlet["x"] < date["x"]


def test_a_mark_explains_itself_when_it_is_reached_and_leads_to_its_entry(look: Look, paths: dict[str, str]) -> None:
    with look.at(f"/ar/{paths['article']}") as page:
        mark = page.locator(".body a.m-actor").first
        tip = mark.locator(".tip")
        expect(tip).to_be_hidden()
        mark.focus()
        expect(tip).to_be_visible()
        look.keep(page, "mark-ar-1440", "mark-ar")
        page.keyboard.press("Enter")
        target = page.locator(mark.get_attribute("href") or "")
        expect(target).to_be_visible()
        expect(target).to_be_focused()


def test_the_keyboard_reaches_the_content_first(look: Look) -> None:
    with look.at("/ar/dushanbe") as page:
        page.keyboard.press("Tab")
        skip = page.locator(".skip")
        expect(skip).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_days_are_chosen_by_dragging_over_the_histogram(look: Look) -> None:
    with look.at("/ar/dushanbe/search?q=دوشنبه") as page:
        box = page.locator("#histogram").bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20, steps=5)
        page.mouse.up()
        page.wait_for_url("**since=20*")
        assert page.locator("#since").input_value() < page.locator("#until").input_value()
        expect(page.locator(".chips li")).to_have_count(1)


def test_all_is_done_without_scripts(look: Look) -> None:
    with look.at("/ar/dushanbe/search", scripts=False) as page:
        page.fill("#q", "«أمن الحدود»")
        page.fill("#since", "2024-11-01")
        page.click(".ask button")
        page.wait_for_url("**since=2024-11-01**")
        expect(page.locator(".hit mark")).not_to_have_count(0)
        page.locator(".facets a").first.click()
        expect(page.locator(".chips li")).to_have_count(2)


def test_copies_unfold(look: Look) -> None:
    with look.at("/ar/dushanbe/search?q=«مرحلة الكويت»") as page:
        folded = page.locator("details.copies").first
        expect(folded.locator("li").first).to_be_hidden()
        folded.locator("summary").click()
        expect(folded.locator("li").first).to_be_visible()


def test_the_other_language_shows_the_same_page(look: Look, paths: dict[str, str]) -> None:
    with look.at(f"/ar/{paths['article']}") as page:
        body = page.locator(".body").inner_text()
        page.click(".other")
        assert "/en/" in page.url
        assert page.locator(".body").inner_text() == body


@pytest.mark.parametrize(
    ("link", "begins"),
    [("cite.bib", b"@article{"), ("cite.ris", b"TY  - NEWS"), ("cite.csl", b'[{"'), (".warc", b"\x1f\x8b")],
)
def test_what_an_article_offers_is_there(look: Look, paths: dict[str, str], link: str, begins: bytes) -> None:
    with look.at(f"/ar/{paths['article']}") as page:
        fetched = downloaded(page, lambda: page.locator(f"a[href$='{link}']").first.click())
    assert fetched.startswith(begins)


def downloaded(page: Page, click: Callable[[], None]) -> bytes:
    with page.expect_download() as waiting:
        click()
    return waiting.value.path().read_bytes()
