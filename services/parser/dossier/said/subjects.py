"""Where who speaks ends, right behind a verb of speech: a name with its office, or a body."""

import re
from collections.abc import Sequence

from services.parser.dossier.persons.name_words import are_honours, is_nisba
from services.parser.dossier.persons.names import names
from services.parser.dossier.persons.offices import is_titled_from
from services.parser.dossier.said.bodies import body_at, subject_start
from services.parser.dossier.said.cast import ORGANISATION, rank
from services.parser.dossier.said.meant import is_office, office_at
from services.parser.dossier.said.speech import calls_on, speech
from services.parser.dossier.sighting import Sighting

_WORD = re.compile(r"\w+")
_GENERAL = ("العام", "العامه", "الاعلي", "المشترك", "المشتركه", "الموحد", "الموحده")


def subject_end(text: str, verb: re.Match[str], limit: int, here: Sequence[Sighting]) -> int:
    """Where the name of who speaks ends right behind a verb, an office and honours between; 0 where none stands."""
    behind = (one for one in here if verb.end() < one.start < limit)
    start = subject_start(text, verb)
    nearest = 0 if calls_on(verb) else start
    named = next((one for one in behind if rank(one) < ORGANISATION or one.start == nearest), None)
    if named is None or body_at(text, start):
        return _body_end(text, start, limit)
    return _title_end(text, named, here, limit) if is_titled_from(text, verb.end(), named.start) else 0


def _title_end(text: str, named: Sighting, here: Sequence[Sighting], limit: int) -> int:
    """Where a name ends with the name behind its office, or the office behind it: رئيس الوفد فلان, فلان وزير."""
    end = named.end
    for one in here:
        between = text[end : one.start]
        if one.start > end and are_honours(between):
            end = one.end
    office = office_at(text, end + 1, limit) if text[end : end + 1] == " " else []
    return office[-1].end() if office and office[0][0] in names().offices else end


def _body_end(text: str, start: int, limit: int) -> int:
    """Where an office of several words, or a definite body or office, ends that stands at `start`, an adjective of a
    nation's with it; 0 where none."""
    if (office := office_at(text, start, limit)) and len(office) > 1:
        return office[-1].end()
    word = _WORD.match(text, start)
    if word is None or not (word[0] in speech().bodies or is_office(word[0])) or not word[0].startswith("ال"):
        return 0
    if office := office_at(text, start, limit):
        return office[-1].end()
    return _called_end(text, word.end(), limit)


def _called_end(text: str, end: int, limit: int) -> int:
    """Where what a body is called ends behind its first word, which ends at `end`: المؤسسة العامة للتدريب والتأهيل."""
    for word in _WORD.finditer(text, end, limit):
        goes_on = is_nisba(word[0].removeprefix("و")) or word[0] in _GENERAL or word[0].startswith("لل")
        if text[end : word.start()] != " " or not goes_on:
            break
        end = word.end()
    return end
