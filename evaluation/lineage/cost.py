"""What one more article costs when many are remembered; each stream is measured in a process of its own."""

import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, quantiles

import msgspec
from msgspec import Struct

from evaluation.lineage.copies import read_copies
from lineage.entry import LineageArticle
from lineage.lineage import Lineage

# The time for one more article is the mean over the last tenth before a size is reached, and over so many at least:
# the garbage collector's walk over all that is remembered comes the more seldom the more that is, and falls into a
# few articles by chance.
LEAST_MEASURED = 1000
# So few texts are copied again and again that each has thousands of copies in the end.
COPIED = 50
DRAW = random.Random(7)  # noqa: S311 # no secrets


class Cost(Struct, frozen=True):
    """Processor milliseconds for one more article, mean and 95th percentile; what the process grew by; seconds of
    processor to take all anew from a table. `stories_changed`: by one more article, on average."""

    remembered: int
    milliseconds: float
    p95: float
    articles_a_second: int
    megabytes: float
    stories_changed: float
    rebuilt_in: float | None


def costs(shared: Path, stream: str, sizes: Sequence[int]) -> list[Cost]:
    """Add the articles of a stream one by one, and tell the cost at each size."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(_measure, shared, stream, tuple(sizes)).result()


def _measure(shared: Path, stream: str, sizes: Sequence[int]) -> list[Cost]:
    articles = STREAMS[stream](read_copies(shared))
    before = _resident()
    lineage = Lineage()
    measured = []
    for size in sizes:
        last = max(LEAST_MEASURED, size // 10)
        for article in islice(articles, size - len(lineage) - last):
            lineage.add(article)
        spent, changed = zip(*(_add(lineage, article) for article in islice(articles, last)), strict=True)
        measured.append(_cost(lineage, spent, changed, _resident() - before))
    return measured


def _add(lineage: Lineage, article: LineageArticle) -> tuple[float, int]:
    started = time.process_time()
    changed = len(lineage.add(article))
    return 1000 * (time.process_time() - started), changed


def _cost(lineage: Lineage, spent: Sequence[float], changed: Sequence[int], megabytes: float) -> Cost:
    return Cost(
        remembered=len(lineage),
        milliseconds=round(fmean(spent), 2),
        p95=round(quantiles(spent, n=20)[-1], 2),
        articles_a_second=round(1000 / fmean(spent)),
        megabytes=round(megabytes),
        stories_changed=round(fmean(changed), 1),
        rebuilt_in=_rebuilt(lineage) if len(lineage) in (10_000, 100_000) else None,
    )


def new_stories(articles: Sequence[LineageArticle]) -> Iterator[LineageArticle]:
    """The real articles again and again, each time in words of their own: stories grow in number."""
    for lap in count():
        for article in articles:
            body = " ".join(f"{word}{_letters(lap)}" for word in article.body.split())
            yield _variant(article, lap, body)


def copies_of_all(articles: Sequence[LineageArticle]) -> Iterator[LineageArticle]:
    """All real articles again and again, each twentieth word changed, each lap later than the one before. Those that
    were copies of one another already come out of their order in every lap."""
    for lap in count():
        for article in articles:
            yield _later(_copy(article, lap), lap)


def copies_in_order(articles: Sequence[LineageArticle]) -> Iterator[LineageArticle]:
    """The same of a few: stories grow in size."""
    return copies_of_all(articles[:COPIED])


def copies_of_one_hour(articles: Sequence[LineageArticle]) -> Iterator[LineageArticle]:
    """Copies of those few, all of one date: any of the copies may turn out to stand before those that came sooner."""
    for lap in count():
        for article in articles[:COPIED]:
            yield _copy(article, lap)


STREAMS = {
    "new stories": new_stories,
    "copies of all": copies_of_all,
    "copies in order": copies_in_order,
    "copies of one hour": copies_of_one_hour,
}


def _copy(article: LineageArticle, lap: int) -> LineageArticle:
    words = (word if DRAW.random() > 0.05 else f"{word}{_letters(lap)}" for word in article.body.split())
    return _variant(article, lap, " ".join(words))


def _variant(article: LineageArticle, lap: int, body: str) -> LineageArticle:
    # an id as pages have them, so that no order hides in it
    return msgspec.structs.replace(article, page_id=f"{DRAW.getrandbits(128):032x}", body=body if lap else article.body)


def _later(article: LineageArticle, lap: int) -> LineageArticle:
    published = datetime.fromisoformat(article.published or "2015-07-01") + timedelta(minutes=lap)
    return msgspec.structs.replace(article, published=f"{published.isoformat()}+03:00")


def _letters(lap: int) -> str:
    return "".join(chr(ord("ا") + int(digit)) for digit in str(lap)) if lap else ""


def _rebuilt(lineage: Lineage) -> float:
    stored = msgspec.json.encode(list(lineage.entries()))
    started = time.process_time()
    Lineage.restore(msgspec.json.decode(stored, type=list[LineageArticle]))
    return round(time.process_time() - started, 1)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6
