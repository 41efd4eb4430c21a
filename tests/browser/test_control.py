"""The control room in a browser: it fits, it is accessible, and only who signed in sees it."""

from collections.abc import Iterator

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from looking import BUILD, WIDTHS, Look
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(scope="module")
def address(look: Look) -> str:
    served = [
        line for line in (look.press.folder / "logs" / "control.log").read_text().splitlines() if '"serving"' in line
    ]
    told: str = msgspec.json.decode(served[-1])["address"]
    return told.rstrip("/")


@pytest.fixture(scope="module")
def signed_in(browser: Browser, look: Look, address: str) -> Iterator[Page]:
    user, _, password = (look.press.folder / "keys" / "control-users").read_text().strip().partition(":")
    page = browser.new_page()
    page.goto(f"{address}/ar")
    page.fill("[name=user]", user)
    page.fill("[name=password]", password)
    page.click("main button")
    yield page
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", ["", "/dead", "/audit"])
def test_a_page_fits_its_screen_and_has_no_serious_fault(
    signed_in: Page, address: str, look: Look, path: str, language: str, width: int
) -> None:
    signed_in.set_viewport_size({"width": width, "height": 900})
    signed_in.goto(f"{address}/{language}{path}")
    expect(signed_in.locator("h1")).to_have_count(1)
    assert signed_in.evaluate("document.documentElement.scrollWidth <= innerWidth")
    name = f"control{path.replace('/', '-')}-{language}-{width}"
    look.keep(signed_in, name, "control-en" if name == "control-en-1440" else None)
    serious = [
        each["id"] for each in Axe().run(signed_in).response["violations"] if each["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_topics_tell_what_came(signed_in: Page, address: str) -> None:
    signed_in.goto(f"{address}/en")
    row = signed_in.locator("tr", has_text="masar.articles").locator("td").all_inner_texts()
    assert int(row[0]) > 0
    assert row[1] == "0"
    assert "UTC" in row[3] or "+00:00" in row[3]


def test_a_stranger_sees_the_sign_in_and_nothing_else(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/dead")
    expect(page.locator("[type=password]")).to_be_visible()
    assert page.locator("table").count() == 0
    page.screenshot(path=BUILD / "control-sign-in-en.png")
    page.close()
