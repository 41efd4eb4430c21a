"""From a verdict to what follows: the messages that finish a record, or another try."""

from collections.abc import Collection
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from contracts import topics
from services.indexer import metrics
from services.indexer.tell import Message, Name, death_of, outcome_of
from services.indexer.verdict import MISSING, Verdict
from services.indexer.work import Rejected, Work


class Finished(Struct, frozen=True):
    """The record needs nothing more once these messages are acknowledged."""

    messages: tuple[Message, ...] = ()


def settle(work: Work, verdict: Verdict, followed: Collection[str], tries: int) -> Finished | Work:
    """What follows from the verdict on a document: its end, or the work to be sent again.

    `tries` is how often Elasticsearch may break at a document. An index that is not there is waited for, but
    only that of a dossier that is followed: nobody will make any other.
    """
    if verdict.kind == "later" and not _waits_for_nobody(work, verdict, followed):
        metrics.RETRIES.labels(verdict.reason).inc()
        return msgspec.structs.replace(work, sent=True)
    if verdict.kind == "broken" and work.broken + 1 < tries:
        metrics.RETRIES.labels(verdict.reason).inc()
        return msgspec.structs.replace(work, sent=True, broken=work.broken + 1)
    if verdict.kind in ("later", "broken", "dead"):
        return finish_dead(Rejected(work.position, work.record, verdict.reason, verdict.error, work.subject))
    return _finish_standing(work, verdict)


def finish_dead(rejected: Rejected) -> Finished:
    """A record that cannot be indexed ends as a dead letter."""
    metrics.DEAD.labels(rejected.position.topic, rejected.reason).inc()
    if rejected.position.topic == topics.ARTICLES and rejected.subject:
        metrics.ARTICLES.labels(rejected.subject.dossier, "dead").inc()
    return Finished(tuple(death_of(rejected)))


def _finish_standing(work: Work, verdict: Verdict) -> Finished:
    if work.position.topic != topics.ARTICLES:
        metrics.ENTRIES.labels("written" if verdict.kind == "written" else "older").inc()
        return Finished()
    name = _name(work, verdict)
    _time_the_way(work, verdict)
    metrics.ARTICLES.labels(work.subject.dossier, name).inc()
    return Finished((outcome_of(work.subject, name),))


def _time_the_way(work: Work, verdict: Verdict) -> None:
    subject, now = work.subject, datetime.now(UTC)
    if verdict.kind != "written" or not subject.first:
        return
    if subject.visit:
        metrics.FETCHED_TO_SEARCHABLE.observe((now - subject.visit).total_seconds())
    if subject.published:
        metrics.PUBLISHED_TO_SEARCHABLE.observe(max(0.0, (now - subject.published).total_seconds()))


def _name(work: Work, verdict: Verdict) -> Name:
    if verdict.kind == "superseded":
        return "superseded"
    # Held already, and sent before: the request whose answer was lost had got through.
    return "unchanged" if verdict.kind == "unchanged" and not work.sent else "indexed"


def _waits_for_nobody(work: Work, verdict: Verdict, followed: Collection[str]) -> bool:
    dossier = work.subject.dossier
    return verdict.reason == MISSING and dossier is not None and dossier not in followed
