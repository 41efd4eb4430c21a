"""What one more article costs when many are remembered."""

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean, quantiles

import msgspec
from msgspec import Struct

from services.parser.lineage.entry import LineageArticle
from services.parser.lineage.lineage import Lineage

MEASURED = 1500


class Cost(Struct, frozen=True):
    """`milliseconds` of processor for one more article, mean and 95th percentile of the last 1,500 of so many
    remembered; `megabytes` that the process grew by; `recovery` in seconds."""

    remembered: int
    milliseconds: float
    p95: float
    megabytes: float
    recovery: float | None = None


def new_stories(articles: Sequence[LineageArticle]) -> Iterator[LineageArticle]:
    """Without end: the real articles again and again, each time in words of their own, so that stories grow in
    number."""
    lap = 0
    while True:
        for article in articles:
            words = (f"{word}{_letters(lap)}" for word in article.body.split())
            yield _variant(article, lap, " ".join(words))
        lap += 1


def old_stories(articles: Sequence[LineageArticle]) -> Iterator[LineageArticle]:
    """Without end: the real articles again and again, each twentieth word changed, so that stories grow in size."""
    draw = random.Random(7)  # noqa: S311 # no secrets
    lap = 0
    while True:
        for article in articles:
            words = (word if draw.random() > 0.05 else f"{word}{_letters(lap)}" for word in article.body.split())
            yield _variant(article, lap, " ".join(words))
        lap += 1


def costs(stream: Iterator[LineageArticle], sizes: Sequence[int], recover: bool) -> Iterator[Cost]:
    """Add articles one by one, and tell the cost at each size."""
    before = _resident()
    lineage = Lineage()
    for size in sizes:
        spent = []
        while len(lineage) < size:
            article = next(stream)
            started = time.process_time()
            lineage.add(article)
            spent.append(1000 * (time.process_time() - started))
        last = spent[-MEASURED:]
        grown = _resident() - before
        recovery = _recovery(lineage) if recover else None
        yield Cost(size, round(fmean(last), 3), round(quantiles(last, n=20)[-1], 3), round(grown, 1), recovery)


def _variant(article: LineageArticle, lap: int, body: str) -> LineageArticle:
    return msgspec.structs.replace(article, page_id=f"{article.page_id}-{lap}", body=body)


def _letters(lap: int) -> str:
    return "".join(chr(ord("ا") + int(digit)) for digit in str(lap)) if lap else ""


def _recovery(lineage: Lineage) -> float:
    stored = msgspec.json.encode(list(lineage.entries()))
    started = time.process_time()
    Lineage.restore(msgspec.json.decode(stored, type=list[LineageArticle]))
    return round(time.process_time() - started, 1)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6
