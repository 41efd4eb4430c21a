"""The site: which address shows which page, and what stands around all of them."""

from collections.abc import Callable

from elasticsearch import ApiError, BadRequestError, NotFoundError, TransportError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from services.desk.actors_page import actor_page, actors_page
from services.desk.article_page import article_page
from services.desk.asking import Asking, BadQuestion, Desk, NotHere
from services.desk.captures_page import capture_page
from services.desk.cite_page import cite_page
from services.desk.coverage_page import coverage_page, day_page
from services.desk.export_page import export_page
from services.desk.front_page import front_page
from services.desk.headers import SafeHeaders
from services.desk.help_page import help_page
from services.desk.limit import Buckets, RateLimit
from services.desk.measure import Measured
from services.desk.search_page import search_page
from services.desk.show import STATIC
from services.desk.story_page import sides_page, story_page
from services.desk.trouble import show_trouble
from services.desk.versions_page import versions_page
from services.desk.words import LANGUAGES, words_of

Page = Callable[[Asking], Response]

# How soon a page that found no Elasticsearch loads itself again, in seconds.
COME_AGAIN = 10

PAGES: dict[str, Page] = {
    "": front_page,
    "/search": search_page,
    "/articles/{page_id}": article_page,
    "/articles/{page_id}/versions": versions_page,
    "/articles/{page_id}/cite.{form}": cite_page,
    "/articles/{page_id}/captures/{number:int}.{form}": capture_page,
    "/stories/{story}": story_page,
    "/stories/{story}/sides": sides_page,
    "/actors": actors_page,
    "/actors/{actor}": actor_page,
    "/coverage": coverage_page,
    "/coverage/{outlet}/{day}": day_page,
    "/help": help_page,
    "/export.{form}": export_page,
}


def make_site(desk: Desk, buckets: Buckets) -> Starlette:
    """The application as an ASGI server runs it."""
    routes = [
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
        Route("/", _choose(desk), name="language"),
        Route("/{language}", _to_dossier(desk), name="dossiers"),
        *(
            Route(f"/{{language}}/{{dossier}}{path}", _answering(desk, page), name=page.__name__)
            for path, page in PAGES.items()
        ),
    ]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(Measured),
            Middleware(SafeHeaders),
            Middleware(RateLimit, buckets=buckets),
            Middleware(GZipMiddleware, minimum_size=1024, compresslevel=4),
        ],
        exception_handlers={
            BadQuestion: _bad,
            NotHere: _missing,
            HTTPException: _missing,
            BadRequestError: _bad_for_index,
            NotFoundError: _away,
            ApiError: _away,
            TransportError: _away,
            Exception: _broken,
        },
    )


def _choose(desk: Desk) -> Callable[[Request], Response]:
    """Arabic first; English for whoever's browser asks for English and not for Arabic."""

    def choose(request: Request) -> Response:
        wished = request.headers.get("accept-language", "").lower()
        language = "en" if wished.startswith("en") and "ar" not in wished else "ar"
        return RedirectResponse(f"/{language}/{next(iter(desk.dossiers))}", 302, {"Vary": "Accept-Language"})

    return choose


def _to_dossier(desk: Desk) -> Callable[[Request], Response]:
    def to_dossier(request: Request) -> Response:
        language = request.path_params["language"]
        if language not in LANGUAGES:
            raise NotHere(request.url.path)
        return RedirectResponse(f"/{language}/{next(iter(desk.dossiers))}", 302)

    return to_dossier


def _answering(desk: Desk, page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        language, dossier = request.path_params["language"], request.path_params["dossier"]
        if language not in LANGUAGES or dossier not in desk.dossiers:
            raise NotHere(request.url.path)
        return page(Asking(desk, request, language, desk.dossiers[dossier]))

    answer.__name__ = page.__name__  # what the metrics call it by
    return answer


def _say(request: Request, name: str) -> str:
    return words_of("en" if request.url.path.startswith("/en") else "ar").text[name]


def _bad(request: Request, error: Exception) -> Response:
    return show_trouble(request, 400, _say(request, "trouble_question"), str(error))


def _bad_for_index(request: Request, error: Exception) -> Response:
    return show_trouble(request, 400, _say(request, "trouble_question"), _say(request, "trouble_too_deep"))


def _missing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    detail = str(error) if isinstance(error, NotHere) else request.url.path
    return show_trouble(request, status, _say(request, "trouble_missing"), detail)


def _away(request: Request, error: Exception) -> Response:
    return show_trouble(request, 503, _say(request, "trouble_index"), type(error).__name__, COME_AGAIN)


def _broken(request: Request, error: Exception) -> Response:
    return show_trouble(request, 500, _say(request, "trouble_broken"))
