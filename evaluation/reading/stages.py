"""What a page costs by stage, in milliseconds of processor.

The stages are functions that parse_page, extract and enrich call: for the time of the measurement these are wrapped
from here, so that production code carries nothing for it.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import FunctionType

import msgspec

from contracts.page import Page as Fetched
from evaluation.reading.gold import read_gold
from evaluation.reading.ours import DOSSIERS, fetched
from evaluation.reading.report import Report
from services.parser.knowledge import Knowledge, load_knowledge
from services.parser.parse import parse_page

_NAME = "CPU milliseconds of one page by stage"
# Which modules' calls of other modules are stages; later ones are called from within the first.
_CALLERS = ("services.parser.parse", "services.parser.extract", "services.parser.dossier.enrich")
# The stages' usual names; a function that is not here appears under its own.
_NAMES = {
    "parse": "extract: parse HTML",
    "read_dates": "date",
    "read_byline": "byline",
    "language_of": "language",
    "folded_fields": "normalise",
    "relevance_of": "enrich: relevance",
}
# Stages below this share of the page are summed up.
_SMALL = 0.01
_WARM = 3
_SIZE = 100_000

Spent = dict[str, float]


def report_stages(shared: Path, rounds: int = 30) -> Report:
    """The stages of the Arabic page nearest to 100 KB, as it is and with a seed of the dossier in it."""
    knowledge = load_knowledge(DOSSIERS, ("dushanbe",))
    gold = [each for each in read_gold(shared) if each.language == "ar" and each.first]
    if not gold:
        return Report(_NAME, [], notes=["no Arabic page with anchors in the gold: nothing measured"])
    page = min(gold, key=lambda each: abs(len(each.html.encode()) - _SIZE))
    texts = {"as it is": page.html, "with a seed in it": _with(_seed(shared), page.html, page.first or "")}
    spent = {
        name: stages_of(fetched({"html": html, "url": page.url}, knowledge), knowledge, rounds)
        for name, html in texts.items()
    }
    return Report(
        _NAME, _rows(spent), notes=[f"page {page.id}, {len(page.html.encode()):,} bytes", *_dominating(spent)]
    )


def stages_of(page: Fetched, knowledge: Knowledge, rounds: int) -> Spent:
    """Mean milliseconds of each stage, without those of stages within it; "whole page" is measured unwrapped."""
    text = page.body.decode("utf-8")
    spent = {"gate": _milliseconds(lambda: knowledge.gate.admits(text), rounds)}
    with _wrapped() as within:
        _milliseconds(lambda: parse_page(page, knowledge, everything=True), rounds)
    spent |= {name: seconds * 1000 / (rounds + _WARM) for name, seconds in within.items()}
    parsed = parse_page(page, knowledge, everything=True)
    spent["encode"] = _milliseconds(lambda: msgspec.json.encode(parsed.articles), rounds)
    whole = _milliseconds(lambda: msgspec.json.encode(parse_page(page, knowledge, everything=True).articles), rounds)
    return spent | {"whole page": whole + spent["gate"]}


@contextmanager
def _wrapped() -> Iterator[Spent]:
    """Time every call from the callers into other modules of the parser; yields seconds by stage, own time only."""
    spent: Spent = defaultdict(float)
    inner: list[float] = []
    stages = [
        (module, name, function)
        for module in map(sys.modules.__getitem__, _CALLERS)
        for name, function in vars(module).items()
        if isinstance(function, FunctionType) and _is_stage(function, module.__name__)
    ]
    for module, name, function in stages:
        setattr(module, name, _timed(_named(name, module.__name__), function, spent, inner))
    try:
        yield spent
    finally:
        for module, name, function in stages:
            setattr(module, name, function)


def _timed(stage: str, function: FunctionType, spent: Spent, inner: list[float]) -> Callable[..., object]:
    """The function, which adds its time to `spent`, without that of stages within, which `inner` sums up by level."""

    @wraps(function)
    def call(*given: object, **named: object) -> object:
        inner.append(0.0)
        started = time.process_time()
        try:
            return function(*given, **named)
        finally:
            took = time.process_time() - started
            spent[stage] += took - inner.pop()
            if inner:
                inner[-1] += took

    return call


def _is_stage(function: FunctionType, caller: str) -> bool:
    return function.__module__ != caller and function.__module__.startswith("services.parser.")


def _named(function: str, caller: str) -> str:
    if function in _NAMES:
        return _NAMES[function]
    within = caller.rpartition(".")[2]
    return function if within == "parse" else f"{within}: {function}"


def _milliseconds(action: Callable[[], object], rounds: int) -> float:
    for _ in range(_WARM):
        action()
    started = time.process_time()
    for _ in range(rounds):
        action()
    return (time.process_time() - started) * 1000 / rounds


def _rows(spent: dict[str, Spent]) -> list[dict[str, object]]:
    kept = dict.fromkeys(
        stage for each in spent.values() for stage, took in each.items() if took >= _SMALL * each["whole page"]
    )
    ordered = sorted(kept, key=lambda stage: -max(each.get(stage, 0.0) for each in spent.values()))
    rows: list[dict[str, object]] = [
        {"stage": stage, **{name: each.get(stage, 0.0) for name, each in spent.items()}} for stage in ordered
    ]
    small = {name: sum(took for stage, took in each.items() if stage not in kept) for name, each in spent.items()}
    return [*rows[1:], {"stage": "all that is smaller", **small}, rows[0]]


def _dominating(spent: dict[str, Spent]) -> Iterator[str]:
    for name, each in spent.items():
        stage = max((stage for stage in each if stage != "whole page"), key=each.__getitem__)
        yield f"{name}: {stage} dominates, {each[stage] / each['whole page']:.0%} of {each['whole page']:.1f} ms"


def _with(seed: str, html: str, passage: str) -> str:
    # attributes before the body quote the passage too
    before, found, after = html.rpartition(passage)
    return before + seed + found + after


def _seed(shared: Path) -> str:
    """The seed of middling length, as paragraphs."""
    texts = sorted((file.read_text("utf-8") for file in (shared / "seeds").glob("*.txt")), key=len)
    lines = texts[len(texts) // 2].splitlines() if texts else []
    return "".join(f"<p>{line}</p>" for line in lines if line.strip())
