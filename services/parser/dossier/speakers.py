"""Who speaks: named beside the verb of speech, meant by it, or understood from the sentences before."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from msgspec import Struct, structs

from services.parser.dossier.actors import Sighting
from services.parser.dossier.bodies import body_before, body_behind
from services.parser.dossier.cast import Cast, name_of, of_nation, rank
from services.parser.dossier.name_words import bare, is_foreign
from services.parser.dossier.names import names
from services.parser.dossier.offices import office_before
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.sentences import sentence_end, sentence_start
from services.parser.dossier.speech import speech

_SUBJECT = 40  # letters from a sentence's beginning to whom it is about: a verb, an office and honours
_WORD = re.compile(r"\w+")
_PARTED = re.compile("،| و")
_WHO = ("الذي", "التي")
_AS_FOR = re.compile(r"\s*اما ")
_CLAUSE = 4  # words before a comma that only turn to someone: من جهته، أكد
_OFFICE_WORDS = 4  # words of an office behind which its holder's nation may stand: وزير الخارجية الطاجيكي
_NISBA = ("ي", "يه")


class Speaker(Struct, frozen=True, kw_only=True):
    """Who speaks; null where nobody is known to. `goes_on` does so where nobody is named behind a later verb, `person`
    is the last person who spoke, whom «the minister» means after «the statement». `feminine` is the gender of the verb
    by which they spoke, null where none was; `unknown` where someone speaks whom we do not know."""

    name: str | None = None
    goes_on: str | None = None
    person: str | None = None
    feminine: bool | None = None
    unknown: bool = False


def person_speaks(name: str | None, feminine: bool | None = None) -> Speaker:
    """A person who speaks and goes on."""
    return Speaker(name=name, goes_on=name, person=name, feminine=feminine)


def speaker_of(
    field: FoldedField,
    here: Sequence[Sighting],
    verb: re.Match[str],
    end: int,
    before: Speaker,
    cast: Cast,
    first: bool,
) -> Speaker:
    """Who speaks from a verb on, whose speech or clause goes on at the folded `end`.

    `here` are the sightings near it, in reading order, `before` who spoke until then; `first` where no verb of speech
    stands before this one in its sentence.
    """
    text, feminine = field.text, _is_feminine(verb)
    named = _between(text, here, verb, end) or (None if verb["participle"] else _before(text, here, verb))
    if named is None:
        if speaker := _unnamed(field, here, verb, end, before, cast):
            return speaker
        named = _subject(text, here, verb.start()) if first else None
    if named is None:
        return _going_on(text, verb, end, before, first)
    name = name_of(named, cast)
    if rank(named) < 2:
        return person_speaks(name, feminine)
    return Speaker(name=name, goes_on=name, person=before.person, feminine=feminine)


def _unnamed(
    field: FoldedField,
    here: Sequence[Sighting],
    verb: re.Match[str],
    end: int,
    before: Speaker,
    cast: Cast,
) -> Speaker | None:
    """Who speaks without a name: a body, or an office that stands for someone; null where neither is there."""
    feminine = _is_feminine(verb)
    if body := body_behind(field, verb, end):
        return Speaker(name=body, goes_on=body, person=before.person, feminine=feminine)
    if not _is_in_it(field.text, verb) and (body := body_before(field, verb)):
        return structs.replace(before, name=body, unknown=False)
    meant = _taken_up(field.text, verb.end(), end) or _as_for(field.text, verb)
    if len(meant) == 1 and (person := _meant(meant[0], before, cast)):
        return person_speaks(person, feminine)
    if len(meant) > 1:  # an office and its holder's nation
        found = {name_of(one, cast) for one in of_nation(meant[-1], here)}
        return person_speaks(found.pop(), feminine) if len(found) == 1 else Speaker(person=before.person, unknown=True)
    return None


def _meant(office: str, before: Speaker, cast: Cast) -> str | None:
    """Whom an office without a name means: the last who spoke, or someone else if only they are printed with it."""
    stem = office.removeprefix("ال")
    holders = [name for name, words in cast.roles.items() if stem in words]
    if before.person in holders or len(holders) != 1 or office in speech().taken_up:
        return before.person
    return holders[0]


def _going_on(text: str, verb: re.Match[str], end: int, before: Speaker, first: bool) -> Speaker:
    """Who spoke before, where nothing speaks against it."""
    if _is_someone_else(text, verb, end, first):
        return Speaker(person=before.person, unknown=True)
    if _is_relative(text, verb) or (before.feminine is not None and before.feminine != _is_feminine(verb)):
        return structs.replace(before, name=None, unknown=True)
    return structs.replace(before, name=before.goes_on, unknown=False)


def told_there(text: str, here: Sequence[Sighting], start: int, end: int, cast: Cast) -> str | None:
    """Who, in [start, end), is said to have given the speech in which all was said: جاء ذلك في كلمة ألقاها فلان."""
    for match in speech().occasion.finditer(text, start, end):
        limit = min(sentence_end(text, match.end()), end)
        person = next((one for one in here if match.end() <= one.start < limit and rank(one) == 0), None)
        if person:
            return name_of(person, cast)
    return None


def _between(text: str, here: Sequence[Sighting], verb: re.Match[str], end: int) -> Sighting | None:
    """Who stands between a verb and what is said; a state or an organisation only right after a verb that does not call
    on it, and not who is only represented but the one named next."""
    if verb["participle"]:
        return None  # داعيا فلانا إلى: who stands behind one is spoken to
    start = verb.end()
    nearest = start if verb["sure"] in speech().calling else start + 2
    candidates = [one for one in here if start <= one.start < end and (rank(one) < 2 or one.start <= nearest)]
    ranked = sorted(candidates, key=lambda one: (rank(one), one.start))
    people = [one for one in ranked if rank(one) == 0]
    if ranked and (stands := speech().representing.search(text, start, (people or ranked)[0].start)):
        if len(people) == 1 and _PARTED.search(text, stands.end(), people[0].start):
            return people[0]  # ممثل الجزائر، السفير فلان: it is his office
        return people[1] if len(people) > 1 else None
    return ranked[0] if ranked else None


def _before(text: str, here: Sequence[Sighting], verb: re.Match[str]) -> Sighting | None:
    """A person right before the verb or before «who» (إن رئيس بلاده إمام علي رحمان أكد, … الذي أكد); anyone before
    «had» and it (وكانت طاجيكستان قد أعلنت) or before one in the present (قطر تؤكد)."""
    before = [one for one in here if one.end <= verb.start()]
    if not before:
        return None
    between = text[before[-1].end : verb.start()].strip(' ،»”")')
    present = text[before[-1].end : verb.start()] == " " and verb[0][0] in "يت"
    if between == "قد" or (present and _begins(text, before[-1].start)):
        return before[-1]
    return before[-1] if between in ("", *_WHO) and rank(before[-1]) < 2 else None


def _begins(text: str, at: int) -> bool:
    """Whether a name begins a sentence, or a clause behind «that»."""
    words = _WORD.findall(text, max(sentence_start(text, at), at - _SUBJECT), at)
    return not words or words[-1] in speech().clauses


def _subject(text: str, here: Sequence[Sighting], at: int) -> Sighting | None:
    """Whom the sentence of a verb is about: right behind its first verb, office and honours between, no preposition
    before: ونقل الشيخ فلان التحية، وقال."""
    start = sentence_start(text, at)
    for one in here[bisect_left([one.start for one in here], start) :]:
        if one.end > at:
            return None
        if rank(one) < 2:
            office = office_before(text, one.start)
            words = _WORD.findall(text, start, max(start, office[0]) if office else one.start)
            while words and bare(words[-1], names().honorifics):
                words.pop()
            attached = text[one.start - 1 : one.start] in ("ب", "ل")
            plain = [word for word in words if word not in speech().turning]
            return one if len(plain) <= 1 and not speech().beside.intersection(plain) and not attached else None
    return None


def _may_act(word: str) -> bool:
    """Whether a word behind a verb is likely its subject: a definite noun, the plural of one, or a name from abroad."""
    noun = word.startswith("ال") or word.endswith(("ون", "و"))
    return (noun or is_foreign(word)) and word not in speech().beside


def _is_relative(text: str, verb: re.Match[str]) -> bool:
    """Whether a verb that nothing ties stands behind a comma, so that its subject stands before that: بوفد من الوزارة،
    أكد. A clause of few words may stand between: من جهته، أكد."""
    if verb[0][0] in "وف" or verb["participle"] or "،" not in text[max(0, verb.start() - 2) : verb.start()]:
        return False
    clause = islice(_WORD.finditer(text, sentence_start(text, verb.start()), verb.start()), _CLAUSE + 1)
    return len(list(clause)) > _CLAUSE


def _taken_up(text: str, start: int, end: int) -> tuple[str, ...]:
    """An office or a word of honour without a name right behind a verb, and the nation of its holder where that
    follows: وأضاف الوزير, وأضاف سعادته, وعبر المسؤول الأممي. Empty where none stands there."""
    known = names()
    words = list(islice(_WORD.finditer(text, start + 1, end), _OFFICE_WORDS))
    if not words or words[0].start() != start + 1:
        return ()
    office = words[0][0].startswith("ال") and (words[0][0] in known.offices or words[0][0] in known.honorifics)
    if not office and words[0][0] not in speech().taken_up:
        return ()
    nation = (word[0] for word in words[1:] if word[0].startswith("ال") and word[0].endswith(_NISBA))
    guest = (word[0] for word in words[1:2] if word[0].startswith("ال"))  # أما الوزير الضيف فرأى
    return (words[0][0], *guest, *nation)


def _as_for(text: str, verb: re.Match[str]) -> tuple[str, ...]:
    """As `_taken_up`, of an office between «as for» and the verb: أما الوزير الطاجيكي فرأى."""
    start = sentence_start(text, verb.start())
    match = _AS_FOR.match(text, start, verb.start())
    return _taken_up(text, match.end() - 1, verb.start()) if match and verb[0].startswith("ف") else ()


def _is_in_it(text: str, verb: re.Match[str]) -> bool:
    """Whether the verb is of a speech that was named before: بكلمة حذر فيها من."""
    follows = _WORD.match(text, verb.end() + 1)
    return follows is not None and follows[0] in speech().in_it


def _is_feminine(verb: re.Match[str]) -> bool:
    """Whether a verb's form is of a woman, or of what is feminine as states are."""
    return (verb["sure"] or verb["participle"] or verb["unsure"]) in speech().feminine


def _is_someone_else(text: str, verb: re.Match[str], end: int, first: bool) -> bool:
    """Whether someone speaks whom we do not know: an office without the article behind the verb, whose holder was not
    found, or a sentence that turns to someone."""
    follows = _WORD.match(text, verb.end() + 1)
    if follows and follows.end() <= end and not verb["participle"] and bare(follows[0], names().offices) == follows[0]:
        return not follows[0].startswith("ال")
    if follows and follows.end() <= end and not verb["participle"] and _may_act(follows[0]):
        return True
    opening = islice(_WORD.finditer(text, sentence_start(text, verb.start()), verb.start()), 2)
    return first and any(word[0] in speech().turning and word[0].endswith(("ه", "ها")) for word in opening)
