"""Who speaks: named beside the verb of speech, meant by it, or understood from the sentences before."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from msgspec import structs

from contracts.search_form import folded
from services.parser.dossier.actors import Sighting
from services.parser.dossier.persons.name_words import WHO, bare
from services.parser.dossier.persons.names import names
from services.parser.dossier.persons.offices import title_start
from services.parser.dossier.said.bodies import WHICH, acting_body, body_before, body_behind, subject_start, word_behind
from services.parser.dossier.said.cast import ORGANISATION, Cast, name_of, rank
from services.parser.dossier.said.described import described, described_behind, described_end
from services.parser.dossier.said.going_on import going_on
from services.parser.dossier.said.lists import one_of
from services.parser.dossier.said.meant import holder_of, is_anyones, office_at, office_of_clause
from services.parser.dossier.said.saying import Saying, Speaker, nameless_speaks, person_speaks
from services.parser.dossier.said.speech import calls_on, is_present, is_tied, speech
from services.parser.dossier.said.standing import of_whom, standing, who_had
from services.parser.dossier.sentences import sentence_start

_SUBJECT = 40  # letters from a sentence's beginning to whom it is about: a verb, an office and honours
_TITLED = 240  # letters from a word to the name behind it, office and honours between; titles are long
_WORD = re.compile(r"\w+")
_LINE_HEAD = re.compile(r"(?:^|(?<=\n)|(?<!.))(\w+) $")
_PARTED = re.compile("،| و")
_RANKS = 30  # letters from a comma to a name, ranks and honours between: ، اللواء الحقوقي فلان
_HONOURS = 3  # words before an office or a name that may say who else is there


@cache
def _representing() -> re.Pattern[str]:
    """Words by which someone speaks for someone else."""
    return re.compile(rf"(?<!\w)(?:{one_of('representing')})(?!\w)")


def speaker_of(saying: Saying, before: Speaker, cast: Cast) -> Speaker:
    """Who speaks from a verb on; `before` who spoke until then."""
    if whom := of_whom(saying.text, saying.verb):
        return standing(saying, whom.end(), saying.end, before, cast)
    if had := who_had(saying.text, saying.verb):
        return standing(saying, *had, before, cast)
    named = _between(saying) or _before(saying)
    if named is None:
        if speaker := _unnamed(saying, before, cast):
            return speaker
        named = _subject(saying) if saying.first else None
    if named is None:
        return going_on(saying, before)
    name = name_of(named, cast)
    if rank(named) < ORGANISATION:
        if before.person and _is_told(saying, named):
            return structs.replace(before, name=name, unknown=False)
        return person_speaks(name, saying.feminine)
    return Speaker(name=name, goes_on=name, person=before.person, feminine=saying.feminine)


def _unnamed(saying: Saying, before: Speaker, cast: Cast) -> Speaker | None:
    """Who speaks without a name: a body, or an office that stands for someone; null where neither is there."""
    if body := body_behind(saying.field, saying.verb, saying.end):
        return Speaker(name=body, goes_on=body, person=before.person, feminine=saying.feminine)
    if not _is_in_it(saying) and (body := body_before(saying.field, saying.verb)):
        return structs.replace(before, name=body, unknown=False)
    acts = saying.of_several or saying.closes or (_is_parted(saying) and saying.first)
    if acts and (body := _acting(saying)):
        return Speaker(name=body, goes_on=body, person=before.person)
    if saying.of_several and before.goes_on == before.person:  # one person is not several, and may tell what they do
        return Speaker(person=before.person, unknown=True) if saying.first else structs.replace(before, name=None)
    if person := _honoured(saying, cast) or _heads_line(saying, cast):
        return person_speaks(person, saying.feminine)
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
    if _is_called_again(office, before):
        return structs.replace(before, name=before.goes_on, unknown=False)
    if person := holder_of(office, before.person, cast):
        return person_speaks(person, saying.feminine)
    if is_anyones(office, cast):
        return nameless_speaks(described(saying.field, office[0].start(), saying.end), before)
    if len(office) > 1 or office[0][0] in names().offices:
        return Speaker(person=before.person, unknown=True)
    return None


def _honoured(saying: Saying, cast: Cast) -> str | None:
    """Who has the name of which a word stands behind honours right behind the verb: قالت الشيخة علياء."""
    if saying.follows not in names().honorifics and saying.follows not in names().particles:
        return None
    words = islice(_WORD.finditer(saying.text, saying.verb.end(), saying.end), 1, _HONOURS + 1)
    return next((cast.called.get(word[0]) for word in words if not _is_honour(word[0])), None)


def _heads_line(saying: Saying, cast: Cast) -> str | None:
    """Who has the name of which a word begins a line, a verb in the present behind it: فلان يدعو إلى."""
    before = _LINE_HEAD.search(saying.text, max(0, saying.verb.start() - _SUBJECT), saying.verb.start())
    return cast.called.get(before[1]) if before and is_present(saying.verb) else None


def _is_honour(word: str) -> bool:
    return word in names().honorifics or word in names().offices


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


def named_earlier(saying: Saying, first: Sighting | None, cast: Cast) -> Speaker:
    """The `first` person of a field, if named before a verb in it, where nobody has spoken yet; nobody else."""
    if first is None or first.end > saying.verb.start() or not _may_be_theirs(saying, first):
        return Speaker()
    return person_speaks(name_of(first, cast))


def _between(saying: Saying) -> Sighting | None:
    """Who stands between a verb and what is said; a state or an organisation only right after a verb that does not call
    on it, and not who is only represented but the one named next."""
    verb, text, start = saying.verb, saying.text, saying.verb.end()
    if verb["participle"] or (calls_on(verb) and _is_in_it(saying)):
        return None  # داعيا فلانا إلى, تصريحات اتهم فيها فلانا: who stands behind one is spoken to
    nearest = start if calls_on(verb) else subject_start(text, verb) + 1
    candidates = [one for one in saying.here if start <= one.start < saying.end]
    candidates = [one for one in candidates if rank(one) < ORGANISATION or one.start <= nearest]
    candidates = [one for one in candidates if not WHICH.search(text, start, one.start)]  # who acts in its clause
    first = next(iter(candidates), None)
    if first and (_attends(text, start, first.start) or _is_theirs(saying, first) or _is_apart(saying, first)):
        return None
    ranked = sorted(candidates, key=lambda one: (rank(one), one.start))
    people = [one for one in ranked if one.is_person]
    if ranked and (stands := _representing().search(text, start, (people or ranked)[0].start)):
        if len(people) == 1 and _PARTED.search(text, stands.end(), people[0].start):
            return people[0]  # ممثل الجزائر، السفير فلان: it is his office
        return people[1] if len(people) > 1 else None
    return ranked[0] if ranked else None


def _before(saying: Saying) -> Sighting | None:
    """A person right before the verb or before «who» (إن رئيس بلاده إمام علي رحمان أكد, … الذي أكد); anyone before
    «had» and it (وكانت طاجيكستان قد أعلنت) or before one in the present (قطر تؤكد)."""
    text, verb = saying.text, saying.verb
    before = [one for one in saying.here if one.end <= verb.start()]
    if not before or saying.follows.startswith("ال") or saying.follows in names().offices:
        return None
    if verb["participle"] or is_tied(verb):
        return before[-1] if _acts_alone(saying, before[-1]) else None
    between = text[before[-1].end : verb.start()].strip(' ،»”")')
    present = text[before[-1].end : verb.start()] == " " and is_present(verb)
    if between == "قد" or (present and _begins(text, before[-1].start)):
        return before[-1]
    person = before[-1] if between in ("", *WHO) and rank(before[-1]) < ORGANISATION else None
    return person if person and _may_be_theirs(saying, person) else None


def _may_be_theirs(saying: Saying, person: Sighting) -> bool:
    """Whether a verb may be a person's: none in a woman's form where their office is in a man's."""
    return not (saying.feminine and person.role and not folded(person.role).split()[0].endswith("ه"))


def _attends(text: str, start: int, name: int) -> bool:
    """Whether someone named at `name`, behind a verb that ends at `start`, only attends: وقال، وإلى جانبه فلان."""
    words = _WORD.findall(text, start, max(start, title_start(text, name)))[-_HONOURS:]
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
    named_last = not text[person.end : saying.end].strip(" ،")
    if begins <= start or named_last or not (saying.follows.startswith("ال") or saying.follows in names().offices):
        return False
    office = office_at(text, start, begins)
    end = office[-1].end() if office else described_end(text, start, begins)
    between = _WORD.findall(text, end, begins)
    told = any(word in speech().told_of or (word.startswith("ال") and word.endswith("ين")) for word in between)
    return told and "،" not in text[max(end, begins - _RANKS) : begins]


def _acts_alone(saying: Saying, person: Sighting) -> bool:
    """Whether a person right before a comma and a verb is the first of the sentence and stands behind a comma, so that
    its first verb is theirs: ودشن المؤتمر، ولي العهد فلان، وطالب."""
    text, verb = saying.text, saying.verb
    start = sentence_start(text, verb.start())
    if not person.is_person or text[person.end : verb.start()].strip() != "،":
        return False
    if any(start <= one.start < person.start and one.is_person for one in saying.here):
        return False
    before = text[start : title_start(text, person.start)].split()
    while before and bare(before[-1], names().honorifics):
        before.pop()
    return bool(before) and before[-1].endswith("،")


def _is_told(saying: Saying, named: Sighting) -> bool:
    """Whether what someone says is told by who speaks, and no more than that: ذكر أن الرئيس فلان أوصى."""
    text = saying.text
    if named.end > saying.verb.start() or saying.first:
        return False
    words = _words_to(text, max(sentence_start(text, named.start), named.start - _TITLED), named)
    return bool(words) and words[-1] in speech().clauses


def _words_to(text: str, start: int, named: Sighting) -> list[str]:
    """The words from `start` on before someone's office and words of honour."""
    words = _WORD.findall(text, start, max(start, title_start(text, named.start)))
    while words and bare(words[-1], names().honorifics):
        words.pop()
    return words


def _begins(text: str, at: int) -> bool:
    """Whether a name begins a sentence, or a clause behind «that»."""
    words = _WORD.findall(text, max(sentence_start(text, at), at - _SUBJECT), at)
    return not words or words[-1] in speech().clauses


def _subject(saying: Saying) -> Sighting | None:
    """Whom the sentence of a verb is about: right behind its first verb, office and honours between, no preposition
    before: ونقل الشيخ فلان التحية، وقال."""
    text, at = saying.text, saying.verb.start()
    start = sentence_start(text, at)
    for one in saying.here:
        if one.end > at:
            return None
        if one.start < start:
            continue
        if rank(one) < ORGANISATION:
            words = _words_to(text, start, one)
            attached = text[one.start - 1 : one.start] in ("ب", "ل")
            plain = [word for word in words if word not in speech().turning]
            return one if len(plain) <= 1 and not speech().beside.intersection(plain) and not attached else None
    return None


def _is_in_it(saying: Saying) -> bool:
    """Whether the verb is of a speech that was named before: بكلمة حذر فيها من."""
    follows = word_behind(saying.text, saying.verb)
    return follows is not None and follows[0] in speech().in_it
