"""Our own readers, measured in the form of the peers: python -m evaluation.reading.ours NAME."""

import base64
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from contracts.addresses import host_of, page_id
from contracts.article import Article
from contracts.outlet import Outlet
from contracts.page import Page as Fetched
from evaluation.reading.serve import Answer, Loader, Page, Reader, serve
from runtime.collecting import collect_rarely
from services.parser.decode import decode
from services.parser.extract import extract, read_text
from services.parser.knowledge import Knowledge, load_knowledge
from services.parser.parse import parse_page

DOSSIERS = Path(__file__).parents[2] / "dossiers"


def _text() -> Reader:
    def read(page: Page) -> Answer:
        return {"text": "\n".join(read_text(page["html"], page["url"], None).story.paragraphs)}

    return read


def _extract() -> Reader:
    def read(page: Page) -> Answer:
        return {"text": "\n".join(extract(page["html"], page["url"], None).paragraphs)}

    return read


def _whole() -> Reader:
    knowledge = load_knowledge(DOSSIERS, ("dushanbe",))

    def read(page: Page) -> Answer:
        parsed = parse_page(fetched(page, knowledge), knowledge, everything=True)
        article = parsed.articles[0] if parsed.articles else None
        # what goes to Kafka is part of the cost
        msgspec.json.encode(article or parsed.outcome)
        return _told(article) if article else dict.fromkeys(("text", "title", "date", "byline"))

    return read


def _told(article: Article) -> Answer:
    return {
        "text": article.body,
        "title": article.title,
        "date": article.published.at if article.published else None,
        "byline": article.byline.author,
        "agency": article.byline.agency,
        "language": article.language,
    }


def _charset() -> Reader:
    def read(page: Page) -> Answer:
        return {"charset": decode(base64.b64decode(page["body_base64"]), None).charset}

    return read


def fetched(page: Page, knowledge: Knowledge) -> Fetched:
    """The page as the crawler sends it: of `body_base64`, or of `html` in UTF-8; headers say nothing."""
    body = base64.b64decode(page["body_base64"]) if "body_base64" in page else page["html"].encode()
    host = host_of(page["url"])
    known = _outlets_by_host(tuple(knowledge.outlets.values())).get(host.removeprefix("www."))
    return Fetched(
        page_id=page_id(page["url"]),
        url=page["url"],
        final_url=page["url"],
        outlet=known or host,
        fetched_at=datetime.fromisoformat(page["fetched_at"]) if page.get("fetched_at") else datetime.now(UTC),
        status=200,
        headers=(),
        body=body,
        discovered_by="evaluation",
    )


@lru_cache(1)
def _outlets_by_host(outlets: tuple[Outlet, ...]) -> dict[str, str]:
    return {host_of(outlet.home).removeprefix("www."): outlet.id for outlet in outlets}


READERS: dict[str, Loader] = {
    "masar text": (_text, "masar"),
    "masar extract": (_extract, "masar"),
    "masar": (_whole, "masar"),
    "masar charset": (_charset, "masar"),
}

if __name__ == "__main__":
    collect_rarely()  # as the parser's own process does
    serve(READERS)
