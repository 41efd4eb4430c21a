"""Who occurs in an article: actors of the dossier, and people whom it does not list."""

from collections.abc import Iterable, Iterator, Sequence

from contracts.article import ActorFound, DateFound, Mention
from services.parser.dossier.compiled import ActorMatcher, Dossier
from services.parser.dossier.families import families_in, family_of, is_family
from services.parser.dossier.match import Found
from services.parser.dossier.persons.bylines import bylines_in
from services.parser.dossier.persons.name_words import are_one_person
from services.parser.dossier.persons.offices import is_deputys, office_before, office_behind, title_start
from services.parser.dossier.persons.people import people_in
from services.parser.dossier.persons.prepositions import prepositions_in
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.schema import Actor
from services.parser.dossier.sighting import Sighting
from services.parser.dossier.spans import Spans
from services.parser.dossier.vocabulary import whole_article

_AUTHOR = "author"  # the role of who signs an opinion


def actors_of(sightings: Sequence[Sighting], published: DateFound | None) -> tuple[ActorFound, ...]:
    """One entry for each actor seen, in order of first sight, with every mention."""
    grouped: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        grouped.setdefault(sighting.actor.id if sighting.actor else sighting.name, []).append(sighting)
    return tuple(_found(group, published) for group in grouped.values())


def sightings_in(dossier: Dossier, fields: Sequence[FoldedField], titled_only: bool = False) -> list[Sighting]:
    """Every actor seen in the fields, in reading order; with `titled_only`, of the people whom the dossier does
    not list only those who are given an office or a word of honour."""
    seen: list[Sighting] = []
    for field in fields:
        here = [*_listed(dossier, field, seen)]
        if field.is_arabic:
            here += _unlisted(field, here, seen, titled_only)
        here += families_in(field, here, [*seen, *here])
        seen += sorted(here, key=lambda sighting: sighting.start)
    return _with_heads(dossier, fields, seen)


def _with_heads(dossier: Dossier, fields: Sequence[FoldedField], seen: Sequence[Sighting]) -> list[Sighting]:
    """With those whom headlines call by a short or a family name, and the text below by the full one."""
    everyone: list[Sighting] = []
    for field in fields:
        here = [one for one in seen if one.field is field]
        if field.name != "body":
            taken = _spans(here)
            free = [one for one in _listed(dossier, field, seen) if not taken.overlap(one.start, one.end)]
            here += free
            here += families_in(field, here, [*seen, *free])
        everyone += sorted(here, key=lambda sighting: sighting.start)
    return everyone


def _found(group: Sequence[Sighting], published: DateFound | None) -> ActorFound:
    actor = group[0].actor
    mentions = tuple(_mention(sighting) for sighting in group)
    role = next((sighting.role for sighting in group if sighting.role), None)
    if actor is None:
        return ActorFound(id=None, kind="person", name_ar=group[0].name, role=role, mentions=mentions)
    return ActorFound(
        id=actor.id,
        kind=actor.kind,
        name_ar=actor.name_ar,
        name_en=actor.name_en,
        role=role,
        tenure=_tenure(actor, published),
        wikidata=actor.wikidata,
        mentions=mentions,
    )


def _mention(sighting: Sighting) -> Mention:
    return sighting.field.mention(sighting.start, sighting.end)


def _tenure(actor: Actor, published: DateFound | None) -> str | None:
    """What the actor was when the article appeared, the later of two offices."""
    if published is None:
        return None
    held = [tenure for tenure in actor.tenures if tenure.covers(published.at[:10])]
    return held[-1].role if held else None


def _listed(dossier: Dossier, field: FoldedField, seen: Sequence[Sighting]) -> list[Sighting]:
    matcher = dossier.actors
    full = _not_anothers(matcher, field.text, matcher.full.find(field.text))
    known = {sighting.actor.id for sighting in seen if sighting.actor}
    if not full and not known:
        return []
    taken = _spans(full)
    first_seen = {matcher.actors[found.key].id: found.start for found in reversed(full)}

    def is_known(found: Found) -> bool:
        """Whether the full name stood before a short one, or stands behind it and an office is with the short one."""
        actor = matcher.actors[found.key].id
        if actor in known or actor not in first_seen:
            return actor in known
        return first_seen[actor] < found.start or title_start(field.text, found.start) < found.start

    free = (found for found in matcher.short.find(field.text) if not taken.overlap(found.start, found.end))
    short = filter(is_known, free)
    return [
        Sighting(
            field,
            found.start,
            found.end,
            actor := matcher.actors[found.key],
            actor.name_ar,
            _office(field, found) if actor.kind == "person" else None,
        )
        for found in (*full, *short)
    ]


def _not_anothers(matcher: ActorMatcher, text: str, found: Iterable[Found]) -> list[Found]:
    """The spellings that are no part of what somebody else is called: a deputy's office, the council of a state."""
    called: dict[int, Spans] = {}
    kept = []
    for one in found:
        if one.key not in called:
            patterns = matcher.unless.get(one.key, ())
            called[one.key] = Spans(span for pattern in patterns for span in pattern.matches(text))
        is_office = matcher.actors[one.key].kind == "office"
        if not called[one.key].overlap(one.start, one.end) and not (is_office and is_deputys(text, one.start)):
            kept.append(one)
    return kept


def _spans(here: Sequence[Sighting | Found]) -> Spans:
    return Spans((one.start, one.end) for one in here)


def _office(field: FoldedField, found: Found) -> str | None:
    """The office printed before a listed name, or behind it."""
    office = office_before(field.text, found.start) or office_behind(field.text, found.end)
    return _role(field, office) if office else None


def _role(field: FoldedField, office: tuple[int, int]) -> str:
    """An office as printed, its article whole: للأمين العام is الأمين العام."""
    return whole_article(_printed(field, *office))


def _unlisted(
    field: FoldedField, here: Sequence[Sighting], seen: Sequence[Sighting], titled_only: bool
) -> Iterator[Sighting]:
    families = {family_of(one) for one in (*seen, *here) if one.is_person}
    known = list(seen)
    people = _spans([one for one in here if one.is_person])
    bylines = bylines_in(field.text, title=field.name == "title")
    for person in people_in(field.text, prepositions_in(field), bylines):
        if people.overlap(person.start, person.end):
            continue
        words = field.text[person.start : person.end].split(" ")
        titled = person.titled or _and_follows(field.text, here, person.start)
        if (titled_only and not titled) or is_family(words, families):
            continue
        name = _same_person(" ".join(words), known) or _printed(field, person.start, person.end)
        role = _role(field, person.office) if person.office else _AUTHOR if person.author else None
        known.append(Sighting(field, person.start, person.end, None, name, role))
        families.add(family_of(known[-1]))
        yield known[-1]


def _and_follows(text: str, here: Sequence[Sighting], start: int) -> bool:
    """Whether «and» ties the name at `start` to someone whom the dossier lists: الرئيسين فلان وفلان."""
    if text[max(0, start - 2) : start] != " و":
        return False
    return any(one.end == start - 2 and one.actor is not None and one.actor.kind == "person" for one in here)


def _same_person(name: str, seen: Sequence[Sighting]) -> str | None:
    """The name by which someone seen before goes: the same, or one that is printed with fewer words."""
    for one in seen:
        text = one.field.text[one.start : one.end]
        if one.actor is None and text and are_one_person(text, name):
            return one.name
    return None


def _printed(field: FoldedField, start: int, end: int) -> str:
    first, last = field.printed_span(start, end)
    return " ".join(field.printed[first:last].replace("ـ", "").split())
