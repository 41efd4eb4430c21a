"""What the parser's agents make of one record: the messages to send, in order. No broker in here."""

from typing import Any

import msgspec
import structlog
from msgspec import Struct

from contracts import codec, topics
from contracts.article import Article
from contracts.page import Page
from runtime.place import place_of
from services.parser import metrics
from services.parser.dead import Record, dead_letter
from services.parser.knowledge import Knowledge
from services.parser.outcome import outcome_of
from services.parser.parse import parse_page
from services.parser.sample import Sampler
from services.parser.stages import PageBroken, stage
from services.parser.trace import Entry, Tracing

log = structlog.get_logger()


class Sending(Struct, frozen=True):
    """A message on its way: to which topic, under which key."""

    topic: str
    key: str | None
    message: msgspec.Struct


def parse_record(record: Record, knowledge: Knowledge, sampler: Sampler) -> tuple[Sending, ...]:
    """Read the page in a record: its articles, then its outcome. What breaks becomes a dead letter."""
    try:
        page = codec.decode(record.value, Page)
    except codec.MessageRejected as error:
        return (_bury(record, "read", error.reason, str(error)),)
    try:
        parsed = parse_page(page, knowledge, sampled=sampler.takes(page.outlet))
    except PageBroken as broken:
        return _buried_page(record, page, broken)
    metrics.PAGES.labels(parsed.outcome.name).inc()
    metrics.LAST_PAGE.set_to_current_time()
    log.debug("parsed", **_place(record, page), outcome=parsed.outcome.name, reason=parsed.outcome.reason)
    return (
        *(Sending(topics.RELEVANT, article.dossier, article) for article in parsed.articles),
        Sending(topics.OUTCOMES, page.page_id, parsed.outcome),
    )


def _buried_page(record: Record, page: Page, broken: PageBroken) -> tuple[Sending, ...]:
    metrics.PAGES.labels("dead").inc()
    return (
        _bury(record, broken.step, broken.reason, broken.error, page),
        Sending(topics.OUTCOMES, page.page_id, outcome_of(page, "parse", "dead", broken.reason)),
    )


class TracedRecord(Struct, frozen=True):
    """What tracing makes of a record: messages to send and, when they are acknowledged, entries to remember."""

    sendings: tuple[Sending, ...]
    entries: tuple[Entry, ...] = ()


def trace_record(record: Record, tracing: Tracing) -> TracedRecord:
    """Give the article in a record its revision and story; others whose story it changes are sent anew."""
    try:
        article = codec.decode(record.value, Article)
    except codec.MessageRejected as error:
        return TracedRecord((_bury(record, "trace", error.reason, str(error)),))
    try:
        with stage("trace"):
            traced = tracing.take(article)
    except PageBroken as broken:
        outcome = Sending(
            topics.OUTCOMES, article.page_id, outcome_of(article, "trace", "dead", broken.reason, (article.dossier,))
        )
        return TracedRecord((_bury(record, "trace", broken.reason, broken.error, article), outcome))
    metrics.ARTICLES.labels(article.dossier, traced.name).inc()
    log.debug("traced", **_place(record, article), dossier=article.dossier, outcome=traced.name)
    if traced.name == "off_topic":
        return TracedRecord(())
    articles = tuple(
        Sending(topics.ARTICLES, f"{entry.article.dossier}:{entry.article.page_id}", entry.article)
        for entry in traced.entries
    )
    outcome = Sending(
        topics.OUTCOMES, article.page_id, outcome_of(article, "trace", traced.name, dossiers=(article.dossier,))
    )
    return TracedRecord((*articles, outcome), traced.entries)


def _bury(record: Record, step: str, reason: str, error: str, page: Page | Article | None = None) -> Sending:
    metrics.DEAD.labels(step, reason).inc()
    log.warning("dead letter", **_place(record, page), step=step, reason=reason, error=error)
    letter = dead_letter(record, step=step, reason=reason, error=error, page=page)
    return Sending(topics.dead(record.topic), page.page_id if page else None, letter)


def _place(record: Record, page: Page | Article | None) -> dict[str, Any]:
    return place_of(
        record.topic, record.partition, record.offset, page.page_id if page else None, page.outlet if page else None
    )
