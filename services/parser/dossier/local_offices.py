"""Offices by spellings that every neighbour has too: سمو ولي العهد."""

from collections.abc import Collection, Iterator, Sequence

from contracts.search_form import folded
from services.parser.dossier.persons.name_words import are_honours
from services.parser.dossier.schema import Actor
from services.parser.dossier.sighting import Sighting


def of_this_state(sightings: Sequence[Sighting], country: str | None) -> Iterator[Sighting]:
    """The sightings in an article of an outlet of that country, without offices by a spelling that may be another
    state's where nothing says that it is the dossier's."""
    seen = {one.actor.id for one in sightings if one.actor}
    for one, following in zip(sightings, [*sightings[1:], None], strict=False):
        if one.actor is None or not _is_local(one, one.actor) or _is_theirs(one.actor, seen, country, one, following):
            yield one


def _is_theirs(
    actor: Actor, seen: Collection[str], country: str | None, office: Sighting, following: Sighting | None
) -> bool:
    """Whether an office by a spelling that may be another state's is the dossier's all the same."""
    at_home = actor.of in seen or (country is not None and country == actor.country)
    return at_home and not _is_anothers(office, following)


def _is_local(sighting: Sighting, actor: Actor) -> bool:
    """Whether an office is named by one of its spellings that may be another state's."""
    surface = sighting.field.text[sighting.start : sighting.end]
    return any(folded(spelling) == surface for spelling in actor.local)


def _is_anothers(office: Sighting, following: Sighting | None) -> bool:
    """Whether who is named right behind an office, honours between, is nobody whom the dossier lists."""
    if following is None or following.field is not office.field or following.actor is not None:
        return False
    return are_honours(office.field.text[office.end : following.start])
