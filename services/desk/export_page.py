"""Taking results along: CSV, JSON Lines and BibTeX of any length, streamed; an Atom feed of the newest."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from starlette.responses import Response

from queries.search import query
from services.desk import metrics
from services.desk.all_hits import Hits, all_hits
from services.desk.asking import Asking, NotHere
from services.desk.atom import atom
from services.desk.cite import TYPES, cite
from services.desk.question import question, with_claim
from services.desk.shown import called
from services.desk.streamed import Streamed

Article = Mapping[str, Any]

# Entries on one page of a feed, and on all of its pages together.
FEED, LONGEST_FEED = 50, 1_000
COLUMNS = (
    "page_id",
    "revision",
    "url",
    "outlet",
    "outlet_name",
    "language",
    "title",
    "published",
    "published_grain",
    "author",
    "agency",
    "level",
    "score",
    "phases",
    "story",
    "role",
    "origin",
    "shared",
    "fetched_at",
)
# A sheet takes a cell that begins so for a formula and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export_page(asking: Asking) -> Response:
    """The results of a question in the form that the address ends in: atom, csv, jsonl or bib."""
    form = asking.part("form")
    if form == "atom":
        return _feed(asking)
    lines: dict[str, tuple[Callable[[Asking, Iterator[Article]], Iterator[str]], str]] = {
        "csv": (_csv, "text/csv; charset=utf-8"),
        "jsonl": (_jsonl, "application/jsonl; charset=utf-8"),
        "bib": (_bib, TYPES["bib"]),
    }
    if form not in lines:
        raise NotHere(asking.request.url.path)
    make, kind = lines[form]
    asked = question(asking, 0)
    articles = all_hits(asking.client, asking.index, with_claim(query(asked.asked), asked))
    # The first is asked for here: where Elasticsearch is away the reader gets that page, and not an empty file.
    first = next(articles, None)
    name = f"masar-{asking.dossier.id}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    text = () if asking.request.method == "HEAD" else make(asking, _counted(form, first, articles))
    return Streamed(text, articles, kind, headers)


def _counted(form: str, first: Article | None, rest: Hits) -> Iterator[Article]:
    if first is not None:
        metrics.EXPORTED.labels(form).inc()
        yield first
    for article in rest:
        metrics.EXPORTED.labels(form).inc()
        yield article


def _csv(asking: Asking, articles: Iterator[Article]) -> Iterator[str]:
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    # The mark at the beginning tells Excel that this is UTF-8.
    sheet.write("\ufeff")
    writer.writerow(COLUMNS)
    for article in articles:
        writer.writerow([_cell(value) for value in _row(asking, article)])
        if sheet.tell() > 32_000:
            yield sheet.getvalue()
            sheet.seek(0)
            sheet.truncate()
    yield sheet.getvalue()


def _row(asking: Asking, article: Article) -> list[Any]:
    published, byline, story = (article.get(name) or {} for name in ("published", "byline", "story"))
    return [
        article["page_id"],
        article["revision"],
        article["url"],
        article["outlet"],
        called(asking.dossier.outlets, article["outlet"], asking.language),
        article["language"],
        article.get("title"),
        published.get("at"),
        published.get("grain"),
        byline.get("author"),
        byline.get("agency"),
        article["relevance"]["level"],
        article["relevance"]["score"],
        " ".join(phase["id"] for phase in article.get("phases", ())),
        story.get("id"),
        story.get("role"),
        story.get("origin_page_id"),
        story.get("shared"),
        article["fetched_at"],
    ]


def _cell(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _jsonl(asking: Asking, articles: Iterator[Article]) -> Iterator[str]:
    for article in articles:
        yield msgspec.json.encode(article).decode() + "\n"


def _bib(asking: Asking, articles: Iterator[Article]) -> Iterator[str]:
    base = str(asking.request.base_url).rstrip("/")
    for article in articles:
        outlet = called(asking.dossier.outlets, article["outlet"], "ar")
        yield cite("bib", article, outlet, base + asking.path("articles", article["page_id"])) + "\n"


def _feed(asking: Asking) -> Response:
    start = asking.number("start", LONGEST_FEED - FEED)
    asked = question(asking, FEED)
    answer = asking.client.search(
        index=asking.index,
        query=with_claim(query(asked.asked), asked),
        size=FEED,
        from_=start,
        sort=[{"fetched_at": "desc"}, {"page_id": "asc"}],
        collapse={"field": "story.id"} if asked.asked.one_a_story else None,
        source_includes=[
            "page_id",
            "url",
            "outlet",
            "title",
            "summary",
            "body",
            "language",
            "published",
            "fetched_at",
            "byline",
        ],
        track_total_hits=False,
        request_cache=True,
    )
    found = [hit["_source"] for hit in answer["hits"]["hits"]]
    further = start + FEED if len(found) == FEED and start + 2 * FEED <= LONGEST_FEED else None
    return Response(atom(asking, found, further), media_type="application/atom+xml")
