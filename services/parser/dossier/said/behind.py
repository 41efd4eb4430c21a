"""Who is named behind a verb of speech and speaks: not whom the verb turns to, who attends or is told of."""

import re

from services.parser.dossier.persons.name_words import bare, without_honours
from services.parser.dossier.persons.names import names
from services.parser.dossier.persons.offices import title_start
from services.parser.dossier.said.bodies import WHICH, subject_start
from services.parser.dossier.said.cast import ORGANISATION, rank
from services.parser.dossier.said.described import described_end
from services.parser.dossier.said.meant import office_at
from services.parser.dossier.said.occasions import representing
from services.parser.dossier.said.saying import Saying, Speaker
from services.parser.dossier.said.speech import calls_behind, calls_on, speech, thanks
from services.parser.dossier.sighting import Sighting

_RANKS = 30  # letters from a comma to a name, ranks and honours between: ، اللواء الحقوقي فلان
_WORD = re.compile(r"\w+")
_PARTED = re.compile("،| و")
_WITH_WHOM = 2  # words right behind a verb that say it: لدى لقائه
_TOWARDS = ("ل", "الي", "من", "عن", "علي", "مع", "لدي", "بين", "باسم")
_HONOURS = 3  # words before an office or a name that may say who else is there


def named_behind(saying: Saying, before: Speaker) -> Sighting | None:
    """Who stands between a verb and what is said; a state or an organisation only right after a verb that does not call
    on it, as who spoke `before` shows, and not who is only represented but the one named next."""
    verb, text, start = saying.verb, saying.text, saying.verb.end()
    if verb["participle"] or (calls_on(verb) and saying.is_in_it):
        return None  # داعيا فلانا إلى, تصريحات اتهم فيها فلانا: who stands behind one is spoken to
    nearest = start if calls_behind(verb, before.feminine) else subject_start(text, verb) + 1
    candidates = [one for one in saying.here if start <= one.start < saying.end]
    candidates = [one for one in candidates if rank(one) < ORGANISATION or one.start <= nearest]
    candidates = [one for one in candidates if not WHICH.search(text, start, one.start)]  # who acts in its clause
    candidates = [one for one in candidates if not _is_told(text, start, one)]
    first = next(iter(candidates), None)
    if first and (_attends(text, start, first.start) or _is_theirs(saying, first) or _is_apart(saying, first)):
        return None
    candidates = [one for one in candidates if not is_thanked(saying, one.end)]
    ranked = sorted(candidates, key=lambda one: (rank(one), one.start))
    people = [one for one in ranked if one.is_person]
    if ranked and (stands := representing().search(text, start, (people or ranked)[0].start)):
        if len(people) == 1 and _PARTED.search(text, stands.end(), people[0].start):
            return people[0]  # ممثل الجزائر، السفير فلان: it is his office
        return people[1] if len(people) > 1 else None
    return ranked[0] if ranked else None


def _is_told(text: str, start: int, one: Sighting) -> bool:
    """Whether a preposition stands before someone behind a verb that ends at `start`, their office and honours between:
    شرح للوزير فلان ما, وتوجه إلى الشيخ فلان بالثناء."""
    begins = title_start(text, one.start)
    if begins <= start or not one.is_person:
        return False
    words = _WORD.findall(text, start, begins)
    plain = without_honours(words)
    if any(word.startswith("لل") for word in words[len(plain) :]):
        return True
    return bool(plain) and plain[-1] in _TOWARDS and plain[-2:] != ["كل", "من"]  # شدد كل من الوزير فلان والسفير فلان


def is_thanked(saying: Saying, end: int) -> bool:
    """Whether who is named behind a verb that needs whom it thanks is that, the name ending at `end`: شكر الوزير فلانا
    وفلانا على."""
    rest = saying.text[end : saying.end].strip(" ،")
    return thanks(saying.verb) and (not rest or rest.startswith("و"))


def _attends(text: str, start: int, name: int) -> bool:
    """Whether someone named at `name`, behind a verb that ends at `start`, only attends: وقال، وإلى جانبه فلان."""
    words = _WORD.findall(text, start, max(start, title_start(text, name)))
    words = words[:_WITH_WHOM] + words[-_HONOURS:]  # لدى لقائه، اليوم في العاصمة، فلانا
    return any(bare(word, speech().attending) or word[1:] in names().counterparts for word in words)


def _is_theirs(saying: Saying, person: Sighting) -> bool:
    """Whether a body or someone of a person's stands between a verb and the name: أعلن مكتب رئيس الوزراء فلان."""
    follows, lists = saying.follows, speech()
    if follows not in lists.bodies and follows not in lists.whose:
        return False
    words = _WORD.findall(saying.text, saying.verb.end(), title_start(saying.text, person.start))
    plain = [word for word in words if not bare(word, names().honorifics) and word not in lists.times]
    return len(plain) == 1 or (plain != [] and all(word in lists.whose for word in plain))


def _is_apart(saying: Saying, person: Sighting) -> bool:
    """Whether someone else stands right behind a verb, and more than honours between them and a person: أبلغ رئيس الأمن
    العام الحاضرين تحيات فلان, أعلنت الجبهة نبأ وفاة فلان."""
    text, start = saying.text, subject_start(saying.text, saying.verb)
    begins = title_start(text, person.start)
    named_last = person.end <= saying.end and not text[person.end : saying.end].strip(" ،")
    if begins <= start or named_last or not (saying.follows.startswith("ال") or saying.follows in names().offices):
        return False
    office = office_at(text, start, begins)
    end = office[-1].end() if office else described_end(text, start, begins)
    between = _WORD.findall(text, end, begins)
    told = any(word in speech().told_of or (word.startswith("ال") and word.endswith("ين")) for word in between)
    return told and "،" not in text[max(end, begins - _RANKS) : begins]
