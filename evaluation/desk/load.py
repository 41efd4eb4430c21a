"""Invented articles into an index, from where the last call stopped."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from elasticsearch import Elasticsearch, helpers

from contracts.indexes import LEDGER, articles_of
from evaluation.desk.invented import Inventor
from services.indexer.document import article_document, ledger_document
from services.indexer.work import Write

_A_BULK = 500


def load(client: Elasticsearch, inventor: Inventor, dossier: str, size: int, say: Callable[[str], None]) -> None:
    """Fill the dossier's index to so many articles, and the ledger with as many outcomes; then make all searchable."""
    held = int(client.count(index=articles_of(dossier))["count"])
    began, last = time.monotonic(), held
    for at, (ok, told) in enumerate(_loading(client, inventor, held, size), start=1):
        if not ok:
            raise RuntimeError(f"Elasticsearch refused a document: {told}")
        if at % 40_000 == 0:
            last = held + at // 2
            say(f"  {last:,} articles, {(last - held) / (time.monotonic() - began):.0f} a second")
    client.indices.refresh(index=f"{articles_of(dossier)},{LEDGER}")


def _loading(client: Elasticsearch, inventor: Inventor, held: int, size: int) -> Iterator[tuple[bool, Any]]:
    # In order and one after another: what is there is then always the first so many.
    yield from helpers.streaming_bulk(client, _actions(inventor, held, size), chunk_size=_A_BULK)


def _actions(inventor: Inventor, held: int, size: int) -> Iterator[dict[str, Any]]:
    for article, outcome in inventor.articles(held, size):
        yield _action(article_document(article))
        yield _action(ledger_document(outcome))


def _action(write: Write) -> dict[str, Any]:
    return {"_index": write.alias, "_id": write.id, "_source": msgspec.json.decode(write.source)}
