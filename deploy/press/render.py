"""An article or a section page in the outlet's own template."""

import base64
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from html import escape
from string import Template

from deploy.press.article import Article
from deploy.press.calendar_day import printed_day
from deploy.press.head import head_of
from deploy.press.house import House

_PIECES = ("kicker", "title", "subtitle", "byline", "date_line", "caption")


def article_page(house: House, article: Article, today: datetime, corrected_at: datetime | None) -> str:
    """The HTML of an article; a correction, once out, is in the text and in the head's modified time."""
    head = head_of(house, article, corrected_at)
    return _page(house, article.title, head, _story(house, article, corrected_at), today, article.language)


def section_page(house: House, title: str, articles: Sequence[Article], today: datetime) -> str:
    """The HTML of a section: links to its articles, as a reader sees them."""
    return _page(house, title, "", _links(house, articles, "entry"), today)


def message_page(house: House, text: str, today: datetime) -> str:
    """The HTML of a page that only says something, such as that there is no such page."""
    return _page(house, text, "", _piece(house, "paragraph", text), today)


def _page(house: House, title: str, head: str, content: str, today: datetime, language: str = "ar") -> str:
    return house.page.substitute(
        title=escape(title),
        head=head,
        content=content,
        today=printed_day(today),
        most_read=_links(house, house.articles[:8], "most_read"),
        ticker=_links(house, house.articles[-3:], "ticker"),
        picture=_picture(house.style.padding),
        language=language,
    )


def _story(house: House, article: Article, corrected_at: datetime | None) -> str:
    pieces = {name: _piece(house, name, getattr(article, name)) for name in _PIECES}
    return house.story.substitute(
        **pieces,
        body=_body(house, article, corrected_at),
        related=_links(house, _related(house, article), "related"),
        comments="\n".join(_piece(house, "comment", comment) for comment in article.comments),
        views=str(article.views),
        media=house.style.pieces.get(article.serve, ""),
    )


def _body(house: House, article: Article, corrected_at: datetime | None) -> str:
    paragraphs = [_piece(house, "paragraph", text) for text in _as_printed(article, corrected_at)]
    if house.style.related_after and paragraphs:
        links = _links(house, _related(house, article), "related")
        wrapped = Template(house.style.pieces["related_inline"]).substitute(text=links)
        paragraphs.insert(house.style.related_after, wrapped)
    return "\n".join(paragraphs)


def _as_printed(article: Article, corrected_at: datetime | None) -> tuple[str, ...]:
    if article.correction is None or corrected_at is None:
        return article.paragraphs
    mended = article.correction
    return tuple(text.replace(mended.was, mended.now) for text in article.paragraphs)


def _related(house: House, article: Article) -> tuple[Article, ...]:
    """The two articles after this one in the house's order: what a newsroom's robot would propose."""
    others = [other for other in house.articles if other.listed and other.serve == "article"]
    at = next((index for index, other in enumerate(others) if other.path == article.path), 0)
    return tuple((others + others)[at + 1 : at + 3])


def _links(house: House, articles: Sequence[Article], name: str) -> str:
    snippet = Template(house.style.pieces.get(name, '<li><a href="$url">$text</a></li>'))
    return "\n".join(
        snippet.substitute(url=escape(house.url(each.path)), text=escape(each.title), date=escape(each.date_line))
        for each in articles
    )


def _piece(house: House, name: str, text: str) -> str:
    if not text:
        return ""
    return Template(house.style.pieces.get(name, "<p>$text</p>")).substitute(text=escape(text, quote=False))


@cache
def _picture(size: int) -> str:
    if not size:
        return ""
    pixels = bytes((index * 31 + index // 256) % 256 for index in range(size))
    return f'<img alt="" src="data:image/jpeg;base64,{base64.b64encode(pixels).decode()}">'
