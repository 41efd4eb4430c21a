"""Articles and outcomes as the documents that the index and the ledger hold."""

from datetime import UTC, datetime
from hashlib import sha256

import msgspec

from contracts.article import Article
from contracts.indexes import LEDGER, VERSIONS, writer_of
from contracts.outcome import Outcome
from services.indexer.work import Write

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_LOWER = 2**31 - 1
_WORKS_FOR_DOSSIER = ("trace", "index")


def article_document(article: Article) -> Write:
    """The article under its page's id, versioned by its revision. Paragraphs stay out: they are the body's lines."""
    fields = msgspec.structs.asdict(article)
    del fields["paragraphs"]
    return Write(writer_of(article.dossier), article.page_id, article.revision, msgspec.json.encode(fields))


def version_document(article: Article) -> Write:
    """The article's text under its own hash: a text that comes again, with whatever else around it, is there already.

    The first time that it was fetched stands, for a later one is no newer version.
    """
    printed = {name: getattr(article, name) for name in ("title", "subtitle", "summary", "body")}
    digest = sha256(msgspec.json.encode(printed)).hexdigest()
    named = {name: getattr(article, name) for name in ("page_id", "dossier", "outlet", "url", "revision", "fetched_at")}
    source = msgspec.json.encode({**named, **printed, "hash": digest})
    return Write(VERSIONS, f"{article.page_id}:{article.dossier}:{digest}", 1, source)


def ledger_document(outcome: Outcome) -> Write:
    """The outcome under page and step. What is told of newer content stands, of the same content the latest.

    Steps that work for one dossier keep an entry for each: page_id:index:dushanbe.
    """
    place = [outcome.page_id, outcome.step]
    if outcome.step in _WORKS_FOR_DOSSIER:
        place.extend(outcome.dossiers)
    return Write(LEDGER, ":".join(place), ledger_version(outcome), msgspec.json.encode(outcome))


def ledger_version(outcome: Outcome) -> int:
    """A version that orders outcomes by the content they are about, then by their time; below 2^63.

    The upper 32 bits are the visit in seconds since 2000 (0: no content yet), the lower 31 the time of
    the outcome: since the visit in tenths of a second (up to 6.8 years), else since 2000 in seconds.
    A replay of old content, told anew, must not stand over what is known of newer content.
    """
    if outcome.visit is None:
        return min(int(_since_2000(outcome.at)), _LOWER)
    visit = _since_2000(outcome.visit)
    later = max(0.0, _since_2000(outcome.at) - visit)
    return int(visit) << 31 | min(int(later * 10), _LOWER)


def _since_2000(at: datetime) -> float:
    moment = at if at.tzinfo else at.replace(tzinfo=UTC)
    return (moment - _EPOCH).total_seconds()
