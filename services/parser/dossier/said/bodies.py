"""Bodies that speak without a name, as printed: «البيان», «مصدر أمني», «المشاركون»."""

import re
from itertools import islice

from services.parser.dossier.persons.name_words import WHO, bare, is_nisba, word_before
from services.parser.dossier.persons.names import names
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.said.speech import (
    calls_behind,
    calls_on,
    is_of_several,
    is_tied,
    may_be_subject,
    speech,
    verb_of,
)
from services.parser.dossier.sentences import sentence_start

_WORD = re.compile(r"\w+")
_CALLED = re.compile(r" [«“\"][^«»“”\"\n]{2,30}[»”\"](?: ال\w+(?:ي|يه)(?!\w))?")  # موقع «العهد»
_PAUSE = re.compile("[،,:؛]")
_BODY_WORDS = 4  # words of a body that has no name: مصدر في وزارة الداخلية has four
_WORDS_TO_WHO = 4  # words from a body to «who» behind its name, that word one of them
_OF_WOMEN = ("ه", "ات")
_WERE = ("كان", "كانت", "قد")
AS_FOR = re.compile(r"\s*اما ")
WHICH = re.compile(r" (?:الذي|التي|الذين)(?!\w)")
_REACH = 40  # letters before a verb in which a body stands


def word_behind(text: str, verb: re.Match[str]) -> re.Match[str] | None:
    """The word right behind a verb, but for when or how it was said: قال يوم الاثنين متحدثون."""
    word = _WORD.match(text, verb.end() + 1)
    while word is not None and word[0] in speech().times:
        word = _WORD.match(text, word.end() + 1)
    return word


def subject_start(text: str, verb: re.Match[str]) -> int:
    """Where who speaks begins that stands right behind a verb."""
    word = word_behind(text, verb)
    return word.start() if word else verb.end() + 1


def body_at(text: str, start: int) -> re.Match[str] | None:
    """The first word of a body without a name at `start`; null where none stands there."""
    word = _WORD.match(text, start)
    return word if word and word[0] in speech().bodies else None


def body_behind(field: FoldedField, verb: re.Match[str], end: int, before: bool | None = None) -> str | None:
    """A body without a name right behind a verb, as printed: واضاف البيان; none that is called on: دعا الدول, but
    طالبت الوزارة, unless who spoke `before` is feminine too."""
    if verb["participle"] or _is_topical(verb) or is_of_several(verb):
        return None  # behind «they said» stands to whom
    follows = word_behind(field.text, verb)
    if follows is None or follows.end() > end or not may_be_subject(verb, follows[0]):
        return None
    known = follows[0] in speech().bodies
    if not known and not (follows[0] in speech().bodies_behind and verb_of(verb) in speech().feminine):
        return None
    called = calls_behind(verb, before) or not follows[0].endswith(_OF_WOMEN)
    if calls_on(verb) and ((called and follows[0] in speech().called) or word_before(field.text, verb.start()) in WHO):
        return None  # قرار الذي يدعو الحركة إلى
    return field.mention(*phrase_of(field.text, follows.start(), end, calls_on(verb))).surface


def body_before(field: FoldedField, verb: re.Match[str]) -> str | None:
    """A body without a name right before a verb that no «and» ties, as printed: إعلان ختامي يدعو."""
    if verb["participle"] or _is_topical(verb):
        return None
    if is_tied(verb):
        return _as_for(field, verb)
    start = max(sentence_start(field.text, verb.start()), verb.start() - _REACH)
    words = list(_WORD.finditer(field.text, start, verb.start()))
    while words and words[-1][0] in _WERE:
        words.pop()
    who = bool(words) and words[-1][0] in WHO  # (إعلان دوشنبه) الذي حث
    words = words[-_WORDS_TO_WHO:-1] if who else words[-2:]
    first = next((word for word in (reversed(words) if who else words) if word[0] in speech().bodies), None)
    if who and first and first[0] in speech().called:
        return None  # الدول التي أبدت رغبتها
    if first is None or _PAUSE.search(field.text, first.end(), verb.start()):
        return _at_beginning(field, verb)
    earlier = _WORD.findall(field.text, start, first.start())
    if earlier and not who and (_is_beside(earlier[-1]) or bare(earlier[-1], names().offices)):
        return _at_beginning(field, verb)
    definite = first[0].startswith("ال")
    if first[0] in speech().topics and ((who and _is_said(verb)) or (definite and _is_construed(earlier))):
        return _at_beginning(field, verb)
    return field.mention(first.start(), words[-1].end()).surface


def _is_said(verb: re.Match[str]) -> bool:
    """Whether a verb is one that only people do: المؤتمر الذي قال إن …"""
    return verb_of(verb).removesuffix("ت") == "قال"


def _is_construed(earlier: list[str]) -> bool:
    """Whether a noun stands before a body, whose it is: مناقشات المؤتمر أكدت."""
    return bool(earlier) and earlier[-1] not in speech().clauses and not earlier[-1].startswith("ال")


def _as_for(field: FoldedField, verb: re.Match[str]) -> str | None:
    """The body between «as for» and a verb: أما الوفد القطري، فأبدى."""
    match = AS_FOR.match(field.text, sentence_start(field.text, verb.start()), verb.start())
    if match is None or not verb[0].startswith("ف") or body_at(field.text, match.end()) is None:
        return None
    return field.mention(*phrase_of(field.text, match.end(), verb.start())).surface


def acting_body(field: FoldedField, start: int, end: int) -> str | None:
    """The body that the first verb in the folded [start, end) is of, as printed: أصدر المجتمعون بيانا أشاروا فيه."""
    words = list(islice(_WORD.finditer(field.text, start, end), 2))
    if len(words) < 2 or words[1][0] not in speech().bodies or words[1][0] in speech().topics:
        return None
    if (
        _is_beside(words[0][0])
        or bare(words[0][0], speech().led)
        or speech().according.match(field.text, words[0].start())
    ):
        return None
    return field.mention(*phrase_of(field.text, words[1].start(), end)).surface


def _is_beside(word: str) -> bool:
    """Whether nobody acts who stands behind the word, «and» before it left out: وفي الجلسة, ومن البيان."""
    return bare(word, speech().beside) != "" or (word[0] in "وف" and word[1:] in speech().beside)


def phrase_of(text: str, start: int, end: int, calls: bool = False) -> tuple[int, int]:
    """The [start, end) of a body's words: with what is definite behind it, one word behind an indefinite one,
    and what it is called in quotation marks; of one that `calls` on others none behind its adjective."""
    last, indefinite = start, False
    for count, word in enumerate(_WORD.finditer(text, start, end)):
        definite = word[0].startswith(("ال", "لل")) or (indefinite and word[0] in names().places)
        if count and (text[last : word.start()] != " " or not (definite or (count == 1 and indefinite))):
            break
        if count == _BODY_WORDS or word[0] in speech().beside or word[0] in WHO:
            break
        if (count and word[0] in speech().called) or (count > 1 and word[0] in names().offices):
            break
        if word[0] in speech().describing or word[0] in speech().times:
            break
        if definite and count and text.startswith("ال", start) and _are_told(word[0], text[start:last]):
            break
        if calls and count > 1 and is_nisba(text[start:last].split()[-1]) and not is_nisba(word[0]):
            break
        last, indefinite = word.end(), not definite
    called = _CALLED.match(text, last, end)
    return start, called.end() if called else last


def _are_told(word: str, before: str) -> bool:
    """Whether a word are people to whom the body before it speaks, not those of whom it is: الوزارة المواطنين, but
    النقابة الوطنية للصحفيين التونسيين."""
    return word.startswith("ال") and word.endswith("ين") and not before.endswith("ين")


def _is_topical(verb: re.Match[str]) -> bool:
    """Whether a verb says of several what they spoke about and not what one of them said: تطرق المجتمعون إلى."""
    return verb_of(verb) in speech().topical


def _at_beginning(field: FoldedField, verb: re.Match[str]) -> str | None:
    """The body with which a headline begins, though more stands before the verb: وفد البلاد في المؤتمر يدعو."""
    word = _WORD.match(field.text)
    if field.name == "body" or word is None or word[0] not in speech().bodies or ":" in field.text[: verb.start()]:
        return None
    return field.mention(*phrase_of(field.text, 0, verb.start())).surface
