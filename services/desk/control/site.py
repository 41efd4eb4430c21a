"""The control room's addresses. Everything but the sign-in asks for a session; every form for its mark."""

import hmac
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from kafka.errors import KafkaError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from services.desk.control.room import Chosen, Room
from services.desk.control.sign_in import Session, SignIn
from services.desk.headers import SafeHeaders
from services.desk.limit import Buckets, RateLimit
from services.desk.measure import Measured
from services.desk.show import STATIC, page
from services.desk.trouble import show_trouble
from services.desk.words import LANGUAGES, Language, words_of

COOKIE = "masar-control"
# How soon the page of topics loads itself again, in seconds.
RELOAD = 10
# Longest form; ours are far shorter.
_FORM = 10_000
# Acts that the page of the audit shows; `masar dead audit` has them all.
_ACTS = 200

Form = dict[str, str]
Page = Callable[[Room, Request, Session, Language, Form], Response]


def make_control(room: Room, sign_in: SignIn, buckets: Buckets, tries: Buckets, secure: bool) -> Starlette:
    """The application. `tries` bounds how often an address may try to sign in."""
    pages: dict[str, tuple[Page, str]] = {
        "": (topics_page, "GET"),
        "/dead": (dead_page, "GET"),
        "/dead/try": (try_page, "POST"),
        "/dead/replay": (replay_page, "POST"),
        "/audit": (audit_page, "GET"),
    }
    routes: list[Route | Mount] = [Mount("/static", StaticFiles(directory=STATIC), name="static")]
    routes += [Route("/", lambda request: RedirectResponse("/ar", 302), name="language")]
    for path, (show_it, method) in pages.items():
        answer = partial(_signed_in, room, sign_in, show_it)
        routes.append(Route(f"/{{language}}{path}", answer, methods=[method], name=show_it.__name__))
    routes.append(Route("/{language}/in", partial(_let_in, sign_in, tries, secure), methods=["POST"], name="in"))
    routes.append(Route("/{language}/out", partial(_let_out, sign_in), methods=["POST"], name="out"))
    return Starlette(
        routes=routes,
        middleware=[Middleware(Measured), Middleware(SafeHeaders), Middleware(RateLimit, buckets=buckets)],
        exception_handlers={KafkaError: _away},
    )


def topics_page(room: Room, request: Request, session: Session, language: Language, form: Form) -> Response:
    """Every topic: lag in records and seconds, last record, rate."""
    paces = [(each, _time(each.last)) for each in room.topics()]
    return _show("topics", language, session, paces=paces, reload=RELOAD)


def dead_page(room: Room, request: Request, session: Session, language: Language, form: Form) -> Response:
    """The dead letters by topic, step and reason."""
    return _show("dead", language, session, groups=room.groups())


def try_page(room: Room, request: Request, session: Session, language: Language, form: Form) -> Response:
    """A dry run: what would be sent again, and the form that does it."""
    topic, reason = form.get("topic", ""), form.get("reason", "")
    found = room.choose(topic, reason)
    return _show_trial(room, language, session, topic, reason, found)


def replay_page(room: Room, request: Request, session: Session, language: Language, form: Form) -> Response:
    """Send the letters of the dry run again; where they are others by now, nothing is sent."""
    topic, reason = form.get("topic", ""), form.get("reason", "")
    found = room.choose(topic, reason)
    if not hmac.compare_digest(found.mark.encode(), form.get("mark", "").encode()):
        return _show_trial(room, language, session, topic, reason, found, stale=True)
    sent, error = room.send(session.user, found.letters)
    return _show("sent", language, session, topic=topic, sent=sent, error=error)


def audit_page(room: Room, request: Request, session: Session, language: Language, form: Form) -> Response:
    """Who did what, the newest first."""
    return _show("audit", language, session, acts=room.acts(_ACTS))


def _show_trial(
    room: Room, language: Language, session: Session, topic: str, reason: str, found: Chosen, stale: bool = False
) -> Response:
    told = {"topic": topic, "reason": reason, "found": found, "first": room.first(found.letters), "stale": stale}
    return _show("try", language, session, 409 if stale else 200, **told)


async def _signed_in(room: Room, sign_in: SignIn, show_it: Page, request: Request) -> Response:
    language = _language(request)
    session = await run_in_threadpool(sign_in.session, request.cookies.get(COOKIE))
    if session is None:
        return _show("sign_in", language, None, 401 if request.method == "POST" else 200, told=None)
    form = await _form(request)
    if request.method == "POST" and not hmac.compare_digest(form.get("form", "").encode(), session.form.encode()):
        return _show("sign_in", language, None, 403, told=None)
    return await run_in_threadpool(show_it, room, request, session, language, form)


async def _let_in(sign_in: SignIn, tries: Buckets, secure: bool, request: Request) -> Response:
    language, words = _language(request), words_of(_language(request)).control
    if tries.take(request.client.host if request.client else ""):
        return _show("sign_in", language, None, 429, told=words["wait"])
    form = await _form(request)
    key = await run_in_threadpool(sign_in.open, form.get("user", ""), form.get("password", ""))
    if key is None:
        return _show("sign_in", language, None, 403, told=words["wrong"])
    response = RedirectResponse(f"/{language}", 303)
    response.set_cookie(COOKIE, key, httponly=True, samesite="strict", secure=secure, path="/")
    return response


async def _let_out(sign_in: SignIn, request: Request) -> Response:
    sign_in.close(request.cookies.get(COOKIE))
    response = RedirectResponse(f"/{_language(request)}", 303)
    response.delete_cookie(COOKIE, path="/")
    return response


async def _form(request: Request) -> Form:
    if request.method != "POST":
        return {}
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _FORM:
            return {}
    return {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


def _show(name: str, language: Language, session: Session | None, status: int = 200, **values: Any) -> HTMLResponse:
    words = words_of(language).control
    text = page(f"control/{name}.html", language, session=session, control=words, **values)
    # What operators see is kept by no cache.
    return HTMLResponse(text, status, {"Cache-Control": "no-store"})


def _language(request: Request) -> Language:
    return next((each for each in LANGUAGES if each == request.path_params.get("language")), "ar")


def _time(seconds: float | None) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else None


def _away(request: Request, error: Exception) -> Response:
    told = words_of(_language(request)).control["kafka_away"]
    return show_trouble(request, 503, told, type(error).__name__, 10)
