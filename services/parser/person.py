"""Whether a short line names a person: by what names are made of, and by given names known from given_names.toml."""

import re
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from contracts.outlet import Outlet
from contracts.search_form import folded
from services.parser.agencies import agencies_in
from services.parser.dateline import is_city, wording
from services.parser.dates import words

_FEWEST_WORDS, _MOST_WORDS = 2, 5
_MOST_WORDS_ALONE = 4
_NO_PERSON = re.compile(r"[\d@/\\:;|<>{}()\[\]_؟?!«»]")
_NOT_ALONE = frozenset('"“”.،,-–—+*&#…')
_WORD = re.compile(r"[^\W\d_]+")
# «أ.د. », «د. », «م. » before a name.
_DEGREE = re.compile(r"^(?:(?:أ\.\s?)?د|م|أ)\s?\.\s?(?=\S)")


class _GivenNames(Struct, frozen=True):
    names: tuple[str, ...]
    also_words: tuple[str, ...]


def is_person(name: str, outlet: Outlet | None) -> bool:
    """Two to five words of letters that are no menu entry, desk, date, agency or the outlet itself."""
    plain = folded(name).strip()
    parts = plain.split()
    if not _FEWEST_WORDS <= len(parts) <= _MOST_WORDS or _NO_PERSON.search(plain):
        return False
    known = wording()
    if plain in known.no_author or parts[0] in known.desk or parts[0] in known.no_dateline or is_city(plain):
        return False
    if any(part in known.no_name or part in words.weekdays() for part in parts):
        return False
    if parts[0].startswith("ال") and parts[0] not in known.titles and parts[0] not in _given():
        return False
    return not is_house(plain, outlet) and not any(
        found.end - found.start > len(plain) // 2 for found in agencies_in(plain)
    )


def is_named_person(name: str, outlet: Outlet | None) -> bool:
    """Whether nothing but a name stands there, so that no «كتب» is needed: it opens with a given name.

    A given name that is a word of the language too needs the article on the family name.
    """
    name = _DEGREE.sub("", name.strip())
    plain = folded(name)
    parts = plain.split()
    if not is_person(name, outlet) or len(parts) > _MOST_WORDS_ALONE or _NOT_ALONE & set(plain):
        return False
    if parts[0] in wording().titles:
        parts = parts[1:]
    if len(parts) < _FEWEST_WORDS:
        return False
    return parts[0] in _given() or (parts[0] in _also_words() and parts[-1].startswith("ال"))


def names_somebody(line: str) -> bool:
    """Whether a line has a word that is a given name, or may be one."""
    parts = _WORD.findall(folded(line))
    return not (_given().isdisjoint(parts) and _also_words().isdisjoint(parts))


def is_house(name: str, outlet: Outlet | None) -> bool:
    """Whether a folded name is the outlet's own."""
    houses = (outlet.name_ar, outlet.name_en, outlet.id) if outlet else ()
    return name.strip('«»"“” ') in map(folded, houses)


@cache
def _given() -> frozenset[str]:
    return frozenset(folded(name) for name in _names().names)


@cache
def _also_words() -> frozenset[str]:
    return frozenset(folded(name) for name in _names().also_words)


@cache
def _names() -> _GivenNames:
    return msgspec.toml.decode(Path(__file__).with_name("given_names.toml").read_bytes(), type=_GivenNames)
