"""What shows a full name without a title to be a person's: what stands around it, or the name itself."""

import re
from collections.abc import Sequence

from services.parser.dossier.persons.due import is_described, is_unlisted
from services.parser.dossier.persons.name_marks import is_counterpart, is_signed, names_its_country
from services.parser.dossier.persons.name_words import FATHERED, Word, is_given, is_nisba, joined, stripped
from services.parser.dossier.persons.names import names
from services.parser.dossier.persons.offices import office_follows
from services.parser.dossier.said.speech import speech
from services.parser.dossier.vocabulary import is_common

_ENUMERATION = re.compile(r"[^.\n؟!]*")
_SAID = re.compile(r" ?،? (?:ان|اليوم|امس|يوم|قوله|قولها)(?!\w)")
_SERVANT = "عبد"  # of God's, in two words
_SUBJECT_REACH = 8  # words from a verb of speech to the name of who speaks
_GROUP_REACH = 30  # words from a delegation to its last member


def is_shown(text: str, words: Sequence[Word], at: int, length: int) -> bool:
    """Whether what stands around a name without a title, or the name itself, shows it to be a person's."""
    return (
        _speaks_for_itself(words, at, length)
        or office_follows(text, words, at + length)
        or _beside_speech(words, at, at + length)
        or _has_another_name(text, words, at + length)
        or _before_what_is_said(text, words, at, at + length)
        or is_counterpart(text, words, at)
        or (is_given(stripped(words[at].text)) and is_described(text, words, at))
        or is_signed(text, words, at)
        or (is_likely(words[at : at + length]) and group_before(text, words, at) != "")
        or _behind_nisba(text, words, at)
        or names_its_country(text, words, at + length)
        or _is_one_of_all(text, words, at)
        or _heads_a_line(text, words, at, at + length)
    )


def _heads_a_line(text: str, words: Sequence[Word], at: int, after: int) -> bool:
    """Whether a name begins a paragraph and does something in the present, as headlines have it: … يبحث, … يلتقي."""
    heads = "\n" in text[words[at - 1].end : words[at].start] if at else not text[: words[at].start].strip()
    follows = heads and after < len(words) and joined(text, words, after)
    return follows and words[after].text.startswith(("ي", "ت")) and words[after].text in names().stops


def _behind_nisba(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a name that is no common word follows an adjective of a nation's: والمصرية مشيرة خطاب."""
    nisba = at > 0 and is_nisba(words[at - 1].text.removeprefix("و"))
    known = nisba and joined(text, words, at) and words[at].text in names().given
    return known and words[at].text not in names().ambiguous


def is_likely(words: Sequence[Word]) -> bool:
    """Whether the words of a name are not all common ones besides: حسن ضيافة is no member of a delegation."""
    first, *others = (stripped(word.text) for word in words)
    return first not in names().ambiguous or not all(is_common(word) and not is_given(word) for word in others)


def group_before(text: str, words: Sequence[Word], at: int) -> str:
    """The word that announces a delegation, or heads of several, before the name at `at` in its sentence; empty where
    none does."""
    for back in range(at - 1, max(-1, at - 1 - _GROUP_REACH), -1):
        if not _ENUMERATION.fullmatch(text[words[back].end : words[back + 1].start]):
            return ""
        if words[back].text in names().groups:
            return words[back].text
    return ""


def _is_one_of_all(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether «each of» stands before a name: كل من فلان وفلان."""
    each = at > 1 and words[at - 1].text == "من" and words[at - 2].text in ("كل", "كلا", "وكل", "بين")
    return each and joined(text, words, at) and joined(text, words, at - 1)


def _beside_speech(words: Sequence[Word], at: int, after: int) -> bool:
    """Whether a verb of speech stands right before or after a name: وقالت جنى الظفيري."""
    beside = (words[at - 1].text if at else "", words[after].text if after < len(words) else "")
    verbs = filter(None, map(speech().verb.fullmatch, beside))
    return any(verb["sure"] is not None and verb["sure"][0] != "ب" for verb in verbs)


def _has_another_name(text: str, words: Sequence[Word], after: int) -> bool:
    """Whether what someone is called besides follows a name: فلان الملقب بأبي فلان."""
    return after < len(words) and joined(text, words, after) and words[after].text in names().nicknamed


def _before_what_is_said(text: str, words: Sequence[Word], at: int, after: int) -> bool:
    """Whether a full name stands between a verb of speech and what is said or when it was: أعلن الناشط من المجتمع
    المدني عبد المجيد دبار، اليوم."""
    first = stripped(words[at].text)
    sure = is_given(first) and (first not in names().ambiguous or first == _SERVANT)
    if not sure or not _SAID.match(text, words[after - 1].end):
        return False
    for back in range(at - 1, max(-1, at - 1 - _SUBJECT_REACH), -1):
        if not joined(text, words, back + 1) or is_given(words[back].text):
            return False
        verb = speech().finite.fullmatch(words[back].text)
        if verb:
            return True
    return False


def _speaks_for_itself(words: Sequence[Word], at: int, length: int) -> bool:
    """Whether a name needs no title: a given name that is no common word, then a family name that looks it or that is
    no common word either; or any given name, then a family name from abroad or a father's behind «son of»."""
    known = names()
    first, last = stripped(words[at].text), words[at + length - 1].text
    if first not in known.given:
        return False
    if first not in known.abroad and any(word.text in FATHERED for word in words[at + 1 : at + length - 1]):
        return True
    if first not in known.ambiguous and all(_is_sure(word.text) for word in words[at + 1 : at + length]):
        return True
    servant = first == "عبد" and words[at + 1].text.startswith("ال")
    if last.endswith(known.endings) and (first not in known.ambiguous or len(last) > 5):
        return True
    return (servant or first not in known.ambiguous) and last.startswith("ال") and len(last) > 4


def _is_sure(word: str) -> bool:
    """Whether a word behind a given name can be nothing but a name."""
    known = names()
    return word in known.particles or (is_given(word) and word not in known.ambiguous) or is_unlisted(word)
