"""What a page's head tells machines: JSON-LD, og: meta, a description, or nothing."""

import json
from datetime import datetime
from html import escape

from deploy.press.article import Article
from deploy.press.house import House


def head_of(house: House, article: Article, corrected_at: datetime | None) -> str:
    """The head's lines that the house prints, each on its own line."""
    makers = {"json_ld": _json_ld, "og": _open_graph, "description": _description, "canonical": _canonical}
    return "\n".join(makers[kind](house, article, corrected_at) for kind in house.style.head)


def _json_ld(house: House, article: Article, corrected_at: datetime | None) -> str:
    published = house.moment(article)
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "inLanguage": article.language,
        "mainEntityOfPage": house.url(article.path),
        "datePublished": published.isoformat(),
        "dateModified": (corrected_at or published).isoformat(),
        "author": {"@type": "Organization", "name": article.byline or house.outlet.name_ar},
        "publisher": {"@type": "NewsMediaOrganization", "name": house.outlet.name_ar, "url": house.outlet.home},
    }
    return f'<script type="application/ld+json">{json.dumps(told, ensure_ascii=False)}</script>'


def _open_graph(house: House, article: Article, corrected_at: datetime | None) -> str:
    published = house.moment(article)
    told = {
        "og:type": "article",
        "og:title": article.title,
        "og:url": house.url(article.path),
        "og:site_name": house.outlet.name_ar,
        "og:description": _first_words(article),
        "article:published_time": published.isoformat(),
        "article:section": article.section,
    }
    if corrected_at is not None:
        told["article:modified_time"] = corrected_at.isoformat()
    return "\n".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in told.items())


def _description(house: House, article: Article, corrected_at: datetime | None) -> str:
    return f'<meta name="description" content="{escape(_first_words(article))}">'


def _canonical(house: House, article: Article, corrected_at: datetime | None) -> str:
    return f'<link rel="canonical" href="{escape(house.url(article.path))}">'


def _first_words(article: Article) -> str:
    return " ".join(" ".join(article.paragraphs[:1]).split()[:25])
