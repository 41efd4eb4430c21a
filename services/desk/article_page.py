"""An article: its text as printed, with what was inferred from it and why."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from services.desk.asking import Asking, NotHere
from services.desk.cite import content_hash
from services.desk.copies import folded
from services.desk.marking import FIELDS, Mark, marks_of, paragraphs
from services.desk.show import show


def article_page(asking: Asking) -> Response:
    """The page of one article."""
    article = find_article(asking, asking.part("page_id"))
    marks = marks_of(article)
    story = article.get("story")
    stories = folded(asking, [article]) if story else {}
    captures = asking.desk.captures.of(article["page_id"]) if asking.desk.captures else None
    return show(
        asking,
        "article.html",
        article=article,
        marks=marks,
        counted={kind: sum(mark.kind == kind for mark in marks) for kind in dict.fromkeys(mark.kind for mark in marks)},
        fields={name: paragraphs(article.get(name) or "", _in(marks, name)) for name in FIELDS},
        weighed=_weighed(marks),
        story=stories.get(story["id"]) if story else None,
        captures=captures,
        hash=content_hash(article),
    )


def find_article(asking: Asking, page_id: str) -> Mapping[str, Any]:
    """An article of the dossier by its page's id. Raises NotHere, and the client's errors."""
    answer = asking.client.search(index=asking.index, query={"term": {"page_id": page_id}}, size=1)
    if not answer["hits"]["hits"]:
        raise NotHere(page_id)
    found: Mapping[str, Any] = answer["hits"]["hits"][0]["_source"]
    return found


def _in(marks: tuple[Mark, ...], field: str) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark.field == field)


def _weighed(marks: tuple[Mark, ...]) -> list[tuple[str, float, int]]:
    """The terms that speak for the article: weight and how often, the heaviest first."""
    terms: dict[str, list[float]] = {}
    for mark in marks:
        if mark.kind == "evidence":
            terms.setdefault(mark.about, []).append(mark.figure or 0.0)
    return sorted(((term, max(found), len(found)) for term, found in terms.items()), key=lambda each: -each[1])
