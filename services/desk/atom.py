"""An Atom feed (RFC 4287) of articles."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as xml

from services.desk.asking import Asking
from services.desk.question import kept
from services.desk.shown import called, clean

_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SUMMARY = 500


def atom(asking: Asking, articles: Sequence[Mapping[str, Any]], further: int | None = None) -> bytes:
    """The feed of a question's answers, the newest first; `further`: where its next page starts (RFC 5005)."""
    base = str(asking.request.base_url).rstrip("/")
    given = dict(kept(asking))
    feed = xml.Element("feed", {"xmlns": _ATOM, _XML_LANG: asking.language})
    own = base + asking.path("export.atom", **given)
    _tell(feed, "id", own)
    _tell(
        feed,
        "title",
        f"{asking.words.text['name']}: {given.get('q') or getattr(asking.dossier, f'name_{asking.language}')}",
    )
    _tell(feed, "updated", max((str(each["fetched_at"]) for each in articles), default=asking.desk.now().isoformat()))
    xml.SubElement(feed, "link", {"rel": "self", "href": own})
    xml.SubElement(feed, "link", {"rel": "alternate", "href": base + asking.path("search", **given)})
    if further:
        xml.SubElement(feed, "link", {"rel": "next", "href": base + asking.path("export.atom", **given, start=further)})
    for article in articles:
        _entry(feed, article, base + asking.path("articles", article["page_id"]), asking)
    told: bytes = xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return told


def _entry(feed: xml.Element, article: Mapping[str, Any], permalink: str, asking: Asking) -> None:
    entry = xml.SubElement(feed, "entry", {_XML_LANG: article["language"]})
    _tell(entry, "id", f"urn:masar:{asking.dossier.id}:{article['page_id']}")
    _tell(entry, "title", article.get("title") or "")
    _tell(entry, "updated", str(article["fetched_at"]))
    # A date without an hour is no time that Atom knows; then only the text says it.
    published = article.get("published") or {}
    if published.get("grain") in ("minute", "second") and _zoned(published["at"]):
        _tell(entry, "published", published["at"] if published["grain"] == "second" else _with_seconds(published["at"]))
    byline = article.get("byline") or {}
    author = xml.SubElement(entry, "author")
    _tell(author, "name", byline.get("author") or called(asking.dossier.outlets, article["outlet"], asking.language))
    xml.SubElement(entry, "link", {"rel": "alternate", "href": permalink})
    xml.SubElement(entry, "link", {"rel": "via", "href": clean(article["url"])})
    _tell(entry, "summary", (article.get("summary") or article["body"])[:_SUMMARY])


def _tell(parent: xml.Element, name: str, text: str) -> None:
    xml.SubElement(parent, name).text = clean(text)


def _zoned(at: str) -> bool:
    return at.endswith("Z") or at[-6] in "+-"


def _with_seconds(at: str) -> str:
    return f"{at[:16]}:00{at[16:]}"
