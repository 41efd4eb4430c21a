"""The article-extraction-benchmark: F1 by its own evaluator, and pages for each second of processor.

Its pages are their publishers' and not here: AEB=/path names a clone of scrapinghub/article-extraction-benchmark.
"""

import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import fmean, median

import msgspec
from msgspec import Struct

from evaluation.reading.measured import Answered, Measured, Missing, line_of, measured
from evaluation.reading.report import Goal, Report

OURS = ("masar text", "masar extract", "masar")
PEERS = ("trafilatura fast", "trafilatura", "readability-lxml", "newspaper4k", "goose3", "jusText")
TO_BEAT = "trafilatura fast"
# The readers whose speed is compared, asked in turns: noise of the machine then meets all of them.
RACED = (*OURS, TO_BEAT)
_TURN = 20
_NAME = "article-extraction-benchmark"


# What the issue promises.
LEAST_F1 = 0.965
LEAST_RATIO = 8.0


class Figures(Struct, frozen=True):
    """One reader: pages on which it raised, F1, precision and recall by the benchmark's evaluator, pages for each CPU
    second, and how often trafilatura-fast's pages that is, the median of the rounds; null where it was not raced."""

    reader: str
    version: str
    failed: int
    f1: float
    precision: float
    recall: float
    pages_per_second: float
    ratio: float | None


def report_aeb(clone: Path, peers: Path, rounds: int, quick: bool) -> Report:
    """The table of all readers, or of those that race only (`quick`), beside the goals."""
    notes = [
        "masar text: HTML to paragraphs, as the peers without their metadata; masar extract: what dates and signs the"
        " article is looked for too; masar: bytes to the whole article's JSON, by all stages"
    ]
    try:
        lines = read_pages(clone)
        with ExitStack() as running:
            readers = [running.enter_context(measured(name)) for name in OURS]
            for name in (TO_BEAT,) if quick else PEERS:
                try:
                    readers.append(running.enter_context(measured(name, peers)))
                except Missing as missing:
                    notes.append(f"left out: {missing}")
            figures = benchmark(clone, lines, readers, rounds)
    except Missing as missing:
        return Report(_NAME, [], [Goal(f"F1 and speed beside {TO_BEAT}", "–", None)], [str(missing)])
    return Report(_NAME, [msgspec.structs.asdict(each) for each in figures], list(_goals(figures[0])), notes)


def benchmark(clone: Path, lines: Mapping[str, bytes], readers: Sequence[Measured], rounds: int) -> list[Figures]:
    """Read every page once for its text, which the evaluator judges, and race those whose speed is compared."""
    read = {reader.name: {page: reader.ask(line) for page, line in lines.items()} for reader in readers}
    raced = race([reader for reader in readers if reader.name in RACED], list(lines.values()), rounds)
    texts = {
        name: {page: answered.get("text") or "" for page, answered in pages.items()} for name, pages in read.items()
    }
    judged = _judge(clone, texts)
    return [_figures(reader, judged[reader.name], raced, list(read[reader.name].values())) for reader in readers]


def _goals(ours: Figures) -> Iterator[Goal]:
    yield Goal(f"F1 of {LEAST_F1} or more", f"{ours.f1:.3f}", ours.f1 >= LEAST_F1)
    told, met = (f"{ours.ratio:.2f}", ours.ratio >= LEAST_RATIO) if ours.ratio else ("–", None)
    yield Goal(f"{LEAST_RATIO} times {TO_BEAT}'s pages or more", told, met)


def race(readers: Sequence[Measured], lines: Sequence[bytes], rounds: int) -> dict[str, list[float]]:
    """CPU seconds of each reader for all pages, a figure a round; the readers take turns of a few pages."""
    spent: dict[str, list[float]] = {reader.name: [0.0] * rounds for reader in readers}
    for turn in range(rounds):
        for start in range(0, len(lines), _TURN):
            for reader in readers if turn % 2 else reversed(readers):
                spent[reader.name][turn] += sum(reader.ask(line).cpu for line in lines[start : start + _TURN])
    return spent


def read_pages(clone: Path) -> dict[str, bytes]:
    """The benchmark's pages by id, as readers' lines. Raises Missing where the clone does not hold them."""
    if not (clone / "ground-truth.json").exists():
        raise Missing(f"no clone of scrapinghub/article-extraction-benchmark at {clone}: name one with AEB=/path")
    truth = json.loads((clone / "ground-truth.json").read_text("utf-8"))
    return {page: _line(clone / "html" / f"{page}.html.gz", truth[page].get("url", "")) for page in truth}


def _line(file: Path, url: str) -> bytes:
    html = gzip.decompress(file.read_bytes()).decode("utf-8")
    return line_of({"html": html, "url": url or "https://page.example/", "language": "en"})


def _judge(clone: Path, texts: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, float]]:
    """What the benchmark's own evaluate.py says of each reader's texts."""
    with tempfile.TemporaryDirectory(prefix="masar-aeb-") as name:
        folder = Path(name)
        (folder / "output").mkdir()
        (folder / "ground-truth.json").symlink_to((clone / "ground-truth.json").resolve())
        for reader, pages in texts.items():
            output = {page: {"articleBody": text} for page, text in pages.items()}
            (folder / "output" / f"{reader}.json").write_text(json.dumps(output), "utf-8")
        command = [sys.executable, str((clone / "evaluate.py").resolve()), "--n-bootstrap", "2", "--output", "said"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 # the clone the caller names
        said: dict[str, dict[str, float]] = json.loads((folder / "said").read_text("utf-8"))
        return said


def _figures(
    reader: Measured, judged: Mapping[str, float], raced: Mapping[str, list[float]], once: Sequence[Answered]
) -> Figures:
    rounds = raced.get(reader.name)
    theirs = raced.get(TO_BEAT)
    ratios = [beaten / own for own, beaten in zip(rounds, theirs, strict=True)] if rounds and theirs else []
    return Figures(
        reader=reader.name,
        version=reader.version,
        failed=sum(answered.error is not None for answered in once),
        f1=judged["f1"],
        precision=judged["precision"],
        recall=judged["recall"],
        pages_per_second=len(once) / (fmean(rounds) if rounds else sum(answered.cpu for answered in once)),
        ratio=median(ratios) if ratios else None,
    )
