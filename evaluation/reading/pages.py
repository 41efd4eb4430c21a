"""How the saved pages of ../shared are read: anchors, what must be absent, title, date, byline."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from evaluation.reading.gold import Gold, read_gold, read_styles
from evaluation.reading.measured import Measured, Missing, measured
from evaluation.reading.report import Goal, Report

OURS = "masar"
PEERS = (
    "trafilatura with metadata",
    "readability-lxml",
    "goose3",
    "newspaper4k",
    "jusText",
    "htmldate",
)
_NAME = "saved pages of real outlets"
_COLUMNS = ("anchors", "must be absent", "title", "date", "byline")


class Verdict(Struct, frozen=True):
    """One thing that a page's gold tells, and whether it was read right; `told` is null where nothing was."""

    page: str
    column: str
    wanted: str
    told: str | None
    right: bool


def report_pages(shared: Path, peers: Path) -> Report:
    """The shares that each reader has right of the real pages, and every thing that ours has not."""
    gold = read_gold(shared)
    if not gold:
        return Report(_NAME, [], [Goal("everything right", "–", None)], [f"no saved pages in {shared}/eval/html"])
    rows, faults, notes = _compared(gold, peers)
    return Report(_NAME, rows, [Goal("everything right", f"{len(faults)} wrong", not faults)], notes)


def report_styles(folder: Path, peers: Path) -> Report:
    """The same of pages that we wrote ourselves, and so can read: told beside the real ones, promised in the tests."""
    rows, _, notes = _compared(read_styles(folder), peers)
    notes.append("all without the outlets' declarations: what only those settle, such as 4/11/2024, ours leaves null")
    return Report("pages of our own writing in the styles of real outlets", rows, notes=notes)


def _compared(gold: Sequence[Gold], peers: Path) -> tuple[list[dict[str, object]], list[Verdict], list[str]]:
    """A row for each reader, what ours has wrong, and notes."""
    rows: list[dict[str, object]] = []
    notes: list[str] = []
    faults: list[Verdict] = []
    for name in (OURS, *PEERS):
        try:
            with measured(name, None if name == OURS else peers) as reader:
                verdicts, spent = _read(reader, gold)
        except Missing as missing:
            notes.append(f"left out: {missing}")
            continue
        rows.append({"reader": name, "version": reader.version, **_shares(verdicts), "CPU ms a page": spent})
        if name == OURS:
            faults = [each for each in verdicts if not each.right] or _unread(gold, verdicts)
            notes += [f"ours, {each.page}: {each.column}: {each.wanted!r}, read {each.told!r}" for each in faults]
    return rows, faults, notes


def _unread(gold: Sequence[Gold], verdicts: Sequence[Verdict]) -> list[Verdict]:
    # a reader that raises on every page tells nothing that could be wrong
    return [] if verdicts else [Verdict(page.id, "anchors", "an answer", None, False) for page in gold]


def judge(gold: Gold, said: Mapping[str, str | None]) -> Iterator[Verdict]:
    """A verdict for everything that the gold tells and the reader speaks of."""
    if "text" in said:
        text = _squeezed(said["text"])
        for anchor in filter(None, (gold.first, gold.last)):
            yield Verdict(gold.id, "anchors", anchor, text[:60], _squeezed(anchor) in text)
        for other in gold.without:
            yield Verdict(gold.id, "must be absent", other, text[:60], _squeezed(other) not in text)
    if "title" in said and gold.title is not None:
        yield Verdict(gold.id, "title", gold.title, said["title"], _squeezed(said["title"]) == _squeezed(gold.title))
    if "date" in said and gold.date is not None:
        yield Verdict(gold.id, "date", gold.date, said["date"], (said["date"] or "")[:10] == gold.date[:10])
    if "byline" in said and gold.bylines:
        told = _squeezed(said["byline"])
        yield Verdict(gold.id, "byline", gold.bylines[0], said["byline"], told in map(_squeezed, gold.bylines))


def _read(reader: Measured, gold: Sequence[Gold]) -> tuple[list[Verdict], float]:
    """The verdicts on a reader, and its CPU milliseconds for a page at the second reading.

    What it tells of any page it is asked of every page, so that a page it fails on counts.
    """
    lines = [
        {"html": page.html, "url": page.url, "language": page.language, "fetched_at": page.fetched_at} for page in gold
    ]
    answers = [reader.ask(line).answer or {} for line in lines]
    told = frozenset().union(*answers)
    said = [{name: answer.get(name) for name in told} for answer in answers]
    verdicts = [verdict for page, each in zip(gold, said, strict=True) for verdict in judge(page, each)]
    return verdicts, 1000 * sum(reader.ask(line).cpu for line in lines) / len(gold)


def _shares(verdicts: Sequence[Verdict]) -> dict[str, object]:
    """For each column how many of how many are right; null where the reader does not speak of it."""
    shares: dict[str, object] = {}
    for column in _COLUMNS:
        right = [each.right for each in verdicts if each.column == column]
        shares[column] = f"{sum(right)} of {len(right)}" if right else None
    return shares


def _squeezed(text: str | None) -> str:
    return " ".join((text or "").split())
