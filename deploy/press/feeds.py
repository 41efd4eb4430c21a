"""What a house tells crawlers it has: RSS, Atom, sitemap, sitemap index, news sitemap."""

from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from deploy.press.article import Article
from deploy.press.house import House, Listing

Corrected = Callable[[str], datetime | None]

_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def feed_of(house: House, listing: Listing, corrected: Corrected) -> tuple[str, str]:
    """Content type and XML of a listing. `corrected` says when an article (by address) was mended."""
    makers = {
        "rss": ("application/rss+xml; charset=utf-8", _rss),
        "atom": ("application/atom+xml; charset=utf-8", _atom),
        "sitemap": ("application/xml", _sitemap),
        "sitemap_index": ("application/xml", _sitemap_index),
        "news_sitemap": ("application/xml", _news_sitemap),
    }
    content_type, make = makers[listing.form]
    return content_type, '<?xml version="1.0" encoding="UTF-8"?>\n' + make(house, listing, corrected)


def _rss(house: House, listing: Listing, corrected: Corrected) -> str:
    items = "\n".join(_rss_item(house, listing, article, corrected) for article in house.listed(listing))
    return (
        f'<rss version="2.0"><channel>\n<title>{escape(house.outlet.name_ar)}</title>\n'
        f"<link>{house.outlet.home}</link>\n<description>{escape(listing.title)}</description>\n"
        f"<language>ar</language>\n{items}\n</channel></rss>\n"
    )


def _rss_item(house: House, listing: Listing, article: Article, corrected: Corrected) -> str:
    moment = _changed(house, article, corrected)
    date = f"<pubDate>{format_datetime(moment)}</pubDate>" if listing.dates else ""
    return (
        f"<item><title>{escape(article.title)}</title><link>{_link(house, listing, article)}</link>"
        f'<guid isPermaLink="false">{house.outlet.id}-{escape(article.path)}</guid>{date}'
        f"<category>{escape(article.section)}</category>"
        f"<description>{escape(_summary(article))}</description></item>"
    )


def _atom(house: House, listing: Listing, corrected: Corrected) -> str:
    articles = house.listed(listing)
    newest = max(_changed(house, article, corrected) for article in articles)
    entries = "\n".join(_atom_entry(house, listing, article, corrected) for article in articles)
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">\n<title>{escape(house.outlet.name_ar)}</title>\n'
        f"<id>{house.outlet.home}</id>\n<updated>{newest.isoformat()}</updated>\n"
        f'<link rel="self" href="{house.url(listing.path)}"/>\n{entries}\n</feed>\n'
    )


def _atom_entry(house: House, listing: Listing, article: Article, corrected: Corrected) -> str:
    return (
        f"<entry><title>{escape(article.title)}</title><id>{house.url(article.path)}</id>"
        f'<link rel="alternate" type="text/html" href="{_link(house, listing, article)}"/>'
        f"<published>{house.moment(article).isoformat()}</published>"
        f"<updated>{_changed(house, article, corrected).isoformat()}</updated>"
        f"<summary>{escape(_summary(article))}</summary></entry>"
    )


def _sitemap(house: House, listing: Listing, corrected: Corrected) -> str:
    places = "\n".join(
        f"<url><loc>{_link(house, listing, article)}</loc>"
        f"<lastmod>{_changed(house, article, corrected).isoformat()}</lastmod></url>"
        for article in house.listed(listing)
    )
    return f"<urlset {_SITEMAP}>\n{places}\n</urlset>\n"


def _sitemap_index(house: House, listing: Listing, corrected: Corrected) -> str:
    parts = "\n".join(f"<sitemap><loc>{house.url(part)}</loc></sitemap>" for part in listing.parts)
    return f"<sitemapindex {_SITEMAP}>\n{parts}\n</sitemapindex>\n"


def _news_sitemap(house: House, listing: Listing, corrected: Corrected) -> str:
    places = "\n".join(
        f"<url><loc>{_link(house, listing, article)}</loc><news:news><news:publication>"
        f"<news:name>{escape(house.outlet.name_ar)}</news:name><news:language>ar</news:language></news:publication>"
        f"<news:publication_date>{house.moment(article).isoformat()}</news:publication_date>"
        f"<news:title>{escape(article.title)}</news:title></news:news></url>"
        for article in house.listed(listing)
    )
    return f"<urlset {_SITEMAP} {_NEWS}>\n{places}\n</urlset>\n"


def _link(house: House, listing: Listing, article: Article) -> str:
    return escape(house.url(article.path + article.tracking if listing.tracked else article.path))


def _changed(house: House, article: Article, corrected: Corrected) -> datetime:
    return corrected(house.url(article.path)) or house.moment(article)


def _summary(article: Article) -> str:
    return " ".join(" ".join(article.paragraphs[:1]).split()[:20])
