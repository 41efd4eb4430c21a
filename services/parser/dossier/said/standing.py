"""Who speaks and stands apart from the verb: نقلت الوكالة عن فلان أن, وكان فلان قد أكد."""

import re
from functools import cache

from msgspec import structs

from services.parser.dossier.persons.offices import is_titled_from
from services.parser.dossier.said.bodies import body_at
from services.parser.dossier.said.cast import ORGANISATION, Cast, name_of, rank
from services.parser.dossier.said.described import described
from services.parser.dossier.said.lists import one_of
from services.parser.dossier.said.meant import holder_of, office_at
from services.parser.dossier.said.saying import Saying, Speaker, nameless_speaks, person_speaks
from services.parser.dossier.said.speech import is_tied, speech, verb_of
from services.parser.dossier.sentences import sentence_start

_REACH = 160  # letters from «had» to its verb
_HAD = re.compile(r"(?<!\w)[وف]?كان(?:ت|وا)? (?P<who>[^\n.،:]{3,120}?)(?:، [^\n.،:]{2,40}،)? قد $")


@cache
def _statement() -> re.Pattern[str]:
    """A statement and whose it is, right before a verb."""
    return re.compile(rf"(?<!\w)(?:ال)?(?:{one_of('statements')}) (?:ل(?!ل)|(?=لل))(?P<whose>[^\n.،:]{{3,60}}?) $")


def standing(saying: Saying, start: int, end: int, before: Speaker, cast: Cast) -> Speaker:
    """Who speaks that stands at the folded [start, end)."""
    text = saying.text
    if start >= end:
        return structs.replace(before, name=None)
    inside = (one for one in saying.here if start <= one.start < end and is_titled_from(text, start, one.start))
    named = min(inside, default=None, key=rank)
    if named is not None:
        name = name_of(named, cast)
        return person_speaks(name) if rank(named) < ORGANISATION else nameless_speaks(name, before)
    if (office := office_at(text, start, end)) and (holder := holder_of(office, None, cast)):
        return person_speaks(holder)
    if office or body_at(text, start):
        return nameless_speaks(described(saying.field, start, end), before)
    return Speaker(person=before.person, unknown=True)


def who_had(text: str, verb: re.Match[str]) -> tuple[int, int] | None:
    """Where who had said something stands: وكانت النيابة العامة قد أكدت; null where no «had» is before the verb."""
    if is_tied(verb) or verb["participle"] or text[max(0, verb.start() - 4) : verb.start()] != " قد ":
        return None
    start = sentence_start(text, verb.start())
    had = _HAD.search(text, max(start, verb.start() - _REACH), verb.start())
    return had.span("who") if had else None


def whose_statement(text: str, verb: re.Match[str]) -> tuple[int, int] | None:
    """Where whose statement it is stands in which something is said: بيان لمجلس الأمن شدد فيه; null where none is."""
    start = sentence_start(text, verb.start())
    statement = _statement().search(text, max(start, verb.start() - _REACH), verb.start())
    return statement.span("whose") if statement else None


def may_relay(text: str, verb: re.Match[str]) -> bool:
    """Whether a verb by which someone relays what others say has of whom it is; of the others every one."""
    return verb_of(verb) not in speech().relaying or of_whom(text, verb) is not None


def of_whom(text: str, verb: re.Match[str]) -> re.Match[str] | None:
    """What stands between a verb by which someone relays what others say and whom it is of; null with any other."""
    behind = speech().relaying.get(verb_of(verb))
    return behind.match(text, verb.end()) if behind else None
