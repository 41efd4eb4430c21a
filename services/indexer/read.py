"""Records of masar.articles and masar.outcomes read: each becomes work or is rejected with a reason."""

from datetime import datetime

import msgspec

from contracts import codec, topics
from contracts.article import Article, DateFound
from contracts.outcome import Outcome
from services.indexer.document import article_document, ledger_document, version_document
from services.indexer.work import Position, Record, Rejected, Subject, Work

TOPICS = (topics.ARTICLES, topics.OUTCOMES)
# Elasticsearch takes no longer ids; a longer one would break the request, not only the document.
LONGEST_ID = 512


class _Named(msgspec.Struct):
    """The least that an outcome must say, read from an article that can be read no further."""

    page_id: str
    url: str
    outlet: str
    dossier: str
    fetched_at: datetime


def read(position: Position, record: Record) -> Work | Rejected:
    """The document that a record asks for, or why it cannot be made."""
    read_one = _read_article if position.topic == topics.ARTICLES else _read_outcome
    try:
        work = read_one(position, record)
    except codec.MessageRejected as error:
        return Rejected(position, record, error.reason, str(error), _subject_in(position.topic, record.value))
    if len(work.write.id.encode()) > LONGEST_ID or not work.write.id:
        error_text = f"the document's id has {len(work.write.id.encode())} bytes, 1 to {LONGEST_ID} are possible"
        return Rejected(position, record, "id_not_possible", error_text, work.subject)
    return work


def _read_article(position: Position, record: Record) -> Work:
    article = codec.decode(record.value, Article)
    return Work(position, record, _subject_of(article), article_document(article), (version_document(article),))


def _read_outcome(position: Position, record: Record) -> Work:
    outcome = codec.decode(record.value, Outcome)
    subject = Subject(page_id=outcome.page_id, url=outcome.url, outlet=outcome.outlet)
    return Work(position, record, subject, ledger_document(outcome))


def _subject_of(article: Article | _Named) -> Subject:
    return Subject(
        page_id=article.page_id,
        url=article.url,
        outlet=article.outlet,
        dossier=article.dossier,
        visit=article.fetched_at,
        published=_moment(article.published) if isinstance(article, Article) else None,
        first=isinstance(article, Article) and article.revision == 1,
    )


def _moment(found: DateFound | None) -> datetime | None:
    """A printed moment whose zone is known; a day alone tells no time."""
    if found is None or found.grain not in ("minute", "second"):
        return None
    try:
        moment = datetime.fromisoformat(found.at)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _subject_in(topic: str, value: bytes | None) -> Subject | None:
    if topic != topics.ARTICLES or not value:
        return None
    try:
        return _subject_of(msgspec.json.decode(value, type=_Named))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
