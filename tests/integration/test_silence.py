"""Silence is one figure: the ledger, the coverage page and the watch's metric give the same of the same pages."""

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from desk_reader import Reader
from elasticsearch import Elasticsearch
from pipeline import empty
from started import Brokers

from contracts.indexes import LEDGER
from contracts.outcome import Outcome
from queries.ledger import outcomes, rows
from queries.silence import heard
from runtime.settings import ROOT
from services.desk.asking import Desk
from services.desk.knowledge import read_knowledge
from services.desk.limit import Buckets
from services.desk.site import make_site
from services.indexer.document import ledger_document
from services.watch.count import count
from services.watch.keep import days_kept
from services.watch.rhythm import longest_silence

pytestmark = pytest.mark.integration
NOW = datetime.now(UTC).replace(minute=20, second=0, microsecond=0)
# Hours before now in which an outlet had new pages.
HEARD = {
    "as-usual": [day * 24 + hour for day in range(20) for hour in (5, 9, 14)],
    "fell-silent": [day * 24 + hour for day in range(2, 25) for hour in (1, 6, 11)],
    "long-silent": [day * 24 for day in range(35, 50)],
    "weekly": [3 * 24 + week * 7 * 24 for week in range(4)],
    "just-begun": [50, 51, 52, 53, 54],
}


@pytest.fixture(scope="module")
def client(brokers: Brokers) -> Iterator[Elasticsearch]:
    empty(brokers)
    with Elasticsearch(brokers.elasticsearch) as client:
        operations = []
        for outlet, hours in HEARD.items():
            for hour in hours:
                write = ledger_document(_discovered(outlet, NOW - timedelta(hours=hour)))
                operations += [{"index": {"_index": LEDGER, "_id": write.id}}, msgspec.json.decode(write.source)]
        assert not client.bulk(operations=operations, refresh=True)["errors"]
        # As the watch did on each of its days.
        for back in (56, 28, 0):
            count(client, NOW - timedelta(days=back), set())
        yield client


def _discovered(outlet: str, at: datetime) -> Outcome:
    page = uuid.uuid4().hex
    url = f"http://{outlet}.example/{page}"
    return Outcome(page_id=page, url=url, outlet=outlet, step="discover", name="discovered", at=at)


def test_ledger_and_coverage_page_tell_the_same(client: Elasticsearch) -> None:
    ledger = {row.outlet: row.silence for row in rows(outcomes(client), by_day=False, now=NOW)}
    page = heard(client, NOW)
    assert {outlet: told.silence for outlet, told in page.items()} == ledger
    assert {outlet for outlet, silence in ledger.items() if silence} == {"fell-silent", "long-silent"}
    assert page["weekly"].longest_pause == 7 * 24
    assert page["just-begun"].longest_pause is None


def test_a_reader_sees_who_is_silent_and_who_was_never_heard(client: Elasticsearch) -> None:
    desk = Desk(client, {"dushanbe": read_knowledge(ROOT / "dossiers" / "dushanbe")}, now=lambda: NOW)
    page = Reader(make_site(desk, Buckets(100, 100))).get("en/dushanbe/coverage").text
    row = r"<tr><td><bdi>([^<]+)</bdi></td><td><span [^>]+>([^<]+)</span></td><td>.*?</td><td>([^<]+)"
    told = {outlet: (standing, pause) for outlet, standing, pause in re.findall(row, page)}
    assert told["fell-silent"] == ("silent", "14 h")
    assert told["as-usual"][0] == "as usual"
    assert told["just-begun"] == ("too little is known yet", "–")
    assert {standing for standing, _ in told.values()} >= {"never heard", "not crawled: it has no source"}


def test_the_watchs_metric_is_that_longest_pause(client: Elasticsearch) -> None:
    page = heard(client, NOW)
    kept = days_kept(client, NOW.replace(hour=0, minute=0))
    for outlet in ("as-usual", "fell-silent", "weekly"):
        seconds = longest_silence(kept[outlet])
        assert seconds == page[outlet].longest_pause * 3600, outlet
