"""Which charset a text is read as, beside charset-normalizer and chardet: ../shared/eval/charset*."""

import base64
import codecs
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from evaluation.reading.measured import Missing, measured
from evaluation.reading.report import Goal, Report

OURS = "masar charset"
PEERS = ("charset-normalizer", "chardet")
_NAME = "charsets"
_DERIVED = "charset_derived_1256"


class Sample(Struct, frozen=True):
    """A file, its kind (the folder) and the charset that it is written in."""

    file: str
    kind: str
    charset: str
    body: bytes


def report_charsets(shared: Path, peers: Path) -> Report:
    """How many files of each kind every reader reads to the right text, and those that ours does not."""
    samples = list(read_samples(shared))
    if not samples:
        return Report(_NAME, [], [Goal("all read right", "–", None)], [f"no charset samples in {shared}/eval"])
    rows: list[dict[str, object]] = []
    notes: list[str] = []
    faults: list[Sample] = []
    for name in (OURS, *PEERS):
        try:
            with measured(name, None if name == OURS else peers) as reader:
                told = {each.file: reader.ask(_page(each)).get("charset") for each in samples}
                rows.append({"reader": name, "version": reader.version, **_shares(samples, told)})
        except Missing as missing:
            notes.append(f"left out: {missing}")
            continue
        if name == OURS:
            faults = [each for each in samples if not is_right(each, told[each.file])]
            notes += [f"ours, {each.file}: {each.charset}, read as {told[each.file]}" for each in faults]
    return Report(_NAME, rows, [Goal("all read right", f"{len(faults)} wrong", not faults)], notes)


def read_samples(shared: Path) -> Iterator[Sample]:
    """The files of the gold that are there, and the pages in windows-1256 that were made of others."""
    folder = shared / "eval"
    gold = folder / "charset_gold.jsonl"
    for line in gold.read_bytes().splitlines() if gold.exists() else ():
        row = msgspec.json.decode(line, type=dict[str, object])
        file = str(row["file"])
        if (folder / file).exists():
            yield Sample(file, str(row["encoding"]), str(row["encoding"]), (folder / file).read_bytes())
    for path in sorted((folder / _DERIVED).rglob("*.html")):
        kind = f"windows-1256, {path.parent.name}"
        yield Sample(str(path.relative_to(folder)), kind, "windows-1256", path.read_bytes())


def is_right(sample: Sample, told: str | None) -> bool:
    """Whether the charset told gives the same text as the true one: some charsets differ in name only."""
    try:
        return told is not None and _text(sample.body, told) == _text(sample.body, sample.charset)
    except LookupError:
        return False


def _text(body: bytes, charset: str) -> str:
    return body.decode(codecs.lookup(charset).name, "replace")


def _page(sample: Sample) -> dict[str, str]:
    return {"body_base64": base64.b64encode(sample.body).decode()}


def _shares(samples: list[Sample], told: dict[str, str | None]) -> dict[str, object]:
    kinds: dict[str, list[bool]] = {}
    for sample in samples:
        right = is_right(sample, told[sample.file])
        kinds.setdefault("all", []).append(right)
        kinds.setdefault(sample.kind, []).append(right)
    return {kind: f"{sum(right)} of {len(right)}" for kind, right in kinds.items()}
