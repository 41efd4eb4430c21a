"""One bulk request: documents to Elasticsearch, a verdict on each back."""

import time
from collections.abc import Mapping, Sequence
from typing import Any, cast

import msgspec
from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import ApiError, Elasticsearch

from services.indexer import metrics
from services.indexer.verdict import BUSY, Verdict, verdict
from services.indexer.work import Work, size_of

_STANDS = ("written", "unchanged", "superseded")
# Only these parts of the answer are read.
_ANSWER = "items.*.status,items.*.error"


class RefusedWhole(Exception):
    """The request as such was refused: one of its documents is at fault, and the answer does not say which."""


def send(client: Elasticsearch, works: Sequence[Work]) -> list[Verdict]:
    """Write the documents; one verdict for each, in order.

    Trouble on the way and a busy server are verdicts too (later, for all). Raises RefusedWhole where several
    documents were sent and the request was refused as one; a document sent alone is then dead.
    """
    started = time.monotonic()
    metrics.REQUEST_BYTES.inc(size_of(works))
    try:
        answer = client.bulk(operations=_lines(works), filter_path=_ANSWER)
    except TransportError as error:
        metrics.REQUESTS.labels("unanswered").inc()
        reason = "timeout" if isinstance(error, ConnectionTimeout) else "connection_error"
        return [Verdict("later", reason, str(error))] * len(works)
    except ApiError as error:
        metrics.REQUESTS.labels("refused").inc()
        return _refused(error, works)
    metrics.REQUESTS.labels("answered").inc()
    metrics.REQUEST_SECONDS.observe(time.monotonic() - started)
    items = [next(iter(item.values())) for item in answer["items"]]
    expected = sum(len(work.writes) for work in works)
    if len(items) != expected:
        return [Verdict("later", "answer_cut_short", f"{len(items)} results for {expected} documents")] * len(works)
    answers = iter(items)
    return [_together([verdict(next(answers), write.version) for write in work.writes]) for work in works]


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """The document's verdict, unless what goes with it does not stand: then that one's."""
    first, *others = verdicts
    if first.kind in _STANDS:
        return next((each for each in others if each.kind not in _STANDS), first)
    return first


def _refused(error: ApiError, works: Sequence[Work]) -> list[Verdict]:
    status = error.status_code
    if status in BUSY or status in (401, 403) or status >= 500:
        return [Verdict("later", f"status_{status}", str(error))] * len(works)
    if len(works) > 1:
        raise RefusedWhole(str(error))
    return [Verdict("dead", str(error.error), str(error))]


def _lines(works: Sequence[Work]) -> Sequence[Mapping[str, Any]]:
    lines: list[bytes] = []
    for write in (write for work in works for write in work.writes):
        action = {
            "_index": write.alias,
            "_id": write.id,
            "version": write.version,
            "version_type": "external",
            "require_alias": not write.direct,
        }
        lines += (msgspec.json.encode({"index": action}), write.source)
    # The client declares mappings, and passes lines of bytes on as they are.
    return cast(Sequence[Mapping[str, Any]], lines)
