"""`masar ledger` and `masar where`: what became of pages, as the ledger in Elasticsearch has it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime

import msgspec
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan
from msgspec import Struct

from contracts.addresses import page_id
from contracts.indexes import LEDGER
from contracts.outcome import Outcome
from queries.account import RELEVANT, Account, Summary
from queries.silence import Silence, silence


class Row(Struct, frozen=True):
    """The account of one outlet's pages that were discovered on one day (UTC); null: all days.

    `levels` counts the relevant pages by how near they are, `unchanged` the pages whose last visit brought nothing
    new, `why_dead` the dead ones by step and reason. `silence` is null where the outlet keeps to its rhythm; by day
    it stands on the outlet's last day.
    """

    outlet: str
    day: date | None
    account: Summary
    levels: dict[str, int]
    unchanged: int
    why_dead: dict[str, int]
    silence: Silence | None = None

    @property
    def quiet(self) -> bool:
        """Whether the outlet fell silent, or was never heard of."""
        return self.silence is not None or self.account.discovered == 0


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


def rows(
    found: Iterable[Outcome], by_day: bool, declared: Collection[str] = (), now: datetime | None = None
) -> list[Row]:
    """The account of each outlet, or of each outlet and day of discovery; every page is in one row.

    Outlets of `declared` without any page have a row of zeros.
    """
    account = Account()
    discovered: dict[str, Outcome] = {}
    for outcome in found:
        account.add(outcome)
        if outcome.step == "discover" or outcome.page_id not in discovered:
            discovered[outcome.page_id] = outcome
    pages: dict[tuple[str, date | None], list[str]] = {(outlet, None): [] for outlet in declared}
    times = defaultdict(list)
    for page, outcome in discovered.items():
        times[outcome.outlet].append(outcome.at)
        pages.setdefault((outcome.outlet, outcome.at.date() if by_day else None), []).append(page)
    silent = {outlet: silence(at, now or datetime.now(UTC)) for outlet, at in times.items()}
    last = {outlet: max(at).date() if by_day else None for outlet, at in times.items()}
    ordered = sorted(pages.items(), key=lambda row: (row[0][0], row[0][1] or date.min))
    return [
        _row(account, outlet, day, of, silent[outlet] if of and day == last[outlet] else None)
        for (outlet, day), of in ordered
        if of or outlet not in times
    ]


def _row(account: Account, outlet: str, day: date | None, pages: Collection[str], silent: Silence | None) -> Row:
    levels, dead, unchanged = Counter[str](), Counter[str](), 0
    for page in pages:
        for outcome in account.way(page):
            if outcome.step == "parse" and outcome.name in RELEVANT:
                levels[outcome.name] += 1
            elif outcome.step == "fetch" and outcome.name == "unchanged":
                unchanged += 1
            elif outcome.name == "dead":
                dead[f"{outcome.step}: {outcome.reason or 'no reason given'}"] += 1
    return Row(outlet, day, account.summary(pages), dict(levels), unchanged, dict(dead.most_common()), silent)
