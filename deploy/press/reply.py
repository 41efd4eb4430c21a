"""What the press answers at an address: pages, listings, robots.txt, redirects, what is missing."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import unquote

from msgspec import Struct

from deploy.press.article import Article
from deploy.press.correction import Corrections
from deploy.press.feeds import feed_of
from deploy.press.house import House, Listing
from deploy.press.pdf import one_page_pdf
from deploy.press.render import article_page, message_page, section_page

_HTML = "text/html; charset=utf-8"
# Undeclared on purpose: the reader has to find the encoding out.
_BARE_HTML = "text/html"


class Reply(Struct, frozen=True):
    """An answer. An endless one goes on after `body` until the reader leaves."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    endless: bool = False


def reply_to(house: House, target: str, asked: Mapping[str, str], now: datetime, corrections: Corrections) -> Reply:
    """The house's answer to a request target (path and query). `asked` holds headers, lower case."""
    if target == "/robots.txt" and house.style.robots:
        return Reply(
            200,
            (("Content-Type", "text/plain; charset=utf-8"),),
            house.style.robots.strip().replace("{home}", house.outlet.home).encode(),
        )
    if (listing := _listing_at(house, target)) is not None:
        return _if_changed(asked, _listing_reply(house, listing, now, corrections))
    if (article := _article_at(house, target)) is not None:
        return _if_changed(asked, _article_reply(house, article, now, corrections))
    if target == "/":
        page = section_page(house, house.outlet.name_ar, house.articles[:6], now)
        return Reply(200, (("Content-Type", _HTML),), page.encode())
    return _missing(house, now)


def _listing_at(house: House, target: str) -> Listing | None:
    return next((listing for listing in house.style.listing if listing.path == target), None)


def _article_at(house: House, target: str) -> Article | None:
    wanted = unquote(target)
    for known in (wanted, wanted.partition("?")[0]):
        for article in house.articles:
            if article.path.rstrip("/") == known.rstrip("/"):
                return article
    return None


def _listing_reply(house: House, listing: Listing, now: datetime, corrections: Corrections) -> Reply:
    if listing.form == "section":
        page = section_page(house, listing.title, house.listed(listing), now)
        return Reply(200, (("Content-Type", _HTML),), page.encode())
    content_type, text = feed_of(house, listing, corrections.published_at)
    body = text.encode()
    validators = (("ETag", _tag(body)),) if "etag" in house.style.validators else ()
    return Reply(200, (("Content-Type", content_type), *validators), body)


def _article_reply(house: House, article: Article, now: datetime, corrections: Corrections) -> Reply:
    if article.serve == "missing":
        return _missing(house, now)
    if article.serve == "moved":
        return Reply(301, (("Location", house.url(article.to)), ("Content-Type", _HTML)), b"")
    if article.serve == "pdf":
        return Reply(200, (("Content-Type", "application/pdf"),), one_page_pdf())
    if article.serve == "endless":
        opening = article_page(house, article, now, None)
        return Reply(200, (("Content-Type", _HTML),), opening.encode(), endless=True)
    return _story_reply(house, article, now, corrections)


def _story_reply(house: House, article: Article, now: datetime, corrections: Corrections) -> Reply:
    url = house.url(article.path)
    corrected_at = corrections.published_at(url) if article.correction else None
    page = article_page(house, article, now, corrected_at)
    content_type = _HTML if article.charset == "utf-8" else _BARE_HTML
    body = page.encode(article.charset, errors="xmlcharrefreplace")
    if article.correction:
        corrections.served(url)
    return Reply(200, (("Content-Type", content_type), *_validators(house, article, corrected_at)), body)


def _validators(house: House, article: Article, corrected_at: datetime | None) -> tuple[tuple[str, str], ...]:
    """Of the article, not of the page: the header's date of today makes no new version."""
    changed = corrected_at or house.moment(article)
    version = f"{article.path} {article.title} {article.body} {corrected_at}".encode()
    every = {
        "etag": ("ETag", _tag(version)),
        "last_modified": ("Last-Modified", format_datetime(changed.astimezone(UTC), usegmt=True)),
    }
    return tuple(every[name] for name in house.style.validators)


def _if_changed(asked: Mapping[str, str], reply: Reply) -> Reply:
    told = dict(reply.headers)
    tags = asked.get("if-none-match")
    since = asked.get("if-modified-since")
    if tags is not None:
        same = "ETag" in told and told["ETag"] in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    else:
        same = since is not None and "Last-Modified" in told and not _later(told["Last-Modified"], since)
    return Reply(304, reply.headers, b"") if same else reply


def _later(changed: str, since: str) -> bool:
    try:
        return parsedate_to_datetime(changed) > parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return True


def _missing(house: House, now: datetime) -> Reply:
    page = message_page(house, "عفوا، الصفحة التي تبحث عنها غير موجودة", now)
    return Reply(404, (("Content-Type", _HTML),), page.encode())


def _tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:16]}"'
