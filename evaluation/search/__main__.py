"""Compare ways to search Arabic: python -m evaluation.search ../shared [--elasticsearch ADDRESS] [--json]."""

import argparse
import sys
from pathlib import Path

import msgspec
from elasticsearch import Elasticsearch
from rich.console import Console
from rich.table import Table

from evaluation.search.analyses import analyses
from evaluation.search.benchmark import SETS, Rates, read_queries, read_sentences
from evaluation.search.measure import Measured, measured
from evaluation.servers import elasticsearch_for

DOSSIER = Path("dossiers/dushanbe")
# What the search promises: recall of single words, pairs and misspelt words, and the share of hits that are right.
RECALL = dict(zip(SETS.values(), (0.95, 0.985, 0.95), strict=True))
RIGHT = 0.80


def main() -> None:
    """Measure, print the table, and exit with 1 where ours misses a goal."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("shared", type=Path)
    options.add_argument("--elasticsearch", help="a server to use instead of one of its own")
    options.add_argument("--json", action="store_true", help="one JSON object for each analysis")
    chosen = options.parse_args()
    folder = chosen.shared / "eval" / "search"
    if not folder.is_dir():
        sys.exit(f"no {folder}: name the folder that holds eval/search")
    sentences, queries = read_sentences(folder), read_queries(folder)
    with elasticsearch_for(chosen.elasticsearch) as address:
        client = Elasticsearch(address, request_timeout=300)
        told = [measured(client, analysis, sentences, queries) for analysis in analyses(DOSSIER)]
    if chosen.json:
        print("\n".join(msgspec.json.encode(each).decode() for each in told))
    else:
        Console().print(_table(told))
    if missed := _missed(told[0].sets):
        sys.exit(f"missed: {', '.join(missed)}")


def _missed(sets: dict[str, Rates]) -> list[str]:
    short = [f"recall of {name} {sets[name].recall:.3f}" for name, goal in RECALL.items() if sets[name].recall < goal]
    right = sets[SETS[1]].right
    empty = [f"{name} without a hit {rates.empty:.2%}" for name, rates in sets.items() if rates.empty]
    return short + ([f"right {right:.3f}"] if right < RIGHT else []) + empty


def _table(told: list[Measured]) -> Table:
    table = Table(title="recall at 20 / share of hits that are right / queries without a hit")
    arabic = next(each for each in told if each.name == "arabic")
    table.add_column("analysis")
    for heading in (*SETS.values(), "index bytes", "indexing time", "query time"):
        table.add_column(heading, justify="right")
    for each in told:
        cells = [f"{rates.recall:.3f} / {rates.right:.3f} / {rates.empty:.1%}" for rates in each.sets.values()]
        ratios = (
            each.bytes / arabic.bytes,
            each.index_seconds / arabic.index_seconds,
            each.query_seconds / arabic.query_seconds,
        )
        table.add_row(each.name, *cells, *(f"{ratio:.1f} × arabic" for ratio in ratios))
    return table


if __name__ == "__main__":
    main()
