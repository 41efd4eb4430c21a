"""Who speaks: named beside the verb of speech, meant by it, or understood from the sentences before."""

import re

from msgspec import structs

from contracts.search_form import folded
from services.parser.dossier.persons.name_words import WHO, bare, without_honours
from services.parser.dossier.persons.names import names
from services.parser.dossier.persons.offices import title_start
from services.parser.dossier.said.behind import named_behind
from services.parser.dossier.said.cast import ORGANISATION, Cast, name_of, rank
from services.parser.dossier.said.going_on import going_on
from services.parser.dossier.said.nameless import nameless
from services.parser.dossier.said.occasions import gives_speech
from services.parser.dossier.said.saying import Saying, Speaker, nameless_speaks, person_speaks
from services.parser.dossier.said.speech import is_present, is_tied, speech
from services.parser.dossier.said.standing import of_whom, standing, who_had, whose_statement
from services.parser.dossier.sentences import sentence_start
from services.parser.dossier.sighting import Sighting

_SUBJECT = 40  # letters from a sentence's beginning to whom it is about: a verb, an office and honours
_TITLED = 240  # letters from a word to the name behind it, office and honours between; titles are long
_WORD = re.compile(r"\w+")


def speaker_of(saying: Saying, before: Speaker, cast: Cast) -> Speaker:
    """Who speaks from a verb on; `before` who spoke until then."""
    if whom := of_whom(saying.text, saying.verb):
        return standing(saying, whom.end(), saying.end, before, cast)
    if had := who_had(saying.text, saying.verb):
        return standing(saying, *had, before, cast)
    if saying.is_in_it and (whose := whose_statement(saying.text, saying.verb)):
        return standing(saying, *whose, before, cast)
    named = named_behind(saying, before) or _before(saying)
    if named is None:
        if speaker := nameless(saying, before, cast):
            return speaker
        named = _subject(saying) if saying.first else None
    if named is None:
        return going_on(saying, before)
    name = name_of(named, cast)
    if rank(named) < ORGANISATION:
        if before.person and _is_told(saying, named):
            return structs.replace(before, name=name, unknown=False)
        return person_speaks(name, saying.feminine)
    return nameless_speaks(name, before, saying.feminine)


def named_earlier(saying: Saying, first: Sighting | None, cast: Cast) -> Speaker:
    """The `first` person of a field, if named before a verb in it, where nobody has spoken yet; nobody else."""
    at = saying.verb.start()
    if first is None or first.end > at or not _may_be_theirs(saying, first):
        return Speaker()
    start = sentence_start(saying.text, at)
    others = (one for one in saying.here if start <= one.start < at and one.is_person)
    if any(name_of(one, cast) != name_of(first, cast) and _may_act(saying.text, start, one) for one in others):
        return Speaker()
    return person_speaks(name_of(first, cast))


def _may_act(text: str, start: int, person: Sighting) -> bool:
    """Whether a person may be whom a sentence that begins at `start` is about: not نقل تحيات فلان إلى فلان."""
    words = _words_to(text, start, person)
    return not words or not (words[-1] in speech().told_of or words[-1] in speech().beside)


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
    if between in ("قد", "وقد") or (present and _begins(text, before[-1].start)):
        return before[-1]
    person = before[-1] if between in ("", *WHO) and rank(before[-1]) < ORGANISATION else None
    return person if person and _may_be_theirs(saying, person) else None


def _may_be_theirs(saying: Saying, person: Sighting) -> bool:
    """Whether a verb may be a person's: none in a woman's form where their office is in a man's."""
    return not (saying.feminine and person.role and not folded(person.role).split()[0].endswith("ه"))


def _acts_alone(saying: Saying, person: Sighting) -> bool:
    """Whether a person right before a comma and a verb is the first of the sentence and stands behind a comma, so that
    its first verb is theirs: ودشن المؤتمر، ولي العهد فلان، وطالب."""
    text, verb = saying.text, saying.verb
    start = sentence_start(text, verb.start())
    if not person.is_person or text[person.end : verb.start()].strip() != "،":
        return False
    if any(start <= one.start < person.start and one.is_person for one in saying.here):
        return False
    before = without_honours(text[start : title_start(text, person.start)].split())
    return bool(before) and before[-1].endswith("،")


def _clause_start(text: str, start: int, name: int) -> int:
    """Where the clause of a name begins in a sentence that says first when or where: وخلال الدورة، كان فلان."""
    first = _WORD.search(text, start)
    comma = text.rfind("،", start, title_start(text, name))
    fronted = first is not None and bare(first[0], speech().beside) != ""
    return comma + 1 if fronted and comma > start else start


def _is_told(saying: Saying, named: Sighting) -> bool:
    """Whether what someone says is told by who speaks, and no more than that: ذكر أن الرئيس فلان أوصى."""
    text = saying.text
    if named.end > saying.verb.start() or saying.first:
        return False
    words = _words_to(text, max(sentence_start(text, named.start), named.start - _TITLED), named)
    return bool(words) and words[-1] in speech().clauses


def _words_to(text: str, start: int, named: Sighting) -> list[str]:
    """The words from `start` on before someone's offices and words of honour: رئيس الدورة، وكيل الوزارة فلان."""
    words = _WORD.findall(text, start, max(start, title_start(text, title_start(text, named.start))))
    return without_honours(words)


def _begins(text: str, at: int) -> bool:
    """Whether a name begins a sentence, or a clause behind «that»."""
    words = _WORD.findall(text, max(sentence_start(text, at), at - _SUBJECT), at)
    return not words or words[-1] in speech().clauses


def _subject(saying: Saying) -> Sighting | None:
    """Whom the sentence of a verb is about: right behind its first verb or «gave the speech of», office and honours
    between, no preposition before: ونقل الشيخ فلان التحية، وقال."""
    text, at = saying.text, saying.verb.start()
    start = sentence_start(text, at)
    for one in saying.here:
        if one.end > at:
            return None
        if one.start < start:
            continue
        if rank(one) < ORGANISATION:
            words = _words_to(text, _clause_start(text, start, one.start), one)
            attached = text[one.start - 1 : one.start] in ("ب", "ل")
            plain = [word for word in words if word not in speech().turning]
            acts = len(plain) <= 1 or gives_speech().fullmatch(" ".join(plain))
            return one if acts and not speech().beside.intersection(plain) and not attached else None
    return None
