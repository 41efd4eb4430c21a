"""The cast of an article: who holds which office in it, and by what each goes who speaks."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from contracts.search_form import folded
from services.parser.dossier.actors import Sighting
from services.parser.dossier.names import names
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.schema import Actor

_WORD = re.compile(r"\w+")
# Who speaks where several stand between verb and speech: وقال رئيس طاجيكستان إمام علي رحمان.
_RANK = {"person": 0, "office": 1, "organisation": 2, "state": 3}


class Cast(Struct, frozen=True):
    """Who is in an article: `holders` of the offices by the offices' ids, and by name the words of the `roles` printed
    beside it."""

    holders: dict[str, str]
    roles: dict[str, set[str]]


def rank(sighting: Sighting) -> int:
    """How likely someone speaks beside others, persons first."""
    return _RANK[sighting.actor.kind] if sighting.actor else 0


def cast_of(fields: Sequence[tuple[FoldedField, Sequence[Sighting]]]) -> Cast:
    """The cast of an article, whose sightings are in reading order in each field."""
    cast = Cast({}, {})
    for field, here in fields:
        for person in here:
            if rank(person) == 0 and person.role:
                cast.roles.setdefault(name_of(person, cast), set()).update(_WORD.findall(folded(person.role)))
        cast.holders.update(_holders(field.text, here))
    return cast


def _holders(text: str, here: Sequence[Sighting]) -> dict[str, str]:
    """The person whom the article names with an office: رئيس طاجيكستان إمام علي رحمان; by the id of the office."""
    honours = names().honorifics
    held: dict[str, str] = {}
    offices = [one for one in here if one.actor and one.actor.kind == "office"]
    for office, person in pairwise(here):
        if office in offices and rank(person) == 0 and not {*_WORD.findall(text, office.end, person.start)} - honours:
            held[_id(office)] = _own_name(person)
    each = {_id(office): office for office in offices}
    for role, person in {one.role: one for one in here if one.role and rank(one) == 0}.items():
        for office in each.values():
            if any(folded(spelling) in folded(role) for spelling in _spellings(office)):
                held.setdefault(_id(office), _own_name(person))
    return held


def _own_name(person: Sighting) -> str:
    return person.actor.id if person.actor else person.name


def _spellings(office: Sighting) -> Sequence[str]:
    return office.actor.spellings if office.actor else ()


def _id(office: Sighting) -> str:
    return office.actor.id if office.actor else office.name


def name_of(sighting: Sighting, cast: Cast) -> str:
    """By what a speaker goes: the actor's id, its holder's for an office, or the name as printed."""
    if sighting.actor is None:
        return sighting.name
    return cast.holders.get(sighting.actor.id, sighting.actor.id)


def place(sighting: Sighting) -> int:
    """Where it stands, to sort by."""
    return sighting.start


def of_nation(nation: str, here: Sequence[Sighting]) -> Iterator[Sighting]:
    """The people whose office names a state or an organisation, of which `nation` is the adjective: الأممي."""
    bodies = [one.actor for one in here if one.actor and rank(one) > 1]
    known = {folded(word) for body in bodies if _is_nisba(nation, body) for word in (*body.spellings, *body.nisba)}
    for one in here:
        role = folded(one.role or "")
        if rank(one) == 0 and (nation in role.split() or any(word in role for word in known)):
            yield one


def _is_nisba(nation: str, body: Actor) -> bool:
    return any(nation.removeprefix("ال").startswith(folded(nisba)) for nisba in body.nisba)
