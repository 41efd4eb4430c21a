"""How the browser tests look at pages: they open them, take pictures of them, and measure where letters stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "browser"
PICTURES = ROOT / "docs" / "pictures"
WIDTHS = (1440, 360)
# Where a piece of an element's text stands on the screen: left edge of its first and of its last letter.
PLACES = """([element, piece]) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const letters = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (let at = 0; at < node.data.length; at++) letters.push([node, at]);
  const start = letters.map(([node, at]) => node.data[at]).join("").indexOf(piece);
  if (start < 0) return null;
  const left = (place) => {
    const range = document.createRange();
    const [node, at] = letters[place];
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().left;
  };
  return [left(start), left(start + piece.length - 1)];
}"""


@dataclass(frozen=True)
class Press:
    """A running Masar: its data folder, the addresses of the reading room and of Elasticsearch."""

    folder: Path
    address: str
    elasticsearch: str


class Look:
    """Opens pages of the reading room."""

    def __init__(self, browser: Browser, press: Press, pictures: bool) -> None:
        self.press = press
        self.pictures = pictures
        self._browser = browser

    @contextmanager
    def at(self, path: str, width: int = 1440, scripts: bool = True) -> Iterator[Page]:
        """A page while it is open. Afterwards: it asked no other host, and the browser complained of nothing."""
        context = self._browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, locale="ar"
        )
        page, hosts, complaints = context.new_page(), set(), []
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.goto(self.press.address + quote(path, safe="/?=&%:#"))
        yield page
        context.close()
        assert hosts == {urlsplit(self.press.address).netloc}
        assert complaints == []

    def keep(self, page: Page, name: str, picture: str | None = None) -> None:
        """Keep a screenshot of the whole page; with --pictures also the top of it for the docs."""
        page.screenshot(path=BUILD / f"{name}.png", full_page=True)
        if picture and self.pictures:
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{picture}.png", clip={"x": 0, "y": 0, "width": 1440, "height": 780})


def places(page: Page, selector: str, piece: str) -> tuple[float, float]:
    """The left edges of the first and the last letter of a piece of an element's text."""
    found = page.evaluate(PLACES, [page.query_selector(selector), piece])
    assert found is not None, f"{piece!r} is not in {selector}"
    return found[0], found[1]
