"""Two dossiers at once: a page of both is in both indexes, each with its own level; and what of a page that leaves."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from kafka import KafkaProducer
from pipeline import DOSSIERS, empty
from started import Brokers

from contracts import codec, topics
from contracts.addresses import page_id
from contracts.indexes import articles_of
from contracts.page import Page
from operations.services import Service
from services.indexer.setup_index import install

pytestmark = pytest.mark.integration

FOLLOWED = ("dushanbe", "water")
BOTH = (
    "مؤتمر دوشنبه للمياه يختتم أعماله",
    "اختتم في دوشنبه المؤتمر الثالث حول العقد الدولي للعمل «الماء من أجل التنمية المستدامة»، وأعلن المنظمون أن وفودا "
    "من عشرات الدول ناقشت إدارة الموارد المائية وأزمة ندرة المياه في المنطقة.",
    "وعلى هامش اللقاء بحث الوزراء عملية دوشنبه لمكافحة الإرهاب وتمويله وما تلاها من تعاون بين الأجهزة المعنية.",
)
FIRST = (
    "انطلاق مؤتمر مرحلة الكويت",
    "انطلقت في الكويت اليوم أعمال المؤتمر الدولي ضمن «عملية دوشنبه لمكافحة الإرهاب وتمويله» بحضور وفود كثيرة.",
    "وأكد المتحدثون في الجلسة الأولى أهمية التعاون بين الأجهزة المعنية بأمن الحدود وتبادل المعلومات بينها.",
)
LATER = (
    "افتتاح معرض الكتاب",
    "افتتح في المدينة صباح اليوم معرض الكتاب بمشاركة دور نشر عربية كثيرة، ويستمر المعرض أسبوعا كاملا.",
    "وقال المنظمون إن المعرض يضم آلاف العناوين في الأدب والتاريخ والعلوم، وإن الدخول إليه مجاني للجميع.",
)


@pytest.fixture
def fed(brokers: Brokers, tmp_path: Path) -> Iterator[Callable[[Page], None]]:
    """Parser and indexer that follow both dossiers, and a way to give them pages."""
    empty(brokers)
    client = Elasticsearch(brokers.elasticsearch)
    install(client, [DOSSIERS / name for name in FOLLOWED])
    client.close()
    own = {
        "MASAR_KAFKA": brokers.kafka,
        "MASAR_ELASTICSEARCH": brokers.elasticsearch,
        "MASAR_DOSSIER": ",".join(FOLLOWED),
        "MASAR_PARSER_DATA": str(tmp_path / "parser"),
    }
    services = [Service(name, own, tmp_path / "logs") for name in ("parser", "indexer")]
    for service in services:
        service.child.start()
    producer = KafkaProducer(bootstrap_servers=brokers.kafka, acks="all")

    def feed(page: Page) -> None:
        producer.send(topics.PAGES, key=page.page_id.encode(), value=codec.encode(page)).get(60)

    try:
        yield feed
    finally:
        producer.close()
        for service in services:
            service.child.stop()


def page(name: str, text: tuple[str, ...], hour: int, previous: int | None = None) -> Page:
    url = f"http://outlet.example/{name}"
    title, *paragraphs = text
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<html lang='ar'><head><meta charset='utf-8'><title>{title}</title></head>"
    return Page(
        page_id=page_id(url),
        url=url,
        final_url=url,
        outlet="outlet",
        fetched_at=datetime(2024, 11, 5, hour, tzinfo=UTC),
        status=200,
        headers=(("content-type", "text/html"),),
        body=f"{html}<body><article><h1>{title}</h1>{body}</article></body></html>".encode(),
        discovered_by="test",
        previous_at=None if previous is None else datetime(2024, 11, 5, previous, tzinfo=UTC),
    )


def until_found(client: Elasticsearch, index: str, name: str, revision: int) -> dict:
    """The document of a page when it has come this far."""
    wanted, end = page_id(f"http://outlet.example/{name}"), time.monotonic() + 120
    while True:
        client.indices.refresh(index=index)
        found = client.search(index=index, query={"ids": {"values": [wanted]}})["hits"]["hits"]
        if found and found[0]["_source"]["revision"] >= revision:
            return dict(found[0]["_source"])
        assert time.monotonic() < end, f"{name} has not come to {index}: {found}"
        time.sleep(0.2)


def test_a_page_of_both_dossiers_and_a_page_that_leaves_one(brokers: Brokers, fed: Callable[[Page], None]) -> None:
    client = Elasticsearch(brokers.elasticsearch)
    try:
        fed(page("both", BOTH, hour=6))
        fed(page("leaves", FIRST, hour=6))
        here = {name: until_found(client, articles_of(name), "both", 1) for name in FOLLOWED}
        assert {name: each["dossier"] for name, each in here.items()} == {name: name for name in FOLLOWED}
        assert here["water"]["relevance"]["level"] == "core"
        assert here["dushanbe"]["relevance"]["level"] == "mention"
        assert [phase["id"] for phase in here["water"]["phases"] if phase["main"]] == ["dushanbe-water-2024"]
        assert until_found(client, "masar-articles", "leaves", 1)["relevance"]["level"] == "core"

        fed(page("leaves", LATER, hour=9, previous=6))
        left = until_found(client, "masar-articles", "leaves", 2)
        assert (left["relevance"]["level"], left["title"]) == ("off_topic", "افتتاح معرض الكتاب")
        assert (left["relevance"]["evidence"], left["phases"], left["story"]) == ([], [], None)
        assert not found_by("مرحلة الكويت", client)
        assert client.count(index=articles_of("water"), query={"match_all": {}})["count"] == 1
    finally:
        client.close()


def found_by(words: str, client: Elasticsearch) -> list[str]:
    """The addresses that a reader's search for a phrase brings."""
    query = {"multi_match": {"query": words, "type": "phrase", "fields": ["title", "body"]}}
    return [hit["_source"]["url"] for hit in client.search(index="masar-articles", query=query)["hits"]["hits"]]
