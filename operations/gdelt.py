"""The GDELT project's DOC 2.0 API: which news sites of the last months wrote about something.

It searches the English translations of articles in 65 languages (blog.gdeltproject.org, GDELT DOC 2.0 API Debuts, and
Updates to the DOC 2.0 API), gives 250 articles at most, and asks for no more than one request in five seconds.
"""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from services.crawler.ask import Asking
from services.crawler.fetch import Limits
from services.crawler.host import Host
from services.crawler.sources import source_visit

ADDRESS = "https://api.gdeltproject.org/api/v2/doc/doc"
# Its own limits: articles in an answer, and seconds between requests with one to spare.
MOST_ARTICLES = 250
PACE = 6.0
_BODY = 4_000_000


class SeenArticle(Struct, frozen=True, kw_only=True):
    """An article that the index holds; `sourcecountry` is an English name, what is not known is empty."""

    url: str
    title: str = ""
    seendate: str = ""
    domain: str = ""
    language: str = ""
    sourcecountry: str = ""


class GdeltSilent(ValueError):
    """The API gave no articles; the reason is its own where it gave one."""


async def articles_about(
    phrase: str, language: str, span: str, asking: Asking, host: Host, address: str = ADDRESS
) -> list[SeenArticle]:
    """The newest articles in a language (an English name) that hold all words of an English phrase.

    `span` is how far back to look, as the API writes it: 3months, 2w, 5d. Raises GdeltSilent, FetchFailed.
    """
    asked = {
        "query": f"{phrase} sourcelang:{language.lower()}",
        "mode": "ArtList",
        "format": "json",
        "maxrecords": str(MOST_ARTICLES),
        "sort": "DateDesc",
        "timespan": span,
    }
    visit = source_visit(f"{address}?{urlencode(asked)}", "gdelt", datetime.now(UTC))
    answer = await asking.follow(host, visit, Limits(body=_BODY), same=lambda _: False)
    if answer.status != 200:
        raise GdeltSilent(f"status {answer.status}: {_line(answer.body)}")
    return articles_in(answer.body)


def articles_in(body: bytes) -> list[SeenArticle]:
    """The articles of an answer. Raises GdeltSilent where it is none: faults of a query come as a sentence."""
    try:
        # Titles come with raw control characters in them, which strict JSON forbids.
        answer = json.loads(body.decode("utf-8", "replace"), strict=False)
        found = answer.get("articles", [])
    except (ValueError, AttributeError, RecursionError) as error:
        raise GdeltSilent(_line(body) or "an empty answer") from error
    return [article for each in found if (article := _article(each))] if isinstance(found, list) else []


def _article(said: object) -> SeenArticle | None:
    try:
        return msgspec.convert(said, SeenArticle)
    except msgspec.ValidationError:
        return None


def _line(body: bytes) -> str:
    return " ".join(body[:300].decode("utf-8", "replace").split())
