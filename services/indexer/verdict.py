"""What Elasticsearch's answer means for a document."""

import re
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

# Statuses by which Elasticsearch, or a proxy before it, says that it cannot now: it will take the document later.
BUSY = frozenset({408, 425, 429, 502, 503, 504})
# Refusals that tell of the cluster's state and nothing of the document, whatever their status.
_NOT_THE_DOCUMENTS = frozenset(
    {
        "cluster_block_exception",
        "index_closed_exception",
        "no_shard_available_action_exception",
        "primary_missing_action_exception",
        "process_cluster_event_timeout_exception",
        "security_exception",
        "shard_not_found_exception",
        "unavailable_shards_exception",
    }
)
MISSING = "index_not_found_exception"
_HELD_VERSION = re.compile(r"current version \[(\d+)\]")

Kind = Literal["written", "unchanged", "superseded", "later", "broken", "dead"]


class Verdict(Struct, frozen=True):
    """What became of a document.

    written: it stands. unchanged: this version stood already. superseded: a newer one stands. later: to be
    sent again, it was no fault of the document. broken: Elasticsearch failed at it, to be sent again a few
    times. dead: it was refused. `reason` is Elasticsearch's name for the error, `error` its full text.
    """

    kind: Kind
    reason: str = ""
    error: str = ""


def verdict(item: Mapping[str, Any], version: int) -> Verdict:
    """The verdict on one item of a bulk answer; `version` is the one that was sent."""
    status = int(item["status"])
    if status < 300:
        return Verdict("written")
    error = item.get("error") or {}
    reason, text = str(error.get("type", f"status_{status}")), told(error)
    if status == 409:
        return _conflict(text, version)
    if status in BUSY or reason in _NOT_THE_DOCUMENTS or reason == MISSING:
        return Verdict("later", reason, text)
    return Verdict("broken" if status >= 500 else "dead", reason, text)


def told(error: Mapping[str, Any]) -> str:
    """An error's type and reason with those of its causes, in Elasticsearch's own words."""
    parts = []
    cause: Mapping[str, Any] | None = error
    while cause:
        parts.append(f"{cause.get('type', 'error')}: {cause.get('reason', '')}")
        cause = cause.get("caused_by")
    return "; caused by ".join(parts)


def _conflict(text: str, version: int) -> Verdict:
    held = _HELD_VERSION.search(text)
    if held and int(held.group(1)) == version:
        return Verdict("unchanged", "version_conflict", text)
    return Verdict("superseded", "version_conflict", text)
