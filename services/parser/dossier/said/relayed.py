"""Who speaks where someone relays it: نقلت الوكالة عن فلان أن, نسبت القناة إلى مصدر أمني."""

import re

from msgspec import structs

from services.parser.dossier.persons.offices import is_titled_from
from services.parser.dossier.said.bodies import body_at
from services.parser.dossier.said.cast import ORGANISATION, Cast, name_of, rank
from services.parser.dossier.said.described import described
from services.parser.dossier.said.meant import holder_of, office_at
from services.parser.dossier.said.saying import Saying, Speaker, nameless_speaks, person_speaks
from services.parser.dossier.said.speech import speech, verb_of


def relayed(saying: Saying, start: int, before: Speaker, cast: Cast) -> Speaker:
    """Who speaks at `start` where someone relays it: نقلت الوكالة عن فلان أن, نسبت إلى مصدر."""
    text = saying.text
    if start >= saying.end:
        return structs.replace(before, name=None)
    behind = (one for one in saying.here if start <= one.start < saying.end)
    named = next((one for one in behind if is_titled_from(text, start, one.start)), None)
    if named is not None:
        name = name_of(named, cast)
        return person_speaks(name) if rank(named) < ORGANISATION else nameless_speaks(name, before)
    if (office := office_at(text, start, saying.end)) and (holder := holder_of(office, None, cast)):
        return person_speaks(holder)
    if office or body_at(text, start):
        return nameless_speaks(described(saying.field, start, saying.end), before)
    return Speaker(person=before.person, unknown=True)


def may_relay(text: str, verb: re.Match[str]) -> bool:
    """Whether a verb by which someone relays what others say has of whom it is; of the others every one."""
    return verb_of(verb) not in speech().relaying or of_whom(text, verb) is not None


def of_whom(text: str, verb: re.Match[str]) -> re.Match[str] | None:
    """What stands between a verb by which someone relays what others say and whom it is of; null with any other."""
    behind = speech().relaying.get(verb_of(verb))
    return behind.match(text, verb.end()) if behind else None
