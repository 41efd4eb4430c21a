"""What stands behind a colon with its speaker before it: فلان: الحدود آمنة, in a headline or in a line of its own."""

import re
from collections.abc import Iterator, Sequence

from contracts.article import Quote
from services.parser.dossier.persons.name_words import bare
from services.parser.dossier.persons.names import names
from services.parser.dossier.persons.offices import is_titled_from
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.said.cast import ORGANISATION, STATE, Cast, name_of, rank
from services.parser.dossier.said.meant import holder_of, office_at
from services.parser.dossier.said.saying import said_by
from services.parser.dossier.said.speech import speech
from services.parser.dossier.sighting import Sighting

_WORD = re.compile(r"\w+")
_PARTICLES = re.compile(r"^[وبل]?(?:ال|لل)")
_SHORTENED, _STEM, _LETTERS = 3, 3, 4  # words of an office, letters of one, and of these so many are compared
# Before who speaks may stand what happened (انطلاق المؤتمر.. فلان: …), behind them to whom (فلان ل«الراي»: …).
_HEADED = re.compile(
    r"^(?:[^:\n]{3,120}\.\.)?[ •*\-–]*(?P<who>[^:.؟!\n]{3,60}?)(?: ل ?[«“\"][^«»“”\"\n]{2,20}[»”\"])?"
    r" ?(?P<colon>:) ?(?P<said>[^\n]{8,}?)[. ]*$",
    re.MULTILINE,
)


def title_quote(field: FoldedField, here: Sequence[Sighting], cast: Cast) -> Quote | None:
    """What a title has behind a colon, by whom the title names before it."""
    match = _HEADED.fullmatch(field.text) if field.name == "title" else None
    speaker = _heading(field, match.span("who"), here, cast) if match else None
    return said_by(speaker, field, match.span("colon"), match.span("said")) if match and speaker else None


def lines_quoted(field: FoldedField, here: Sequence[Sighting], cast: Cast) -> Iterator[Quote]:
    """What lines have behind a colon, by the person whose name and office is all that stands before it."""
    people = {one.end: one for one in reversed(here) if rank(one) < ORGANISATION}
    for match in _HEADED.finditer(field.text):
        named = people.get(match.end("who"))
        if named and is_titled_from(field.text, match.start("who"), named.start):
            yield said_by(name_of(named, cast), field, match.span("colon"), match.span("said"))
        elif holder := _holder(field, *match.span("who"), cast):
            yield said_by(holder, field, match.span("colon"), match.span("said"))


def _heading(field: FoldedField, who: tuple[int, int], here: Sequence[Sighting], cast: Cast) -> str | None:
    """Who is named in the folded [start, end) `who` of a title: a person or an office, a body as printed, an
    organisation."""
    start, end = who
    named = next((one for one in here if one.end == end and start <= one.start and rank(one) < STATE), None)
    if named is not None and (rank(named) < ORGANISATION or named.start == start):
        return name_of(named, cast)
    if (body := bare(field.text[start:end].split(" ")[0], speech().bodies)) and body not in speech().topics:
        return field.mention(start, end).surface
    return _holder(field, start, end, cast)


def _holder(field: FoldedField, start: int, end: int, cast: Cast) -> str | None:
    """Who has the office, or the one word of their name, that is all of the folded [start, end)."""
    if called := cast.called.get(field.text[start:end]):
        return called
    office = office_at(field.text, start, end)
    if office and office[-1].end() < end:
        office = list(_WORD.finditer(field.text, start, end))  # الأمين العام لمجلس وزراء الداخلية العرب
    if not office or office[0][0] not in names().offices:
        return None
    return holder_of(office, None, cast) or _printed_otherwise([word[0] for word in office], cast)


def _printed_otherwise(office: Sequence[str], cast: Cast) -> str | None:
    """Who alone has an office with a word for each of these, as headlines shorten them: وزير خارجية تونس for وزير
    الخارجية التونسي."""
    if len(office) < _SHORTENED:
        return None
    found = [name for name, roles in cast.roles.items() if any(_has_each(office, role) for role in roles)]
    return found[0] if len(found) == 1 else None


def _has_each(office: Sequence[str], role: Sequence[str]) -> bool:
    return all(any(_is_alike(word, other) for other in role) for word in office) and _is_alike(office[0], role[0])


def _is_alike(one: str, other: str) -> bool:
    """Whether of two words, particles and the article left out, one begins like the other."""
    stems = [_PARTICLES.sub("", word) for word in (one, other)]
    return min(map(len, stems)) >= _STEM and stems[0][:_LETTERS] == stems[1][:_LETTERS]
