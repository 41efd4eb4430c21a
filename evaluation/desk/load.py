"""Invented articles into an index, from where the last call stopped."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any, cast

import msgspec
from elasticsearch import Elasticsearch

from contracts.indexes import LEDGER, articles_of
from evaluation.desk.invented import Inventor
from evaluation.desk.lookup import looked_up
from services.indexer.document import article_document, ledger_document
from services.indexer.work import Write

_A_BULK = 250
# Bulk requests on their way at once: Elasticsearch analyses one by one processor.
_AT_ONCE = 2
_SAID_EVERY = 100


def load(client: Elasticsearch, inventor: Inventor, size: int, say: Callable[[str], None]) -> None:
    """Fill the dossier's index to so many articles, and the ledger with an outcome of each at every step; then make
    all searchable. Raises RuntimeError where a document is refused."""
    index = articles_of(inventor.dossier)
    indexes = f"{index},{LEDGER}"
    held = int(client.count(index=index)["count"])
    if held >= size:
        return
    # What was on its way when the last call was cut off may lack an earlier part and have a later one.
    first = max(0, held - _AT_ONCE * _A_BULK)
    # Searchable only at the end, and safe from a power cut only then: what is lost is loaded again.
    client.indices.put_settings(index=indexes, settings=_settings("-1", "async"))
    try:
        with looked_up(client, index, inventor.texts):
            _send_all(client, inventor, first, size, say)
    finally:
        client.indices.put_settings(index=indexes, settings=_settings("1s", "request"))
    client.indices.refresh(index=indexes)


def rewrite(client: Elasticsearch, inventor: Inventor) -> None:
    """Write the first article and its outcomes again, as they are: to caches that is a change like any other."""
    for lines in _bulks(inventor, 0, 1):
        _send(client, lines)


def _settings(refresh: str, durability: str) -> dict[str, Any]:
    return {"refresh_interval": refresh, "translog": {"durability": durability}}


def _send_all(client: Elasticsearch, inventor: Inventor, first: int, size: int, say: Callable[[str], None]) -> None:
    began, on_way = time.monotonic(), deque[Future[None]]()
    with ThreadPoolExecutor(_AT_ONCE) as senders:
        for at, lines in enumerate(_bulks(inventor, first, size), start=1):
            if len(on_way) == _AT_ONCE:
                on_way.popleft().result()
            on_way.append(senders.submit(_send, client, lines))
            if at % _SAID_EVERY == 0:
                done = at * _A_BULK
                say(f"  {first + done:,} articles, {done / (time.monotonic() - began):.0f} a second")
        for each in on_way:
            each.result()


def _send(client: Elasticsearch, lines: Sequence[bytes]) -> None:
    # The client declares mappings, and passes lines of bytes on as they are.
    answer = client.bulk(operations=cast(Sequence[Mapping[str, Any]], lines), filter_path="items.*.error")
    if refused := answer.get("items"):
        raise RuntimeError(f"Elasticsearch refused a document: {refused[0]}")


def _bulks(inventor: Inventor, first: int, last: int) -> Iterator[list[bytes]]:
    articles = inventor.articles(first, last)
    while some := list(islice(articles, _A_BULK)):
        yield [
            line
            for article, outcomes in some
            for write in (article_document(article), *map(ledger_document, outcomes))
            for line in _lines(write)
        ]


def _lines(write: Write) -> tuple[bytes, bytes]:
    return msgspec.json.encode({"index": {"_index": write.alias, "_id": write.id}}), write.source
