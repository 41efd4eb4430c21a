"""Who spoke before goes on, where nothing around the next verb of speech says that someone else speaks."""

import re
from functools import cache
from itertools import islice

from msgspec import structs

from services.parser.dossier.persons.due import is_unlisted
from services.parser.dossier.persons.name_words import bare, is_foreign
from services.parser.dossier.persons.names import names
from services.parser.dossier.said.bodies import acting_body
from services.parser.dossier.said.lists import one_of
from services.parser.dossier.said.saying import Saying, Speaker, nameless_speaks
from services.parser.dossier.said.speech import calls_on, is_present, is_tied, may_be_subject, speech, thanks, verb_of
from services.parser.dossier.sentences import sentence_start

_WORD = re.compile(r"\w+")
_LAST = re.compile(r"\w+$")
_OF = re.compile(r"(?<!\w)(?:عن|الي) ")
_OF_THEM = re.compile(r"(?<!\w)عن(?:ه|ها) $")  # ذكرت المنظمة أن فلانا …، ونقلت عنه قوله
_THESE = ("هذه", "هولاء", "تلك")  # وتعلن هذه الجماعات مسؤوليتها عن
_WERE = ("كان", "كانت", "كانوا")
_REACH = 40  # letters before a verb in which its own subject stands
_CLAUSE = 4  # words before a comma that only turn to someone: من جهته، أكد


@cache
def _fronted() -> re.Pattern[str]:
    """Before what someone speaks of, at a sentence's beginning."""
    return re.compile(rf"\s*[وف]?(?:{one_of('fronted')})(?!\w)")


def going_on(saying: Saying, before: Speaker) -> Speaker:
    """Who spoke before, where nothing speaks against it."""
    if _has_its_own(saying):
        return structs.replace(before, name=None)
    if verb_of(saying.verb) in speech().of_whom:
        if _OF_THEM.search(saying.text, max(0, saying.verb.start() - _REACH), saying.verb.start()):
            return structs.replace(before, name=before.person, goes_on=before.person, unknown=before.person is None)
        if _is_relayed(saying):
            return structs.replace(before, name=before.goes_on)
        return Speaker(person=before.person, unknown=True)
    if _is_someone_else(saying):
        return Speaker(person=before.person, unknown=True)
    if saying.first and not saying.follows and (body := _acted(saying)):
        return nameless_speaks(body, before)
    if _is_relative(saying) or (before.feminine is not None and before.feminine != saying.feminine):
        return structs.replace(before, name=None, unknown=True)
    return structs.replace(before, name=before.goes_on, unknown=False)


def _is_relayed(saying: Saying) -> bool:
    """Whether the verb before has who speaks: نقلت الوكالة عن مصدر أمني قوله, وأضاف فلان مساء أمس قوله; but nobody who
    was named since: أكد الوزير نقلا عن مصدر قوله."""
    text, since = saying.text, saying.since
    if saying.first:
        return False
    word = _LAST.search(text, max(0, since - _REACH), since)
    if word is not None and bare(word[0], speech().relaying):
        return True
    return _OF.search(text, since, saying.verb.start()) is None


def _acted(saying: Saying) -> str | None:
    """The body that acts in the sentence before the verb's, where nobody spoke in it: بدأ المجلس أعماله. ورأى أن."""
    text = saying.text
    begins = sentence_start(text, saying.verb.start())
    start = sentence_start(text, max(0, begins - 2))
    if start < saying.since or text[begins : saying.verb.start()].strip() or verb_of(saying.verb) in speech().going_on:
        return None
    return acting_body(saying.field, start, saying.verb.start())


def _has_its_own(saying: Saying) -> bool:
    """Whether the word right before a verb is its subject, or parts it from who spoke: المجتمع الدولي يشيد, أن أفاد."""
    text, verb = saying.text, saying.verb
    before = _WORD.findall(text, max(0, verb.start() - _REACH), verb.start())
    if verb["participle"] or not before or text[verb.start() - 1 : verb.start()] != " " or is_tied(verb):
        return False
    if before[-1] == "ان" or before[-1] in speech().bodies:
        return True
    begins = sentence_start(text, verb.start())
    alone = verb.start() - begins <= _REACH and len(text[begins : verb.start()].split()) == 1
    if alone and is_present(verb) and is_unlisted(before[-1]):
        return True  # فلان يؤكد
    if saying.of_several and text[verb.start() - 2] not in "،," and before[-1] not in speech().turning:
        return True  # محققون استبعدوا, but كما أكدوا
    if before[-1] == "قد" and not bare(before[-2] if len(before) > 1 else "", _WERE):
        return len(before) > 1  # وكانت النيابة قد أكدت
    return is_present(verb) and before[-1].startswith("ال")


def _is_relative(saying: Saying) -> bool:
    """Whether a verb that nothing ties stands behind a comma, so that its subject stands before that: بوفد من الوزارة،
    أكد. A clause of few words may stand between (من جهته، أكد), or one that says what is spoken of."""
    text, verb = saying.text, saying.verb
    if is_tied(verb) or verb["participle"] or "،" not in text[max(0, verb.start() - 2) : verb.start()]:
        return False
    start = sentence_start(text, verb.start())
    if _fronted().match(text, start, verb.start()):
        return False
    clause = islice(_WORD.finditer(text, start, verb.start()), _CLAUSE + 1)
    return len(list(clause)) > _CLAUSE


def _is_someone_else(saying: Saying) -> bool:
    """Whether someone speaks whom we do not know: an office without the article behind the verb, whose holder was not
    found, another noun there that may act, or a sentence that turns to someone."""
    if saying.follows in names().offices:
        return not saying.follows.startswith("ال")
    if saying.follows in _THESE:
        return True
    acts = _may_act(saying.follows) and may_be_subject(saying.verb, saying.follows)
    if (acts and not _is_called(saying)) or saying.follows in speech().whose:
        return True
    start = saying.verb.start()
    opening = islice(_WORD.finditer(saying.text, sentence_start(saying.text, start), start), 2)
    return saying.first and any(word[0] in speech().turning and word[0].endswith(("ه", "ها")) for word in opening)


def _is_called(saying: Saying) -> bool:
    """Whether the noun behind a verb is called on, and who spoke goes on: حث المجتمع الدولي على, دعا المشاركين إلى."""
    follows = saying.follows
    if thanks(saying.verb) and follows in names().honorifics:
        return True  # شكر سمو ولي العهد
    return calls_on(saying.verb) and (follows in speech().called or follows.endswith("ين"))


def _may_act(word: str) -> bool:
    """Whether a word behind a verb is likely its subject: a definite noun, the plural of one, a name from abroad, in
    its own letters too."""
    noun = word.startswith("ال") or word.endswith(("ون", "و"))
    abroad = is_foreign(word) or (word.isascii() and word.isalpha())
    return (noun or abroad) and word not in speech().beside
