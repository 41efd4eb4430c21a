"""Who speaks and is not named beside the verb: a body, an office, somebody by a word of their name."""

import re
from collections.abc import Sequence
from itertools import islice

from msgspec import structs

from contracts.search_form import folded
from services.parser.dossier.persons.names import names
from services.parser.dossier.said.behind import is_thanked
from services.parser.dossier.said.bodies import acting_body, body_before, body_behind, word_behind
from services.parser.dossier.said.cast import ORGANISATION, Cast, name_of, rank
from services.parser.dossier.said.described import behind_titles, called_behind_office, described, described_behind
from services.parser.dossier.said.meant import holder_of, is_anyones, office_at, office_of_clause
from services.parser.dossier.said.saying import Saying, Speaker, nameless_speaks, person_speaks
from services.parser.dossier.said.speech import is_present, speech, thanks
from services.parser.dossier.said.statements import is_issued
from services.parser.dossier.sentences import sentence_start

_SUBJECT = 40  # letters before a verb in which its line begins
_WORD = re.compile(r"\w+")
_LINE_HEAD = re.compile(r"(?:^|(?<=\n)|(?<!.))(\w+) $")


def nameless(saying: Saying, before: Speaker, cast: Cast) -> Speaker | None:
    """Who speaks without a name: a body, or an office that stands for someone; null where neither is there."""
    if body := body_behind(saying.field, saying.verb, saying.end, before.feminine):
        return nameless_speaks(body, before, saying.feminine)
    if not saying.is_in_it and (body := body_before(saying.field, saying.verb)):
        return structs.replace(before, name=body, unknown=False)
    acts = saying.of_several or saying.closes or is_issued(saying) or (_is_parted(saying) and saying.first)
    if acts and (body := _acting(saying)):
        return nameless_speaks(body, before)
    if saying.of_several and before.goes_on == before.person:  # one person is not several, and may tell what they do
        return Speaker(person=before.person, unknown=True) if saying.first else structs.replace(before, name=None)
    if person := _honoured(saying, cast) or _heads_line(saying, cast):
        return person_speaks(person, saying.feminine)
    if name := called_behind_office(saying):
        return nameless_speaks(name, before)
    if speaker := _officeholder(saying, before, cast):
        return speaker
    if name := described_behind(saying):
        person = cast.called.get(saying.follows)
        return person_speaks(person, saying.feminine) if person else nameless_speaks(name, before)
    return None


def _officeholder(saying: Saying, before: Speaker, cast: Cast) -> Speaker | None:
    """Who speaks by an office without a name; someone unknown where nobody is found who has it."""
    behind = None if saying.verb["participle"] else word_behind(saying.text, saying.verb)
    office = office_at(saying.text, behind.start(), saying.end) if behind else []
    office = office or office_of_clause(saying.text, saying.verb)
    if not office or office[0][0] in speech().no_speakers:
        return None
    if is_thanked(saying, office[-1].end()) and not any(word[0] in speech().bodies for word in office[1:]):
        return None  # but هنأ المبعوث الخاص الجانب الطاجيكي على: he does
    if _is_called_again(office, before):
        return structs.replace(before, name=before.goes_on, unknown=False)
    known = (one for one in saying.here if one.start == office[0].start() and rank(one) < ORGANISATION)
    if listed := next(known, None):
        return person_speaks(name_of(listed, cast), saying.feminine)
    if person := holder_of(office, before.person, cast):
        return person_speaks(person, saying.feminine)
    if is_anyones(office, cast):
        return nameless_speaks(described(saying.field, office[0].start(), saying.end), before)
    if len(office) > 1 or office[0][0] in names().offices:
        return Speaker(person=before.person, unknown=True)
    return None


def _honoured(saying: Saying, cast: Cast) -> str | None:
    """Who has the name of which a word stands behind honours right behind the verb: قالت الشيخة علياء."""
    before_names = saying.follows in names().honorifics or saying.follows in names().particles
    if not before_names or thanks(saying.verb):
        return None
    name = behind_titles(islice(_WORD.finditer(saying.text, saying.verb.end(), saying.end), 1, None))
    return cast.called.get(name[0]) if name else None


def _heads_line(saying: Saying, cast: Cast) -> str | None:
    """Who has the name of which a word begins a line, a verb in the present behind it: فلان يدعو إلى."""
    before = _LINE_HEAD.search(saying.text, max(0, saying.verb.start() - _SUBJECT), saying.verb.start())
    return cast.called.get(before[1]) if before and is_present(saying.verb) else None


def _is_called_again(office: Sequence[re.Match[str]], before: Speaker) -> bool:
    """Whether one word means who spoke last without a name: قال مسؤول عسكري إن …، وقال المسؤول."""
    word = office[0][0]
    return len(office) == 1 and word.removeprefix("ال") in folded(before.goes_on or "").split()


def _is_parted(saying: Saying) -> bool:
    """Whether a verb is a participle behind a comma: استدعت الوزارة السفير، معربة عن."""
    return saying.verb["participle"] is not None and saying.text.endswith(("، ", ", "), 0, saying.verb.start())


def _acting(saying: Saying) -> str | None:
    """The body that acts in the verb's sentence."""
    start = saying.verb.start()
    return acting_body(saying.field, sentence_start(saying.text, start), start)
