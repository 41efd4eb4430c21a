"""Names that no list knows, found in places where a name is due, because their words are no common ones."""

import re
from collections.abc import Sequence
from functools import lru_cache

from services.parser.dossier.persons.name_marks import is_counterpart, names_its_country
from services.parser.dossier.persons.name_span import without_particles
from services.parser.dossier.persons.name_words import (
    OF_GOD,
    PAUSE,
    TO_DO,
    Word,
    bare,
    honoured_with,
    is_foreign,
    is_given,
    is_nisba,
    is_title,
    joined,
    may_be_name,
    stripped,
)
from services.parser.dossier.persons.names import names
from services.parser.dossier.persons.offices import COMMA, office_behind_in_words, office_follows, office_in_words
from services.parser.dossier.said.speech import speech
from services.parser.dossier.vocabulary import is_common

_WORDS = 65_536
_LONGEST = 5
_COMPOUND = 3  # words of a name that begins with one of God's or religion's: عصمة الله and a family's
_VOWELS = "اويرل"  # what stands second in a name that begins like a preposition: بونا, بليندا, لويد
_OFFICE_WORDS = 16
_OFFICE_REACH = 110  # letters from an office's first to the name that is due behind it
_TIED = ("ا", "هم", "هما", "وا")  # سائلا الله, حفظهما الله
_FATHERED = ("بن", "بنت", "ولد")
_WHERE = ("في", "من", "الي", "مدينه", "العاصمه", "بين", "الان", "لدي")
_PARTING = ("علي", "عقب", "جراء", "بشان", "بعد", "امس", "اليوم")  # in no office
_PARTICIPLE = re.compile("م(?:ت|ست|ن).+ا")  # متضامنا, مستغلا: how someone does something
_DEFINITE = ("ال", "لل", "وال", "بال", "ولل")


def due_length(text: str, words: Sequence[Word], at: int, chained: bool = False, listed: bool = False) -> int:
    """How many words from `at` on make a name that is due there; 0 where none is, or common words stand there.

    `chained` where «and» ties the word to someone who was found; `listed` where whoever was found last has a country
    in brackets.
    """
    first = _first(words[at].text)
    if not first or (at and words[at - 1].text in names().particles):
        return 0
    tied = chained or listed
    if first.startswith("و"):
        first = first[1:]
    compound = at + 2 < len(words) and words[at + 1].text in OF_GOD and _may_follow(words[at + 2].text)
    if not (_may_be_compound(first) if compound else _may_begin(first)):
        return 0
    length = _run(text, words, at)
    if not length or (compound and length < _COMPOUND):
        return 0
    if "/" in text[words[at].start : words[at + length - 1].end]:
        return 0  # نيسان/أبريل
    if _is_unsure(words[at : at + length]) or (
        words[at].text.startswith("و") and not is_given(words[at].text) and not (tied or is_whole(text, words, at))
    ):
        before = _before_office(text, words, at, at + length) or _before_foreign_office(text, words, at, at + length)
        return length if before else 0
    shown = chained or (listed and names_its_country(text, words, at + length))
    return length if shown or is_due(text, words, at, length) else 0


def is_whole(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether the «and» with which a word begins is its own letter, since an honour is before it: السيد ويكسونغ."""
    return not is_given(stripped(words[at].text)) and honoured_with(text, words, at, names().personal)


def is_due(text: str, words: Sequence[Word], at: int, length: int) -> bool:
    """Whether a name of so many words is due at `at`."""
    return (
        honoured_with(text, words, at, names().personal)
        or is_described(text, words, at)
        or is_counterpart(text, words, at)
        or _behind_office(text, words, at)
        or is_appointed(text, words, at, at + length)
        or _is_fathered(text, words, at, length)
        or _before_office(text, words, at, at + length)
        or _before_foreign_office(text, words, at, at + length)
    )


def is_described(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a noun for people stands before a name, or one or a word of honour and an adjective of a nation's:
    المحلل …, للدبلوماسي الغاني …, الجنرال المالي …"""
    known = names()
    comma = at > 0 and is_given(words[at].text) and COMMA.fullmatch(text[words[at - 1].end : words[at].start])
    if not at or not (comma or joined(text, words, at)):
        return False
    if bare(words[at - 1].text, known.described):
        return True
    if at == 1 or not joined(text, words, at - 1):
        return False
    nisba, noun = words[at - 1].text, words[at - 2].text
    described = bare(noun, known.described) or bare(noun, known.honorifics)
    return is_nisba(nisba) and described.startswith("ال")


@lru_cache(_WORDS)
def _first(word: str) -> str:
    """The word without the particle before a given name, and with «and» where it has that; empty where no name begins
    with it, whatever stands behind it."""
    first = stripped(word)
    if first.startswith("و") and not is_given(first) and first not in names().families:
        return first if _may_begin(first[1:]) or _may_be_compound(first[1:]) else ""
    return first if _may_begin(first) or _may_be_compound(first) else ""


@lru_cache(_WORDS)
def _may_begin(word: str) -> bool:
    """Whether a name may begin with the word: no preposition before a place, بتطوان."""
    if is_given(word) or word in names().everyday:
        return True
    if TO_DO.match(word) and not is_foreign(word):
        return False
    return is_unlisted(word) and not (word[0] in "بلك" and word[1] not in _VOWELS)


@lru_cache(_WORDS)
def _may_be_compound(word: str) -> bool:
    """Whether the word and الله or الدين behind it begin a name."""
    known = names()
    if len(word) < 3 or word.startswith(_DEFINITE) or word.endswith(_TIED):
        return False
    return not any(
        word in words or word[1:] in words
        for words in (known.compounds_of_things, known.stops, known.offices, known.honorifics)
    )


@lru_cache(_WORDS)
def is_unlisted(word: str) -> bool:
    """Whether a word is neither a common one nor on any list: such a word may be a name from anywhere."""
    known = names()
    if len(word) < 3 or word in known.stops or is_title(word):
        return False
    if any(word in words for words in (known.groups, known.clauses, known.appointing, known.described, known.adverbs)):
        return False
    if bare(word, known.counterparts):
        return False
    if word.startswith(_DEFINITE) or word[1:] in known.stops or _PARTICIPLE.fullmatch(word):
        return False
    return not speech().verb.fullmatch(word) and not is_common(word)


@lru_cache(_WORDS)
def _may_follow(word: str) -> bool:
    known = names()
    if word in known.closing or word in known.families or (is_foreign(word) and may_be_name(word)):
        return True
    return _may_begin(word) and (is_given(word) or not word.startswith("و"))


def _run(text: str, words: Sequence[Word], at: int) -> int:
    """How many words from `at` on may be parts of one name, a nisba or a house at its end; 0 for fewer than two and for
    more than a name has."""
    known = names()
    after = at + 1
    while after < len(words) and after - at <= _LONGEST and joined(text, words, after):
        word = words[after].text
        if (
            word in known.particles
            or _may_follow(word)
            or (words[after - 1].text in known.particles and may_be_name(word))
            or (words[after - 1].text in _FATHERED and word not in known.stops and word not in known.offices)
        ):
            after += 1
        elif _closes(words, at, after):
            after += 1
            break
        else:
            break
    after = at + without_particles(words, at, after - at)
    return after - at if 1 < after - at <= _LONGEST else 0


def _closes(words: Sequence[Word], at: int, after: int) -> bool:
    """Whether a nisba closes the name at `at`: behind its first word or another given name."""
    word = words[after].text
    nisba = word.startswith("ال") and word.endswith("ي") and may_be_name(word)
    return nisba and (after == at + 1 or is_given(words[after - 1].text))


def _is_unsure(words: Sequence[Word]) -> bool:
    """Whether all words of a name are common ones too."""
    known = names()
    plain = [word.text for word in words if word.text not in known.particles]
    return all(word in known.everyday or word in known.ambiguous for word in plain)


def _behind_office(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether an office ends right before `at`, or before a comma, in a definite word or a country's name."""
    if not at:
        return False
    last = words[at - 2 if words[at - 1].text in names().adverbs and at > 1 else at - 1].text
    if not last.startswith(_DEFINITE) and last.removeprefix("و") not in names().places:
        return False
    comma = COMMA.fullmatch(text[words[at - 1].end : words[at].start])
    if not comma and not joined(text, words, at):
        return False
    office = office_in_words(text, words, at)
    if office is None or words[at].start - office[0] > _OFFICE_REACH:
        return False
    between = [word.text for word in words[max(0, at - _OFFICE_WORDS) : at] if word.start > office[0]]
    return not any(word in _PARTING or speech().verb.fullmatch(word) for word in between)


def is_appointed(text: str, words: Sequence[Word], at: int, after: int) -> bool:
    """Whether a word of electing or appointing stands before a name, and what it is appointed to, a comma or its
    country in brackets behind it: انتخاب … (أنغولا) مفوضة."""
    if not at or words[at - 1].text not in names().appointing or not joined(text, words, at):
        return False
    sure = is_given(words[at].text) or office_follows(text, words, after)
    return sure or PAUSE.match(text, words[after - 1].end) is not None


def _is_fathered(text: str, words: Sequence[Word], at: int, length: int) -> bool:
    """Whether a Mauritanian «son of» or «daughter of» stands in a name that a pause ends: حننا ولد سيدي، …"""
    tied = length > 2 and words[at + 1].text in ("ولد", "بنت")
    return tied and PAUSE.match(text, words[at + length - 1].end) is not None


def _before_office(text: str, words: Sequence[Word], at: int, after: int) -> bool:
    """Whether an office without the article stands right behind a name that begins with a known one."""
    first = stripped(words[at].text)
    everyday = names().everyday
    known = is_given(first) or first in everyday or (first.startswith("و") and first[1:] in everyday)
    return known and office_follows(text, words, after) and joined(text, words, after)


def _before_foreign_office(text: str, words: Sequence[Word], at: int, after: int) -> bool:
    """Whether an office of several words stands behind a name of which each word is unlisted, and no word before it
    makes it a place: قال … مدير الدورة."""
    known = names()
    before = words[at - 1].text if at else ""
    if before in _WHERE or before in known.places or bare(before, known.named_after):
        return False
    office = office_behind_in_words(text, words, after)
    return office is not None and " " in text[office[0] : office[1]]
