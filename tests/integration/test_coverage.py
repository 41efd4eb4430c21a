"""The coverage page over a real ledger: what became of an outlet's pages on each day."""

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import pytest
from desk_reader import Reader
from elasticsearch import Elasticsearch

from contracts.indexes import LEDGER
from contracts.outcome import Outcome
from runtime.settings import ROOT
from services.desk.asking import Desk
from services.desk.knowledge import read_knowledge
from services.desk.limit import Buckets
from services.desk.site import make_site
from services.indexer.document import ledger_document
from services.indexer.setup_index import install

pytestmark = pytest.mark.integration
OUTLET = f"outlet-{uuid.uuid4().hex[:8]}"
DAYS = "since=1999-02-02&until=1999-02-05"
# Steps and names of the outcomes of 3 February; on the 4th one page was read that is not about the process.
TOLD = [
    ("discover", "discovered"),
    ("discover", "discovered"),
    ("fetch", "fetched"),
    ("fetch", "redirected"),
    ("fetch", "gone"),
    ("parse", "core"),
    ("parse", "related"),
    ("parse", "off_topic"),
    ("parse", "dead"),
    ("trace", "traced"),
    ("index", "dead"),
]


def outcome(number: int, step: str, name: str, day: int) -> Outcome:
    return Outcome(
        page_id=f"{OUTLET}-{number}",
        url=f"https://{OUTLET}.example/{number}",
        outlet=OUTLET,
        step=step,
        name=name,
        at=datetime(1999, 2, day, 23, 59, tzinfo=UTC),
    )


@pytest.fixture(scope="module")
def reader(elasticsearch_address: str) -> Iterator[Reader]:
    outcomes = [outcome(number, *told, 3) for number, told in enumerate(TOLD)]
    outcomes.append(outcome(len(TOLD), "parse", "off_topic", 4))
    with Elasticsearch(elasticsearch_address) as client:
        install(client, [ROOT / "dossiers" / "dushanbe"])
        client.cluster.health(wait_for_status="yellow")
        for write in map(ledger_document, outcomes):
            client.index(index=LEDGER, id=write.id, document=msgspec.json.decode(write.source))
        client.indices.refresh(index=LEDGER)
        desk = Desk(client, {"dushanbe": read_knowledge(ROOT / "dossiers" / "dushanbe")})
        yield Reader(make_site(desk, Buckets(10_000, 10_000)), "http://desk.test/en/dushanbe/")
        client.delete_by_query(index=LEDGER, query={"term": {"outlet": OUTLET}}, refresh=True)


def cells(page: str) -> dict[str, list[tuple[str, str]]]:
    """The days of OUTLET's row that are no silence, each with its figures and what they count."""
    linked = re.findall(rf'<a href="[^"]*/coverage/{OUTLET}/([0-9-]+)"[^>]*>(.*?)</a>', page)
    return {day: re.findall(r'<span class="c c-(\w+)">(\d+)</span>', cell) for day, cell in linked}


def test_a_day_tells_what_is_relevant_dropped_and_failed(reader: Reader) -> None:
    page = reader.get(f"coverage?{DAYS}").text
    assert cells(page) == {
        "1999-02-03": [("relevant", "2"), ("dropped", "1"), ("failed", "3")],
        "1999-02-04": [("relevant", "0"), ("dropped", "1")],
    }


def test_days_without_any_outcome_are_silence(reader: Reader) -> None:
    answer = reader.get("coverage?since=1998-02-02&until=1998-02-05")
    assert answer.status_code == 200
    assert cells(answer.text) == {}
