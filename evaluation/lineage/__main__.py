"""Print how copies are traced: python -m evaluation.lineage ../shared [--only cost --sizes 10000,100000]."""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluation.lineage.copies import Pair, read_copies, read_pairs, read_seeds
from evaluation.lineage.cost import STREAMS, costs, new_stories
from evaluation.lineage.exact import Exact
from evaluation.lineage.order import endings
from evaluation.lineage.ours import report
from evaluation.lineage.peers import finders
from evaluation.lineage.restarts import ending, own_kafka, parser, recovery

# What the tracing promises: pairs of half of the shorter text or more are found; pairs reported to share a tenth do.
TO_BE_FOUND = 0.5
TO_BE_TRUE = 0.1

Measured = tuple[str, Mapping[str, object]]


def main() -> None:
    """Measure, and print one line for each figure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("shared", type=Path)
    options.add_argument(
        "--only", choices=("pairs", "seeds", "shuffles", "cost", "orders", "recovery"), action="append"
    )
    options.add_argument("--sizes", default="1000,3000,10000", help="remembered articles at which the cost is told")
    options.add_argument("--stream", choices=STREAMS, action="append", help="the cost with these articles only")
    options.add_argument("--orders", type=int, default=20)
    options.add_argument("--json", action="store_true", help="one JSON object for each line")
    chosen = options.parse_args()
    parts = chosen.only or ("pairs", "seeds", "shuffles", "cost")
    for name, figures in chain.from_iterable(_parts(chosen)[part]() for part in parts):
        print(json.dumps({name: figures}) if chosen.json else f"{name:44} {figures}", flush=True)


def _parts(chosen: argparse.Namespace) -> dict[str, Callable[[], Iterable[Measured]]]:
    shared: Path = chosen.shared
    sizes = [int(size) for size in chosen.sizes.split(",") if size]
    return {
        "pairs": lambda: _pairs(shared),
        "seeds": lambda: [("seeds", _seeds(shared))],
        "shuffles": lambda: [("orders of 500 articles, in process", _shuffles(shared, chosen.orders))],
        "cost": lambda: _costs(shared, sizes, chosen.stream or STREAMS),
        "orders": lambda: _orders(shared, chosen.orders),
        "recovery": lambda: _recoveries(shared, sizes),
    }


def _shuffles(shared: Path, orders: int) -> dict[str, object]:
    return {"orders": orders, "different endings": len(endings(read_copies(shared)[:500], orders))}


def _orders(shared: Path, orders: int) -> Iterator[Measured]:
    """Only when asked for: an hour, and a Kafka of its own."""
    articles = read_copies(shared)[:500]
    ends = set()
    with own_kafka() as kafka, TemporaryDirectory() as folder, parser(kafka, Path(folder)) as service:
        for number in range(orders):
            ends.add(ending(kafka, service, articles, f"order-{number}", kills=number % 3))
            figures = {"orders": number + 1, "killed": service.child.restarts, "different endings": len(ends)}
            yield "orders of 500 articles, on Kafka", figures


def _recoveries(shared: Path, sizes: list[int]) -> Iterator[Measured]:
    articles = new_stories(read_copies(shared))
    with own_kafka() as kafka, TemporaryDirectory() as folder, parser(kafka, Path(folder)) as service:
        remembered = 0
        for size in sizes:
            more = list(islice(articles, size - remembered))
            yield f"recovery after SIGKILL, {size} remembered", recovery(kafka, service, more, f"size-{size}")
            remembered = size


def _costs(shared: Path, sizes: list[int], streams: Iterable[str]) -> Iterator[Measured]:
    for stream in streams:
        for cost in costs(shared, stream, sizes):
            yield f"one more article, {stream}", {field: getattr(cost, field) for field in cost.__struct_fields__}


def _pairs(shared: Path) -> Iterator[Measured]:
    articles = read_copies(shared)
    labelled = {pair for pair, containment in read_pairs(shared).items() if containment >= TO_BE_FOUND}
    exact = Exact(articles)
    ours = report(articles)
    tenth = {pair for pair, share in ours.pairs.items() if share >= TO_BE_TRUE}
    one_story = {pair for pair in labelled if ours.families[pair[0]] == ours.families[pair[1]]}
    yield "masar", {**_figures(set(ours.pairs), tenth, labelled, exact), "in one story": _share(one_story, labelled)}
    grams = {article.page_id: exact.grams(article.page_id) for article in articles}
    for name, finder in finders():
        found = finder(grams)
        yield name, _figures(found, found, labelled, exact)


def _figures(found: Set[Pair], tenth: Set[Pair], labelled: Set[Pair], exact: Exact) -> dict[str, object]:
    covered = {pair for pair in tenth if exact.coverage(*pair) >= TO_BE_TRUE}
    contained = {pair for pair in tenth if exact.containment(*pair) >= TO_BE_TRUE}
    return {
        "recall": _share(found & labelled, labelled),
        "reported": len(tenth),
        "true by words": _share(covered, tenth),
        "true by 5-grams": _share(contained, tenth),
    }


def _share(part: Set[Pair], whole: Set[Pair]) -> float:
    return round(len(part) / len(whole), 4) if whole else 1.0


def _seeds(shared: Path) -> dict[str, object]:
    told = report(read_seeds(shared))
    return {"families": told.families, "shares": {"-".join(pair): share for pair, share in told.pairs.items()}}


if __name__ == "__main__":
    main()
