"""News agencies by the forms in which papers print them. Source: agencies.toml."""

import re
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from contracts.search_form import folded

_MARKS = re.compile(r"[\s()«»\"“”'/.]+")


class Agency(Struct, frozen=True):
    """An agency; `bracketed` forms are words of the language too and count only between brackets or slashes."""

    id: str
    country: str
    forms: tuple[str, ...]
    bracketed: tuple[str, ...] = ()


class _Agencies(Struct, frozen=True):
    agency: tuple[Agency, ...]


class NamedAgency(Struct, frozen=True):
    """An agency's form at [start, end) of a folded text; `only_bracketed` where it counts between brackets alone."""

    start: int
    end: int
    id: str
    only_bracketed: bool


@cache
def agencies() -> dict[str, Agency]:
    """The agencies by id."""
    path = Path(__file__).with_name("agencies.toml")
    return {agency.id: agency for agency in msgspec.toml.decode(path.read_bytes(), type=_Agencies).agency}


@lru_cache(1024)  # a page's lines are asked by several stages
def agencies_in(text: str) -> tuple[NamedAgency, ...]:
    """Every agency's form in the folded text of a line or an opening, in order, the longest at each place."""
    matches = _pattern().finditer(text)
    return tuple(NamedAgency(found.start(), found.end(), *_by_key()[_key(found[0])]) for found in matches)


@cache
def _by_key() -> dict[str, tuple[str, bool]]:
    keys: dict[str, tuple[str, bool]] = {}
    for agency in agencies().values():
        keys |= {_key(folded(form)): (agency.id, True) for form in agency.bracketed}
        keys |= {_key(folded(form)): (agency.id, False) for form in agency.forms}
    return keys


@cache
def _pattern() -> re.Pattern[str]:
    forms = {folded(form) for agency in agencies().values() for form in (*agency.forms, *agency.bracketed)}
    by_letter: dict[str, list[str]] = {}
    for way in sorted((_way(form) for form in forms), key=len, reverse=True):
        by_letter.setdefault(way[0], []).append(way[1:])
    # That no letter precedes is asked after the first one: so the engine looks for these letters alone.
    groups = (rf"{first}(?<!\w{first})(?:{'|'.join(rest)})" for first, rest in by_letter.items())
    return re.compile(rf"(?:{'|'.join(groups)})(?!\w)")


def _way(form: str) -> str:
    """A form as a pattern: single letters may stand together, words may have quotes or brackets between them."""
    parts = [part for part in _MARKS.split(form) if part]
    between = r"[\s.]{0,2}" if _is_letters(parts) else r"[\s()«»\"“”.]{1,3}"
    return between.join(re.escape(part) for part in parts)


def _key(form: str) -> str:
    parts = [part for part in _MARKS.split(form) if part]
    return ("" if _is_letters(parts) else " ").join(parts)


def _is_letters(parts: list[str]) -> bool:
    return len(parts) > 1 and all(len(part) == 1 for part in parts)
