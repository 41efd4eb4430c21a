"""What is said as a noun that a verb takes: استعرض فلان نتائج العمل."""

import re
from collections.abc import Sequence

from services.parser.dossier.persons.name_words import bare, is_nisba, is_title
from services.parser.dossier.persons.names import names
from services.parser.dossier.said.bodies import WHICH, body_at
from services.parser.dossier.said.speech import calls_on, speech, verb_of
from services.parser.dossier.said.subjects import subject_end
from services.parser.dossier.sighting import Sighting
from services.parser.dossier.vocabulary import is_common, takes_article

# Between who speaks and what is said: وثمن «فلان» ما; where nothing else opens it also وأكد مكتب …، قيمة.
_AGAIN = "(?:من جديد |مره اخري )?"
_BEHIND, _BEHIND_COMMA = re.compile(rf"[»”\"]? {_AGAIN}"), re.compile(rf"[»”\"]?(?: | ?، (?!و)){_AGAIN}")
_NOUN = re.compile(r"(?<= )\w+")


def noun_of(
    text: str, verb: re.Match[str], limit: int, here: Sequence[Sighting], alone: bool = False
) -> re.Match[str] | None:
    """The noun that a verb of `of_nouns` takes right behind it or behind who speaks, before `limit`; where nothing else
    opens speech, it stands `alone` and may have a comma before it. Null where none does."""
    word = verb_of(verb)
    if word not in speech().of_nouns:
        return None
    subject = 0 if verb["participle"] else subject_end(text, verb, limit, here)
    if verb["unsure"] and not (subject or verb[0].startswith("ف") or calls_on(verb)):
        return None
    behind = (_BEHIND_COMMA if alone else _BEHIND).match(text, subject or verb.end())
    noun = _NOUN.match(text, behind.end(), limit) if behind else None
    while noun is not None and (is_when_or_where(noun[0]) or (subject and is_nisba(noun[0]))):
        behind = (_BEHIND_COMMA if alone else _BEHIND).match(text, noun.end())
        noun = _NOUN.match(text, behind.end(), limit) if behind else None
    if noun is None or not _may_be_said(noun[0]) or (noun[0] in names().places and not calls_on(verb)):
        return None
    definite = noun[0].startswith("ال") and not verb["participle"]
    body = body_at(text, verb.end() + 1)
    described = not WHICH.match(text, noun.end()) if body else not _is_named(verb, subject, here)
    return None if definite and (not subject or described) else noun


def _is_named(verb: re.Match[str], subject: int, here: Sequence[Sighting]) -> bool:
    """Whether someone is named between a verb and the end of who speaks: a definite word behind an office may be its
    own, أكد مساعد الأمين العام المكلف بالأمر."""
    return any(verb.end() < one.start < subject for one in here)


def is_when_or_where(word: str) -> bool:
    """Whether a word says when or where something was said: أمس, بدوشنبه."""
    return word in speech().times or (word.startswith("ب") and word[1:] in names().places)


def _may_be_said(word: str) -> bool:
    """Whether a word behind a verb may be a noun that it takes: no preposition, no one's office, nobody of whom the
    article told before."""
    known, lists = names(), speech()
    if len(word) < 2 or not word.isalpha():
        return False
    if any(word in words for words in (lists.no_nouns, lists.beside, lists.bodies, lists.taken_up)):
        return False
    if word in known.everyday and not is_common(word):
        return False  # أكدت هاجر زوجة فلان
    if word.startswith(("بال", "لل", "وال", "وب", "ول")) or (word[0] in "بل" and not takes_article(word)):
        return False
    if is_title(word) or (word[0] == "و" and word[1:] in known.places):
        return False
    verb = speech().verb.fullmatch(word)
    return not bare(word, known.counterparts) and not (verb and verb["sure"])
