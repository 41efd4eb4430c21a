"""Who speaks and is only described, as printed: متحدث باسم الحزب, المحتجون, وزير الخارجية المصري."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from services.parser.dossier.persons.due import is_unlisted
from services.parser.dossier.persons.name_words import WHO, bare, is_foreign, is_nisba, is_title
from services.parser.dossier.persons.names import names
from services.parser.dossier.reading import FoldedField
from services.parser.dossier.said.bodies import WHICH, word_behind
from services.parser.dossier.said.occasions import spoken_in
from services.parser.dossier.said.saying import Saying
from services.parser.dossier.said.speech import calls_on, may_be_subject, speech, verb_of
from services.parser.dossier.vocabulary import is_common

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r" [«“\"](?P<name>[^«»“”\"\n]{2,30})[»”\"][ ،,]+$")  # واعتبرت «ستاندرد آند بورز»، أن
_HOW = re.compile(r"\wا\w\wا")  # قال واثقا إن: how someone says it
_TITLES = 3  # offices and words of honour between the first one and a name, at most
_PARTED = re.compile(r"[،,]? (?:في|خلال|لدي|امام|عقب|بعد|،)(?!\w)")
_MOST_WORDS = 7
_WORDS_TO_OPENER = 4
_OF_WHOM = ("باسم", "في", "من")  # before a definite noun or a place: متحدث باسم الجيش, مصدر في الوزارة
_DEFINITE = ("ال", "لل", "بال")


def described_behind(saying: Saying) -> str | None:
    """The definite noun, or the unknown name, right behind a verb that opens speech behind it, as printed: قال المحتجون
    إن; null where none stands there, or one that the verb turns to."""
    lists, word, verb = speech(), saying.follows, verb_of(saying.verb)
    quoted = None if saying.verb["participle"] else _QUOTED.match(saying.text, saying.verb.end(), saying.end)
    if quoted and not calls_on(saying.verb):
        return saying.field.mention(*quoted.span("name")).surface
    if saying.feminine and (word in lists.capitals or word in lists.agencies):
        return _described(saying)
    several = word in lists.quantifiers or word in lists.people_behind
    called = _may_be_called(word) or _is_named(saying)
    if not (word.startswith("ال") or several or called) or verb in lists.topical or saying.verb["unsure"]:
        return None
    if any(word in words for words in (lists.beside, lists.taken_up, lists.no_nouns, lists.no_speakers)):
        return None
    if not may_be_subject(saying.verb, word):
        return None
    if is_title(word) or (calls_on(saying.verb) and not several and not word.endswith("ون")):
        return None
    if word.startswith("ال") and word.endswith("ين"):
        return None  # حذر المسؤولين: they are told
    opener = lists.opener if verb in lists.of_nouns else lists.opener_of(verb)
    if opener.match(saying.text, saying.end) is None or (verb in lists.of_nouns and _is_far(saying)):
        return None
    return _described(saying)


def called_behind_office(saying: Saying) -> str | None:
    """The one unknown name behind a definite office or words of honour, as printed, right before what the verb opens or
    what parts it from that: قال السفير كرملاوي في تصريح إن."""
    if not saying.follows.startswith("ال") or saying.verb["unsure"]:
        return None
    words = _WORD.finditer(saying.text, saying.verb.end())
    name = behind_titles(words) if is_title(next(words)[0]) else None
    if name is None or name[0].startswith("ال") or not _may_be_called(name[0]):
        return None
    ends = name.end() == saying.end - 1 or _PARTED.match(saying.text, name.end())
    return saying.field.mention(*name.span()).surface if ends else None


def behind_titles(words: Iterable[re.Match[str]]) -> re.Match[str] | None:
    """The first of the next few words that is neither an office nor a word of honour."""
    return next((word for word in islice(words, _TITLES) if not is_title(word[0])), None)


def _is_far(saying: Saying) -> bool:
    """Whether so much stands between a noun and what opens speech that it is what the verb takes: كشف الحقيقة."""
    behind = word_behind(saying.text, saying.verb)
    end = described_end(saying.text, behind.start(), saying.end) if behind else saying.end
    parted = saying.text[end : end + 1] in ("،", ",") or WHICH.match(saying.text, end)
    parted = parted or spoken_in().match(saying.text, end)
    return not parted and len(saying.text[end : saying.end].split()) > _WORDS_TO_OPENER


def _may_be_called(word: str) -> bool:
    """Whether a word may be all of a name that no list knows: no verb in the present, no noun behind a preposition."""
    if _HOW.fullmatch(word):
        return False
    tied = word[:1] in ("ل", "ب", "ك") and (bare(word, names().offices) != "" or is_common(word[1:]))
    return is_unlisted(word) and not tied and (is_foreign(word) or not word.startswith(("ي", "ت")))


def _is_named(saying: Saying) -> bool:
    """Whether two words are all between a verb and what it opens, of which the second is in no list, so that the first
    is a name too though it is a common word: قال إحسان أوغلو."""
    words = _WORD.findall(saying.text, saying.verb.end(), saying.end)
    return len(words) == 2 and words[0] == saying.follows and _may_be_called(words[1])


def _described(saying: Saying) -> str:
    behind = word_behind(saying.text, saying.verb)
    if behind is None or (calls_on(saying.verb) and behind[0] not in speech().quantifiers):
        return saying.field.mention(*(behind or saying.verb).span()).surface  # طالب المحتجون الجهات المعنية
    return described(saying.field, behind.start(), saying.end)


def described(field: FoldedField, start: int, limit: int) -> str:
    """Who is described from the folded `start` on and before `limit`, as printed."""
    return field.mention(start, described_end(field.text, start, limit)).surface


def described_end(text: str, start: int, limit: int) -> int:
    """Where it ends who is described from the folded `start` on: with its first word at least."""
    word = _WORD.match(text, start)
    return max(_ends(text, start, limit), default=word.end() if word else start + 1)


def _ends(text: str, start: int, limit: int) -> Iterator[int]:
    """Where each word ends of who is described from `start` on: with what is definite behind it, one word behind an
    indefinite one, and of whom or of what they are."""
    last, indefinite, waiting, quantified, before = start, False, False, False, ""
    for count, word in enumerate(_WORD.finditer(text, start, limit)):
        if count == _MOST_WORDS or (count and text[last : word.start()] != " "):
            return
        if count and not waiting and _is_of_whom(word[0]):
            last, waiting = word.end(), True
            continue
        definite = word[0].startswith(_DEFINITE) or word[0] in names().places
        # رئيس منظمة معاهدة الأمن, نائب أمين مجلس الأمن
        construct = indefinite and (count == 1 or before in speech().bodies or before in names().offices)
        body = before in speech().bodies or before.removeprefix("ال") in speech().bodies_behind
        described_so = body and is_nisba(word[0])  # الدائرة الإعلامية
        if count and not waiting and not (described_so or _goes_on(word[0], definite, construct)):
            return
        quantified = quantified or word[0] in speech().quantifiers
        if waiting and not (definite or quantified or word[0] in names().offices or word[0] in speech().bodies):
            return  # في مؤتمر صحفي: no part of who speaks
        last, indefinite, waiting, before = word.end(), not definite, False, word[0]
        yield last


def _is_of_whom(word: str) -> bool:
    """Whether a word says that of whom or of what they are stands behind it: باسم, في, لرئاسة."""
    if word in _OF_WHOM:
        return True
    body = word[1:] if word[0] == "ل" else ""
    return body in speech().bodies and body not in speech().issued_to  # قال مصدر لوكالة الأنباء: it is told


def _goes_on(word: str, definite: bool, construct: bool) -> bool:
    """Whether a word goes on with who is described before it."""
    lists = speech()
    if word in WHO or any(word in words for words in (names().personal, lists.times, lists.beside)):
        return False
    if lists.verb.fullmatch(word):
        return False
    return definite or construct or word in names().offices
