"""The cast of an article: who holds which office in it, and by what each goes who speaks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, structs

from contracts.article import DateFound
from contracts.search_form import folded
from services.parser.dossier.persons.name_words import word_before
from services.parser.dossier.persons.names import names
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.schema import Actor
from services.parser.dossier.sighting import Sighting
from services.parser.dossier.vocabulary import whole_article

_WORD = re.compile(r"\w+")
# Who speaks where several stand between verb and speech: وقال رئيس طاجيكستان إمام علي رحمان.
_RANK = {"person": 0, "office": 1, "organisation": 2, "state": 3}
ORGANISATION, STATE = _RANK["organisation"], _RANK["state"]


_STEM = 3  # letters of an adjective of a nation's without its ending


class Cast(Struct, frozen=True):
    """Who is in an article: `holders` of the offices by the offices' ids, by name the words of each of the `roles`
    printed beside it, once each, by each word of a person's name who is `called` so, and by «الملك» or the like before
    it who is `honoured` so, null for several; `actors` are all of the dossier."""

    holders: dict[str, str]
    roles: dict[str, dict[tuple[str, ...], None]]
    called: dict[str, str | None]
    honoured: dict[str, str | None]
    actors: Sequence[Actor]


def rank(sighting: Sighting) -> int:
    """How likely someone speaks beside others, persons first."""
    return _RANK[sighting.actor.kind] if sighting.actor else 0


def cast_of(
    fields: Sequence[tuple[FoldedField, Sequence[Sighting]]],
    actors: Sequence[Actor],
    published: DateFound | None = None,
) -> Cast:
    """The cast of an article, whose sightings are in reading order in each field."""
    cast = Cast({}, {}, {}, {}, actors)
    for field, here in fields:
        for person in here:
            if person.is_person:
                _remember(cast.called, _WORD.findall(field.text, person.start, person.end), name_of(person, cast))
                before = word_before(field.text, person.start)
                _remember(cast.honoured, [before] if before in names().crowned else [], name_of(person, cast))
            if person.is_person and person.role:
                cast.roles.setdefault(name_of(person, cast), {})[office_words(person.role)] = None
        cast.holders.update(_holders(field.text, here))
    named = {one.actor.id: one.actor for _, here in fields for one in here if one.actor and one.is_person}
    return structs.replace(cast, holders={**_known_holders(named.values(), actors, published), **cast.holders})


def _remember(known: dict[str, str | None], words: Sequence[str], name: str) -> None:
    """Keep whose the words are; nobody's where they are of several."""
    for word in words:
        known[word] = name if known.get(word, name) == name else None


def _holders(text: str, here: Sequence[Sighting]) -> dict[str, str]:
    """The person whom the article names with an office: رئيس طاجيكستان إمام علي رحمان; by the id of the office."""
    honours = names().honorifics
    held: dict[str, str] = {}
    for office, person in pairwise(here):
        beside = _is_office(office) and person.is_person
        if beside and not {*_WORD.findall(text, office.end, person.start)} - honours:
            held[_own_name(office)] = _own_name(person)
    offices = {
        _own_name(one): [*map(office_words, (*one.actor.spellings, *one.actor.local))]
        for one in here
        if one.actor and _is_office(one)
    }
    for role, person in {office_words(one.role): one for one in here if one.role and one.is_person}.items():
        for office_id, spellings in offices.items():
            if any(_is_in(spelling, role) for spelling in spellings):
                held.setdefault(office_id, _own_name(person))
    return held


def _known_holders(named: Iterable[Actor], actors: Sequence[Actor], published: DateFound | None) -> dict[str, str]:
    """Whom of those that an article names the dossier knows to hold an office, when it appeared or, where that is not
    known, to this day; nobody where two of them do."""
    offices = {actor.name_en: actor.id for actor in actors if actor.kind == "office" and actor.name_en}
    holders: dict[str, set[str]] = {}
    for actor in named:
        for tenure in actor.tenures:
            held = tenure.covers(published.at[:10]) if published else tenure.until is None
            if held and tenure.role in offices:
                holders.setdefault(offices[tenure.role], set()).add(actor.id)
    return {office: people.pop() for office, people in holders.items() if len(people) == 1}


def _is_in(office: tuple[str, ...], role: tuple[str, ...]) -> bool:
    """Whether an office is one of those that a role names: its first words together, all of them somewhere, and no
    deputy's. (وزير الخارجية الكويتي in نائب رئيس مجلس الوزراء الكويتي وزير الخارجية)"""
    if not {*office} <= {*role}:
        return False
    begins = (at for at in range(len(role)) if role[at : at + 2] == office[:2])
    return any(at == 0 or role[at - 1] not in names().deputies for at in begins)


def _is_office(sighting: Sighting) -> bool:
    return sighting.actor is not None and sighting.actor.kind == "office"


def _own_name(sighting: Sighting) -> str:
    return sighting.actor.id if sighting.actor else sighting.name


def name_of(sighting: Sighting, cast: Cast) -> str:
    """By what a speaker goes: the actor's id, its holder's for an office, or the name as printed."""
    own = _own_name(sighting)
    return cast.holders.get(own, own) if sighting.actor else own


def place(sighting: Sighting) -> int:
    """Where it stands, to sort by."""
    return sighting.start


def of_nation(nation: str, cast: Cast) -> Iterator[str]:
    """The people whose office names a state or an organisation of the dossier, of which `nation` is the adjective, or
    else a word that begins like it: الليبي of ليبيا."""
    nations = [actor for actor in cast.actors if _is_nisba(nation, actor)]
    known = [office_words(spelling) for actor in nations for spelling in _names(actor)]
    stem, foreign = _stem(nation), is_of_country(nation)
    for name, roles in cast.roles.items():
        named = any(_is_of(nations, role) or any({*words} <= {*role} for words in known) for role in roles)
        if named or (not known and foreign and any(_begins_like(stem, role) for role in roles)):
            yield name


def is_of_country(nation: str) -> bool:
    """Whether a word is the adjective of a country's: الفرنسي, but not الخارجية."""
    stem = _stem(nation)
    return len(stem) >= _STEM and any(country.removeprefix("ال").startswith(stem) for country in names().countries)


def _stem(nation: str) -> str:
    return nation.removeprefix("ال").removesuffix("ه")[:-1]


def _begins_like(stem: str, role: Sequence[str]) -> bool:
    return any(word.removeprefix("ال").startswith(stem) for word in role)


def _is_of(nations: Sequence[Actor], role: Sequence[str]) -> bool:
    """Whether an adjective of one of the nations is in an office, in whatever form: الإماراتي, الإماراتية."""
    return any(word.startswith("ال") and _is_nisba(word, actor) for word in role for actor in nations)


def office_words(text: str) -> tuple[str, ...]:
    """The folded words of an office or of a name, each with its article whole: للأمم is الأمم."""
    return tuple(map(whole_article, _WORD.findall(folded(text))))


def _names(actor: Actor) -> tuple[str, ...]:
    return (*actor.spellings, *actor.nisba)


def _is_nisba(nation: str, body: Actor) -> bool:
    return any(nation.removeprefix("ال").startswith(folded(nisba)) for nisba in body.nisba)
