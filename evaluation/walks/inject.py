"""The faults, put into a running pipeline and taken out of it again."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from elasticsearch import Elasticsearch
from kafka import KafkaProducer

from contracts import codec, topics
from contracts.addresses import page_id
from contracts.page import Page
from evaluation.walks.meanwhile import meanwhile
from evaluation.walks.press import NEVER, Press, page_html

POISON = "http://outlet.example/poison"
_MARKS = "cluster.routing.allocation.disk.watermark"


@contextmanager
def full_disk(client: Elasticsearch, looks_every: str | None = None) -> Iterator[None]:
    """More must stay free than any disk has: Elasticsearch finds itself past its flood stage, as with a full one.

    `looks_every` is how often it looks, where its own half minute is too long.
    """
    full = {f"{_MARKS}.{mark}": "9pb" for mark in ("low", "high", "flood_stage")}
    often = {"cluster.info.update.interval": looks_every} if looks_every else {}
    client.cluster.put_settings(persistent={**full, **often})
    try:
        yield
    finally:
        client.cluster.put_settings(persistent=dict.fromkeys((*full, *often)))


@contextmanager
def relaunched(press: Press) -> Iterator[None]:
    """The paper's pages from now on come in a template without a date; later ones in the old one again."""
    press.relaunched_from = press.pages
    try:
        yield
    finally:
        press.relaunched_from = NEVER


@contextmanager
def closed(press: Press) -> Iterator[None]:
    """The wall answers 403 to everything."""
    press.closed = True
    try:
        yield
    finally:
        press.closed = False


def poison(kafka: str, outlet: str) -> None:
    """Put a page of no bytes before the parser."""
    _send(kafka, [_page(POISON, outlet, b"")])


def put_pages(kafka: str, count: int) -> None:
    """Put so many good pages before the parser, past the crawler."""
    urls = [f"http://outlet.example/{time.monotonic_ns()}/{number}" for number in range(count)]
    _send(kafka, [_page(url, "fed", page_html(number)) for number, url in enumerate(urls)])


@contextmanager
def feeding(kafka: str, a_second: int) -> Iterator[None]:
    """Pages come before the parser at an even rate until the block ends."""

    def feed(done: threading.Event) -> None:
        while not done.wait(1.0):
            put_pages(kafka, a_second)

    with meanwhile(feed):
        yield


def _page(url: str, outlet: str, body: bytes) -> Page:
    return Page(
        page_id=page_id(url),
        url=url,
        final_url=url,
        outlet=outlet,
        fetched_at=datetime.now(UTC),
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
        body=body,
        discovered_by="walk",
    )


def _send(kafka: str, pages: list[Page]) -> None:
    producer = KafkaProducer(bootstrap_servers=kafka)
    try:
        for page in pages:
            producer.send(topics.PAGES, key=page.page_id.encode(), value=codec.encode(page))
    finally:
        producer.close()
