"""A citation to take along."""

from starlette.responses import Response

from services.desk.article_page import find_article
from services.desk.asking import Asking, NotHere
from services.desk.cite import FORMS, TYPES, cite
from services.desk.shown import called


def cite_page(asking: Asking) -> Response:
    """An article's citation in one of FORMS, as a file."""
    form = next((form for form in FORMS if form == asking.part("form")), None)
    if form is None:
        raise NotHere(asking.request.url.path)
    article = find_article(asking, asking.part("page_id"))
    text = cite(
        form, article, called(asking.dossier.outlets, article["outlet"], "ar"), permalink(asking, article["page_id"])
    )
    name = f"{article['page_id']}.{'json' if form == 'csl' else form}"
    return Response(text, media_type=TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}"'})


def permalink(asking: Asking, page_id: str) -> str:
    """The whole address of an article's page."""
    return str(asking.request.base_url).rstrip("/") + asking.path("articles", page_id)
