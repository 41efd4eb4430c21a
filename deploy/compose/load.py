"""A press of thousands of pages for `make compose-test`, and what must have become of each of them."""

from collections.abc import Sequence
from pathlib import Path

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from evaluation.crawl.places import outlets_file
from evaluation.faults.press import Plan
from operations.ledger import outcomes, rows
from services.indexer.names import ARTICLES

PLAN = Plan(hosts=20, pages=150, port=8099)
# Seconds between two requests to a host: about 40 pages a second over all hosts, as long as containers come and go.
PACE = 0.5
OUTLETS = "outlets.toml"


def write_outlets(folder: Path) -> None:
    """The outlets file that makes the crawler read this press."""
    outlets_file(folder / OUTLETS, PLAN.names(), PACE, 1, 3_600.0)


def command() -> str:
    """What the container of the press runs."""
    numbers = f"--hosts {PLAN.hosts} --pages {PLAN.pages} --port {PLAN.port}"
    return f"python -m evaluation.faults.press --ready /tmp/plan.json {numbers}"


def indexed(client: Elasticsearch) -> list[str]:
    """The addresses of this press that the index holds, one for each document."""
    client.indices.refresh(index=ARTICLES)
    found = scan(client, index=ARTICLES, query={"query": {"match_all": {}}, "_source": ["url"]})
    urls = (hit["_source"]["url"] for hit in found)
    return [url for url in urls if url.startswith("http://127.4.")]


def complaints(client: Elasticsearch, urls: Sequence[str]) -> list[str]:
    """What is lost, doubled or left open, in words; empty when every page has come to its end."""
    planned = PLAN.urls()
    good = {url for url, readable in planned.items() if readable}
    ledger = [row for row in rows(outcomes(client), by_day=False) if row.outlet.startswith("paper")]
    found = {
        "pages are not in the index": len(good - set(urls)),
        "pages are in the index that cannot be read": len(set(urls) - good),
        "articles are there twice": len(urls) - len(set(urls)),
        "pages have no final outcome": sum(row.account.unaccounted for row in ledger),
        "pages are in no account": len(planned) - sum(row.account.discovered for row in ledger),
        "dead letters do not belong to unreadable pages": abs(
            sum(row.account.dead for row in ledger) - (len(planned) - len(good))
        ),
    }
    return [f"{count} {what}" for what, count in found.items() if count]
