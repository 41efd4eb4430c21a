"""Names of which no word is known, that only their place shows: between an office and a pause, or beside speech."""

import re
from collections.abc import Sequence

from services.parser.dossier.persons.due import is_unlisted
from services.parser.dossier.persons.name_words import (
    QUOTES,
    Word,
    bare,
    is_foreign,
    is_given,
    joined,
    may_be_name,
    may_begin,
)
from services.parser.dossier.persons.names import names
from services.parser.dossier.persons.offices import (
    COMMA,
    behind_adjective_of_office,
    behind_office,
    office_behind_in_words,
    office_follows,
)
from services.parser.dossier.said.speech import speech
from services.parser.dossier.vocabulary import is_common

_APPOSED_END = re.compile(rf"[ {QUOTES}]*(?:[،,.\n]|$)| (?:ان|الذي|التي) ")
_DECLINED = ("ا", "ه", "ات", "ين", "ون")  # how other words behind an adjective end: اجرى الرئيس الفرنسي محادثات هاتفية
_APPOSED = (2, 3)  # words of a name that only commas mark: longer stretches between commas are clauses


def apposed_length(text: str, words: Sequence[Word], at: int) -> int:
    """How many words make a name that only its place shows: between an office and a comma or a clause, or between a
    verb of speech and an office. (… المبعوث الأممي الخاص، أنتوني هايورد، … and أعلن مارك بورت، رئيس …)"""
    if not may_begin(words[at].text) or words[at].text in names().ambiguous:
        return 0
    for length in _APPOSED:
        after = at + length
        if after > len(words) or not all(joined(text, words, place) for place in range(at + 1, after)):
            return 0
        if not all(_may_go_on(word.text) or _has_nothing_behind(text, word) for word in words[at + 1 : after]):
            return 0
        verb = words[at - 1].text if at and joined(text, words, at) else ""
        spoken = speech().finite.fullmatch(verb) is not None or bare(verb, names().acting) != ""
        if spoken and _speaks_in_office(text, words, at, after):
            return length
        if _APPOSED_END.match(text, words[after - 1].end):
            shown = (spoken and office_follows(text, words, after)) or behind_office(text, words, at)
            shown = shown or _is_parted(text, words, at, after)
            plain = all(not word.text.startswith("ال") for word in words[at:after])
            undeclined = plain and all(
                is_given(word.text) or not word.text.endswith(_DECLINED) or not is_common(word.text)
                for word in words[at:after]
            )
            if not COMMA.match(text, words[after - 1].end) and not plain:
                return 0
            return length if shown or (undeclined and behind_adjective_of_office(text, words, at)) else 0
    return 0


def _is_parted(text: str, words: Sequence[Word], at: int, after: int) -> bool:
    """Whether commas part words from all else, an office of several words behind them, and the first is no common one:
    …، سوديك إمامي، نائب وزير الخارجية."""
    before = at > 0 and COMMA.fullmatch(text[words[at - 1].end : words[at].start])
    parted = before and COMMA.match(text, words[after - 1].end)
    return bool(parted) and is_unlisted(words[at].text) and _in_office_of_words(text, words, after)


def _speaks_in_office(text: str, words: Sequence[Word], at: int, after: int) -> bool:
    """Whether an office of several words follows words that are not all common ones: قال حبوب الشرقاوي مدير المكتب."""
    return _in_office_of_words(text, words, after) and not all(is_common(word.text) for word in words[at:after])


def _in_office_of_words(text: str, words: Sequence[Word], after: int) -> bool:
    """Whether an office of several words stands behind a name."""
    office = office_behind_in_words(text, words, after)
    return office is not None and " " in text[slice(*office)]


def _has_nothing_behind(text: str, word: Word) -> bool:
    """Whether a word is no preposition here, as it looks, since a comma stands behind it: ليو بين، …"""
    return word.text in speech().beside and COMMA.match(text, word.end) is not None


def _may_go_on(word: str) -> bool:
    """Whether a word may go on with such a name: no verb and no definite noun but a house's name or a nisba."""
    verb = word[:1] == "ي" or speech().verb.fullmatch(word)
    definite = word.startswith("ال") and not word.endswith("ي")
    ordinary = may_be_name(word) and (is_foreign(word) or not (verb or definite))
    return ordinary or word in names().particles
