"""What is told by someone's account without a verb of speech: وبحسب البيان، ركز الجانبان على …."""

import re
from collections.abc import Iterator, Sequence

from contracts.article import Quote
from services.parser.dossier.actors import Sighting
from services.parser.dossier.bodies import phrase_of
from services.parser.dossier.cast import Cast, name_of, rank
from services.parser.dossier.name_words import bare
from services.parser.dossier.names import names
from services.parser.dossier.offices import office_before
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.sentences import sentence_end, sentence_start
from services.parser.dossier.speech import speech

_REACH = 90  # letters from «according to» to the comma behind whose account it is
_STATE = 3  # the rank of a state, which gives no account
_SHORTEST = 12  # letters of what is told
_COMMA = re.compile("[،,] ?")
_WORD = re.compile(r"\w+")


def told_by(field: FoldedField, here: Sequence[Sighting], cast: Cast, taken: Sequence[Quote]) -> Iterator[Quote]:
    """The accounts that begin a sentence or end it, of known people and bodies, where nothing `taken` overlaps."""
    text = field.text
    for match in speech().according.finditer(text):
        start, end = sentence_start(text, match.start()), sentence_end(text, match.end())
        said = _said(text, match, start, end)
        if said is None:
            continue
        speaker = _teller(field, match, said[0] if said[0] > match.start() else end, here, cast)
        told = field.mention(*said)
        if speaker is None or any(one.start < told.end and told.start < one.end for one in taken):
            continue
        by = field.mention(match.start("by"), match.end("by"))
        yield Quote(
            speaker=speaker,
            verb=by.surface,
            direct=False,
            start=told.start,
            end=told.end,
            surface=told.surface,
            field=field.name,
        )


def _said(text: str, match: re.Match[str], start: int, end: int) -> tuple[int, int] | None:
    """The [start, end) of what is told: behind the comma where the account begins its sentence, before it where that
    ends with it, the sentence where it stands between commas."""
    before = text[start : match.start()].strip()
    if not before:
        comma = _COMMA.search(text, match.end(), min(end, match.end() + _REACH))
        return (comma.end(), end) if comma and end - comma.end() >= _SHORTEST else None
    if not before.endswith(("،", ",")):
        return None
    begins = start + len(text[start:end]) - len(text[start:end].lstrip())
    amid = _COMMA.search(text, match.end(), min(end, match.end() + _REACH))
    told = begins, end if amid else start + len(text[start : match.start()].rstrip(" ،,"))
    return told if told[1] - told[0] >= _SHORTEST else None


def _teller(field: FoldedField, match: re.Match[str], end: int, here: Sequence[Sighting], cast: Cast) -> str | None:
    """Whose account it is: who is named right behind, an office and honours between, or a body as printed."""
    text, at = field.text, match.end()
    named = next((one for one in here if at <= one.start < end and rank(one) < _STATE), None)
    if named is not None:
        office = office_before(text, named.start)
        start = office[0] if office and office[0] >= at - 1 else named.start
        if all(bare(word, names().honorifics) for word in _WORD.findall(text, at, start)):
            return name_of(named, cast)
    word = _WORD.match(text, at)
    if word is None or not bare(word[0], speech().bodies):
        return None
    return field.mention(*phrase_of(text, at, end)).surface
