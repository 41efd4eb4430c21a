"""Does a server refuse us: by status, or with a page that asks for a person?"""

from functools import cache
from pathlib import Path

import msgspec

from services.crawler.fetch import Answer


class _Refusals(msgspec.Struct, frozen=True):
    statuses: frozenset[int]
    headers: tuple[tuple[str, str], ...]
    longest: int
    marks: tuple[str, ...]


def refusal_in(answer: Answer) -> str | None:
    """Why the answer is a refusal, in a phrase; null where it is none."""
    known = _refusals()
    for name, start in known.headers:
        if (answer.header(name) or "").lower().startswith(start):
            return f"challenge: {name}: {start}"
    if answer.status in known.statuses:
        return f"status {answer.status}"
    if len(answer.body) <= known.longest:
        for mark in known.marks:
            if mark.encode() in answer.body:
                return f"challenge page: {mark}"
    return None


@cache
def _refusals() -> _Refusals:
    return msgspec.toml.decode(Path(__file__).with_name("refusal.toml").read_bytes(), type=_Refusals)
