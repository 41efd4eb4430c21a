"""The demonstration press in a test, and what it expects of whoever reads it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from contracts.outlet import read_outlets
from deploy.press.expected import Expected as PageExpected
from deploy.press.expected import dates_agree, expected_pages
from deploy.press.press import start_press
from queries.account import Summary

# Long enough that no test sees the correction unless it asks for it.
NEVER = 1e6


@contextmanager
def open_test_press(data: Path, correct_after: float = NEVER) -> Iterator[Path]:
    """Serve the press on a free port; yields its outlets file."""
    press = start_press(data, 0, correct_after)
    try:
        yield data / "outlets.toml"
    finally:
        press.stop()


class Expected:
    """The press's expectations by path and outlet, and where a run differs from them."""

    def __init__(self, outlets: Path) -> None:
        self._homes = {urlsplit(outlet.home).netloc: outlet.id for outlet in read_outlets(outlets).values()}
        self._pages = {(page.outlet, unquote(page.path)): page for page in expected_pages()}

    @property
    def indexed(self) -> int:
        """How many articles the index has in the end."""
        return sum(page.level in ("core", "mention", "related") for page in self._pages.values())

    def differences(self, summary: Summary, documents: dict[str, dict]) -> list[str]:
        """Every difference between what came out and what the press's author meant."""
        ends = Counter(self._end(page) for page in self._pages.values())
        told = [] if dict(ends) == summary.outcomes else [f"outcomes {summary.outcomes}, meant {dict(ends)}"]
        by_place = {self._place(url): document for url, document in documents.items()}
        for place, page in self._pages.items():
            relevant = page.level in ("core", "mention", "related")
            if relevant != (place in by_place):
                told.append(f"{place} {'is missing' if relevant else 'should not be there'}, meant {page.level}")
            elif relevant:
                told += [f"{place}: {difference}" for difference in differences(page, by_place[place])]
        return told

    def story_differences(self, documents: dict[str, dict]) -> list[str]:
        """Copies of one text that are not one story, or stories that hold what is no copy."""
        by_place = {self._place(url): document for url, document in documents.items()}
        meant, found = defaultdict(set), defaultdict(set)
        for place, page in self._pages.items():
            if place in by_place and page.story:
                meant[page.story].add(place)
                found[by_place[place]["story"]["id"]].add(place)
        return [f"{sorted(group)} should be one story" for group in meant.values() if group not in found.values()]

    def _place(self, url: str) -> tuple[str, str]:
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        return self._homes[parts.netloc], unquote(parts.path + query)

    @staticmethod
    def _end(page: PageExpected) -> str:
        if page.parse is None:
            return page.fetch
        return "indexed" if page.parse in ("core", "mention", "related") else page.parse


def differences(page: PageExpected, document: dict) -> list[str]:
    """Where one article, as the contract writes it, differs from what is expected of its page."""
    published = (document.get("published") or {}).get("at")
    phases = document.get("phases") or []
    main = [phase["id"] for phase in phases if phase["main"]]
    found = {
        "title": document["title"],
        "level": document["relevance"]["level"],
        "agency": (document.get("byline") or {}).get("agency"),
        "phases": tuple(sorted(phase["id"] for phase in phases)),
        "main_phase": main[0] if main else None,
    }
    meant = {**{name: getattr(page, name) for name in found}, "phases": tuple(sorted(page.phases))}
    told = [f"{name} is {found[name]!r}, meant {meant[name]!r}" for name in found if found[name] != meant[name]]
    if not dates_agree(page.published, published):
        told.append(f"published is {published!r}, meant {page.published!r}")
    told += [f"body lacks {passage!r}" for passage in page.has if passage not in document["body"]]
    return told + [f"body has {passage!r}" for passage in page.has_not if passage in document["body"]]


def read_expected(outlets: Path) -> Expected:
    """The expectations, for a press whose outlets file this is."""
    return Expected(outlets)
