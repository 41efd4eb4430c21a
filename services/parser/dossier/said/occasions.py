"""The speech in which something is said: جاء ذلك في كلمة ألقاها فلان, ألقى فلان كلمة أكد فيها."""

import re
from collections.abc import Sequence
from functools import cache

from services.parser.dossier.persons.offices import is_titled_from
from services.parser.dossier.said.cast import Cast, name_of
from services.parser.dossier.said.lists import one_of
from services.parser.dossier.sentences import sentence_end
from services.parser.dossier.sighting import Sighting


@cache
def _occasion() -> re.Pattern[str]:
    """What names a speech in which all was said, or who gives one."""
    speech = one_of("occasions")
    return re.compile(
        rf"(?<!\w)[وف]?(?:{one_of('came')}) (?:\w+ ){{1,4}}(?:{speech})(?!\w)"
        rf"|(?:(?<=\n)|(?<=[.؟!] )|(?<!.))[وف]?في (?:{speech}) ل(?=\w)"
        rf"|(?<!\w)[وف]?(?P<gives>{one_of('giving')})(?= [^\n.؟!]{{,200}} (?:{speech})ا?(?!\w))"
    )


@cache
def representing() -> re.Pattern[str]:
    """Words by which someone speaks for someone else."""
    return re.compile(rf"(?<!\w)(?:{one_of('representing')})(?!\w)")


@cache
def gives_speech() -> re.Pattern[str]:
    """The words by which a sentence begins whose subject gives a speech: وألقى كلمة الافتتاح."""
    return re.compile(rf"[وف]?(?:{one_of('giving')}) (?:{one_of('speeches')})(?: \w+){{0,2}}")


@cache
def spoken_in() -> re.Pattern[str]:
    """In what someone speaks: في تصريح, خلال مؤتمر."""
    return re.compile(rf" (?:في|خلال) (?:ال)?(?:{one_of('occasions', 'told_in')})(?!\w)")


@cache
def in_statement() -> re.Pattern[str]:
    """In what someone speaks, and nothing else before a sign: قالت الشرطة في البيان «…»."""
    return re.compile(rf" (?:في|خلال) (?:ال)?(?:{one_of('statements')})(?: (?:له|لها|صحفي|صحافي))*[ :]*$")


def told_there(text: str, here: Sequence[Sighting], start: int, end: int, cast: Cast) -> str | None:
    """Who, in [start, end), is said to have given the speech in which all was said: جاء ذلك في كلمة ألقاها فلان."""
    for match in _occasion().finditer(text, start, end):
        limit = min(sentence_end(text, match.end()), end)
        people = (one for one in here if match.end() <= one.start < limit and one.is_person)
        person = next(people, None)
        if person and representing().search(text, match.end(), person.start):
            person = next(people, None)  # في كلمة ممثل أمير البلاد فلان، ولي العهد فلان
        if person and not (match["gives"] and not is_titled_from(text, match.end(), person.start)):
            return name_of(person, cast)
    return None
