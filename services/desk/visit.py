"""When a reader was last here: kept by the browser alone, in a cookie of two times."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "masar-visit"
# Whoever was away for longer comes anew; until then it is the same visit, and what was new stays so.
AWAY = timedelta(minutes=30)
_KEPT = 400 * 24 * 3600


class Visit(Struct, frozen=True):
    """`before`: when the visit before this one ended, null at the first. `now`: this request."""

    before: datetime | None
    now: datetime


def visit_of(request: Request, now: datetime) -> Visit:
    """The visit that a request belongs to. A cookie that cannot be read counts as none."""
    before, last = _read(request.cookies.get(COOKIE, ""), now)
    return Visit(last if last and now - last > AWAY else before, now)


def remember(response: Response, visit: Visit) -> None:
    """Have the browser keep the visit."""
    times = (visit.before, visit.now)
    value = ".".join("" if at is None else str(int(at.timestamp())) for at in times)
    response.set_cookie(COOKIE, value, max_age=_KEPT, httponly=True, samesite="lax", path="/")
    response.headers["Cache-Control"] = "private, no-cache"


def _read(cookie: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    before, _, last = cookie.partition(".")
    return _time(before, now), _time(last, now)


def _time(text: str, now: datetime) -> datetime | None:
    # Eleven digits and more lie beyond any clock.
    if not (text.isascii() and text.isdecimal() and len(text) < 11):
        return None
    at = datetime.fromtimestamp(int(text), UTC)
    return at if at <= now else None
