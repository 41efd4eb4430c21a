"""What a page says of itself in its head: meta elements, title, canonical address, language."""

from collections.abc import Iterable, Mapping
from urllib.parse import urljoin

from msgspec import Struct
from selectolax.lexbor import LexborNode

from services.parser.landmarks import Landmarks, collapsed
from services.parser.seen import DateRole, DateSeen

# Names under which templates declare dates (Open Graph, Dublin Core, Parsely, Sailthru, schema.org and house names).
_DATES: Mapping[str, DateRole] = {
    "article:published_time": "published",
    "og:article:published_time": "published",
    "og:published_time": "published",
    "article:published": "published",
    "datepublished": "published",
    "date.published": "published",
    "publishdate": "published",
    "publish_date": "published",
    "publish-date": "published",
    "published_date": "published",
    "pubdate": "published",
    "publication_date": "published",
    "parsely-pub-date": "published",
    "sailthru.date": "published",
    "dc.date.issued": "published",
    "dcterms.issued": "published",
    "dcterms.created": "published",
    "dc.date.created": "published",
    "cxenseparse:recs:publishtime": "published",
    "article_date_original": "published",
    "rnews:datepublished": "published",
    "date": "unknown",
    "dc.date": "unknown",
    "dcterms.date": "unknown",
    "created": "unknown",
    "datecreated": "unknown",
    "article:modified_time": "modified",
    "article:modified": "modified",
    "og:updated_time": "modified",
    "datemodified": "modified",
    "last-modified": "modified",
    "lastmod": "modified",
    "dcterms.modified": "modified",
    "dc.date.modified": "modified",
    "revised": "modified",
}
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
_TITLES, _KIND, _SITE = ("og:title", "twitter:title"), "og:type", "og:site_name"
_SUMMARIES = ("og:description", "description", "twitter:description")
_ADDRESS, _LANGUAGES = "og:url", ("og:locale", "content-language")
# Every name that is read here: pages have three times as many.
_NAMES = frozenset((*_DATES, *_AUTHORS, *_TITLES, *_SUMMARIES, *_LANGUAGES, _KIND, _SITE, _ADDRESS))


class Meta(Struct, frozen=True, kw_only=True):
    """The head's declarations, as written; `title` is the whole of <title>, `site` what og:site_name says."""

    title: str | None = None
    shared_title: str | None = None
    summary: str | None = None
    site: str | None = None
    kind: str | None = None
    canonical_url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    dates: tuple[DateSeen, ...] = ()


def read_meta(landmarks: Landmarks, url: str) -> Meta:
    """Read the head. `url` is the page's address, against which a relative canonical one is resolved."""
    named = _named(landmarks.metas)
    return Meta(
        title=landmarks.title,
        shared_title=_first(named, _TITLES),
        summary=_first(named, _SUMMARIES),
        site=named.get(_SITE),
        kind=named.get(_KIND),
        canonical_url=_canonical(landmarks.canonical or named.get(_ADDRESS), url),
        language=landmarks.language or _first(named, _LANGUAGES),
        authors=tuple(dict.fromkeys(named[name] for name in _AUTHORS if name in named and "://" not in named[name])),
        dates=tuple(DateSeen(named[name], f"meta:{name}", role) for name, role in _DATES.items() if name in named),
    )


def _named(metas: Iterable[LexborNode]) -> dict[str, str]:
    """The contents by name, in lower case; of each name the first that says something."""
    named: dict[str, str] = {}
    for meta in metas:
        attributes = meta.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if not name or (key := name.strip().lower()) not in _NAMES or key in named:
            continue
        if content := collapsed(attributes.get("content")):
            named[key] = content
    return named


def _first(named: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((named[name] for name in names if name in named), None)


def _canonical(address: str | None, url: str) -> str | None:
    if address is None or address.startswith(("https://", "http://")):
        return address
    try:
        return urljoin(url, address)
    except ValueError:
        return None
