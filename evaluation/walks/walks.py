"""The five walks. docs/runbooks/faults.md tells them in words."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from deploy.grafana.pipeline import PIPELINE
from evaluation.walks.inject import POISON, closed, feeding, full_disk, poison, put_pages, relaunched
from evaluation.walks.scene import OUTLETS, Scene, shorter
from evaluation.walks.slowed import slowed
from evaluation.walks.walk import Step, Walk, typed

# Pages a second before the parser, and how long before it is slowed: ParserSlower compares with that time.
FEED, BEFORE = 30, 75.0
# Pages that the paper prints after its relaunch; five tell.
RELAUNCHED = 8
STAGES = "Seconds a page, by stage"


@contextmanager
def _relaunch(scene: Scene) -> Iterator[None]:
    with relaunched(scene.press):
        scene.press.pages += RELAUNCHED
        yield


@contextmanager
def _close(scene: Scene) -> Iterator[None]:
    with closed(scene.press):
        scene.press.pages += 1
        yield


@contextmanager
def _poison(scene: Scene) -> Iterator[None]:
    poison(scene.kafka, OUTLETS[0])
    yield
    scene.masar("dead", "purge", "--reason", "empty_page", "--yes")


@contextmanager
def _slow(scene: Scene) -> Iterator[None]:
    with feeding(scene.kafka, FEED):
        time.sleep(BEFORE)
        with slowed(scene.services["parser"].child.pid or 0):
            yield


@contextmanager
def _fill(scene: Scene) -> Iterator[None]:
    with full_disk(scene.client):
        put_pages(scene.kafka, 5)
        yield


def _stages(scene: Scene, found: Sequence[str]) -> tuple[str, str]:
    """The dashboard's panel as a person reads it: each stage now, beside what it was on the left of the picture."""
    (expression,) = (
        shorter(asked)
        for row in PIPELINE.rows
        for panel in row.panels
        if panel.title == STAGES
        for asked in panel.asked.values()
    )
    now = _by_stage(scene, expression)
    before = _by_stage(scene, expression, time.time() - BEFORE)
    times = {stage: now[stage] / before[stage] for stage in now if before.get(stage)}
    lines = [f"{stage}: {before[stage] * 1000:.2f} -> {now[stage] * 1000:.2f} ms" for stage in times]
    slower = sum(each > 2 for each in times.values())
    together = sum(now[stage] for stage in times) / sum(before[stage] for stage in times)
    told = f"{slower} of {len(times)} stages cost more than twice what they did, all together {together:.1f} times"
    return f"dashboard *{PIPELINE.title}*: {STAGES}", "\n".join([told, *lines])


def _by_stage(scene: Scene, expression: str, at: float | None = None) -> dict[str, float]:
    return {
        sample["metric"]["stage"]: float(sample["value"][1])
        for sample in scene.prometheus.ask(expression, at)
        if sample["value"][1] != "NaN"
    }


WALKS = (
    Walk(
        fault="an outlet that changed its template",
        how="a small outlet prints its next pages without the date",
        inject=_relaunch,
        alert="OutletUnusual",
        labels={"outlet": OUTLETS[0], "figure": "date"},
        steps=(
            typed("outlets", "completeness", OUTLETS[0], names=r"^.*date low.*not yet.*$"),
            typed("check-url", "{press.newest}", "--allow-loopback", names=r"^published +none.*$"),
            typed("check-url", "{press.oldest}", "--allow-loopback", names=r"^published +\d{4}-.*$"),
        ),
    ),
    Walk(
        fault="an outlet that blocks us",
        how="a small outlet answers 403 to everything",
        inject=_close,
        alert="CrawlerBlocked",
        labels={"outlet": OUTLETS[1]},
        steps=(typed("outlets", "check", "--outlet", OUTLETS[1], "--allow-loopback", names=r"^.*refuses.*403.*$"),),
    ),
    Walk(
        fault="a poison message",
        how="a page of no bytes is written to masar.pages",
        inject=_poison,
        alert="DeadLetters",
        labels={"topic": "masar.pages"},
        steps=(
            typed("dead", "list", names=r"^.*empty_page.*(masar\.pages/\d+/\d+).*$"),
            typed("dead", "show", "{0}", names=r'"error":"[^"]*"'),
            typed("where", POISON, "--all", names=r"^.*dead.*empty_page.*$"),
        ),
    ),
    Walk(
        fault="a parser four times slower",
        how="its process is let run one slice of time in four",
        inject=_slow,
        alert="ParserSlower",
        steps=(
            # One stage alone would be that stage's code or data; several at once are the machine.
            Step(_stages, r"^[3-9] of \d stages.*$"),
            typed("status", "--once", names=r"^.*masar\.pages .*$"),
        ),
    ),
    Walk(
        fault="Elasticsearch full",
        how="its flood-stage watermark is set above what the disk has free: it blocks its indexes itself",
        inject=_fill,
        alert="ElasticsearchBlocked",
        steps=(typed("status", "--once", names=r"takes no documents, its disk is full[^│]*"),),
    ),
)
