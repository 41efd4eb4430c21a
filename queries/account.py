"""The account of every page: from its outcomes at each step to the one final outcome, or still open."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec import Struct

from contracts.outcome import HANDS_ON, Outcome

RELEVANT = HANDS_ON["parse"]
_NEVER = datetime.min.replace(tzinfo=UTC)


class Summary(Struct, frozen=True):
    """The account's sums, in pages. `outcomes` counts final outcomes by name; its sum and
    `unaccounted` (pages without one yet) make `discovered`."""

    discovered: int
    fetched: int
    parsed: int
    relevant: int
    indexed: int
    dead: int
    outcomes: dict[str, int]
    unaccounted: int


class Account:
    """Holds the latest outcome of each page at each step; feeding one twice changes nothing."""

    def __init__(self) -> None:
        self._pages: dict[str, dict[str, Outcome]] = {}

    def add(self, outcome: Outcome) -> None:
        """Take an outcome in; one of older content, or an older one of the same, is passed over."""
        steps = self._pages.setdefault(outcome.page_id, {})
        key = ":".join((outcome.step, *outcome.dossiers)) if outcome.step in ("trace", "index") else outcome.step
        known = steps.get(key)
        if known is None or _order(known) <= _order(outcome):
            steps[key] = outcome

    def summary(self, pages: Iterable[str] | None = None) -> Summary:
        """The sums over the given pages, over all where none are given."""
        chosen = [self._pages[page] for page in pages] if pages is not None else list(self._pages.values())
        finals = [final_outcome(steps) for steps in chosen]
        outcomes = Counter(name for name in finals if name is not None)
        parses = [steps["parse"] for steps in chosen if "parse" in steps]
        return Summary(
            discovered=len(chosen),
            fetched=sum(1 for steps in chosen if (fetch := steps.get("fetch")) and fetch.visit is not None),
            parsed=sum(1 for parse in parses if parse.name != "dead"),
            relevant=sum(1 for parse in parses if parse.name in RELEVANT),
            indexed=outcomes["indexed"],
            dead=outcomes["dead"],
            outcomes=dict(sorted(outcomes.items())),
            unaccounted=finals.count(None),
        )

    def open_pages(self) -> list[Outcome]:
        """The last outcome of each page that has no final one yet."""
        return [
            max(steps.values(), key=lambda outcome: outcome.at)
            for steps in self._pages.values()
            if final_outcome(steps) is None
        ]

    def ends(self) -> dict[str, str | None]:
        """The name of each page's final outcome by the page's id, null while it has none."""
        return {page: final_outcome(steps) for page, steps in self._pages.items()}

    def way(self, page_id: str) -> list[Outcome]:
        """All that is known of one page, in order of time."""
        return sorted(self._pages.get(page_id, {}).values(), key=lambda outcome: outcome.at)


def _order(outcome: Outcome) -> tuple[datetime, datetime]:
    # A replay tells of old content anew: what is told of newer content stands.
    return (outcome.visit or _NEVER, outcome.at)


def final_outcome(steps: dict[str, Outcome]) -> str | None:
    """The name of a page's final outcome, null while a step still owes one.

    `steps` has the latest outcome of each step, tracing and indexing by dossier (trace:dushanbe).
    """
    fetch = steps.get("fetch")
    if fetch is None:
        return None
    if fetch.visit is None:
        return fetch.name if fetch.name not in HANDS_ON["fetch"] else None
    parse = steps.get("parse")
    if parse is None or parse.visit is None or parse.visit < fetch.visit:
        return None
    if parse.name not in RELEVANT:
        return parse.name
    finals = [_final_in_dossier(steps, dossier, parse) for dossier in parse.dossiers]
    if None in finals:
        return None
    return "dead" if "dead" in finals else "indexed"


def _final_in_dossier(steps: dict[str, Outcome], dossier: str, parse: Outcome) -> str | None:
    trace, index = steps.get(f"trace:{dossier}"), steps.get(f"index:{dossier}")
    if trace is None or trace.visit is None or parse.visit is None or trace.visit < parse.visit:
        return None
    if trace.name == "dead":
        return "dead"
    if index is None or index.visit is None:
        return None
    if trace.name == "traced" and index.visit < trace.visit:
        return None
    return "dead" if index.name == "dead" else "indexed"
