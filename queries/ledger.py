"""`masar ledger` and `masar where`: what became of pages, as the ledger in Elasticsearch has it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan
from msgspec import Struct

from contracts.addresses import page_id
from contracts.indexes import LEDGER
from contracts.outcome import Outcome
from queries.account import Account, Summary


class Row(Struct, frozen=True):
    """The account of one outlet's pages that were discovered on one day (UTC); null: all days."""

    outlet: str
    day: date | None
    account: Summary


def outcomes(client: Elasticsearch, outlet: str | None = None) -> Iterator[Outcome]:
    """The latest outcome of each page at each step. Raises the client's errors."""
    query = {"query": {"term": {"outlet": outlet}}} if outlet else {"query": {"match_all": {}}}
    for hit in scan(client, index=LEDGER, query=query):
        yield msgspec.convert(hit["_source"], Outcome)


def way_of(client: Elasticsearch, url: str) -> list[Outcome]:
    """What became of one page at each step, in order of time; empty where it was never discovered.

    Raises ValueError where `url` is no web address, and the client's errors.
    """
    found = scan(client, index=LEDGER, query={"query": {"term": {"page_id": page_id(url)}}})
    return sorted((msgspec.convert(hit["_source"], Outcome) for hit in found), key=lambda outcome: outcome.at)


def rows(found: Iterable[Outcome], by_day: bool) -> list[Row]:
    """The account of each outlet, or of each outlet and day of discovery; every page is in one row."""
    account = Account()
    discovered: dict[str, Outcome] = {}
    for outcome in found:
        account.add(outcome)
        if outcome.step == "discover" or outcome.page_id not in discovered:
            discovered[outcome.page_id] = outcome
    pages = defaultdict(list)
    for page, outcome in discovered.items():
        pages[outcome.outlet, outcome.at.date() if by_day else None].append(page)
    ordered = sorted(pages.items(), key=lambda row: (row[0][0], row[0][1] or date.min))
    return [Row(outlet, day, account.summary(of)) for (outlet, day), of in ordered]
