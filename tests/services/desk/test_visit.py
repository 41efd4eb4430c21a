"""What is new since the last visit: the browser's two times."""

from datetime import UTC, datetime, timedelta

import pytest
from starlette.requests import Request
from starlette.responses import Response

from services.desk.visit import COOKIE, Visit, remember, visit_of

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)


def ask(cookie: str | None, now: datetime) -> Visit:
    headers = [(b"cookie", f"{COOKIE}={cookie}".encode())] if cookie else []
    return visit_of(Request({"type": "http", "headers": headers}), now)


def kept(visit: Visit) -> str:
    response = Response()
    remember(response, visit)
    return response.headers["set-cookie"].partition("=")[2].partition(";")[0]


def test_what_was_new_stays_new_during_a_visit_and_the_next_counts_from_its_end() -> None:
    first = ask(None, NOW)
    assert first.before is None
    again = ask(kept(first), NOW + timedelta(minutes=10))
    assert again.before is None
    next_day = ask(kept(again), NOW + timedelta(days=1))
    assert next_day.before == NOW + timedelta(minutes=10)
    still = ask(kept(next_day), NOW + timedelta(days=1, minutes=5))
    assert still.before == NOW + timedelta(minutes=10)


@pytest.mark.parametrize(
    "cookie", ["x", "99999999999999.99999999999999", "4000000000.4000000000", ".", "-5.-5", "١٢.١٢"]
)
def test_a_cookie_that_cannot_be_read_counts_as_none(cookie: str) -> None:
    assert ask(cookie.encode().decode("latin-1"), NOW).before is None
