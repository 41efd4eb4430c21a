"""People whom the dossier does not list, found by the titles and names around them."""

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from services.parser.dossier.name_marks import is_counterpart, is_signed, names_a_place
from services.parser.dossier.name_words import (
    Word,
    adds_to_family,
    bare,
    ends_foreign,
    honours_before,
    is_foreign,
    is_foreign_family,
    is_given,
    is_patronymic,
    joined,
    may_be_name,
    may_begin,
    stripped,
    words_of,
)
from services.parser.dossier.names import names
from services.parser.dossier.offices import (
    behind_adjective_of_office,
    behind_office,
    office_behind_in_words,
    office_follows,
    office_in_words,
)
from services.parser.dossier.speech import speech

_ENUMERATION = re.compile(r"[^.\n؟!]*")
_GROUP_REACH = 30  # words from a delegation to its last member
_LONGEST = 7  # words of a name, with its particles: محمد أحمد ولد محمد الأمين has five
_APPOSED_END = re.compile(r"[ “”\"«»]*(?:[،,.\n]|$)| (?:ان|الذي|التي) ")
_COMMA = re.compile(r"[ “”\"«»]*[،,]")
_DECLINED = ("ا", "ه", "ات", "ين", "ون")  # how other words behind an adjective end: اجرى الرئيس الفرنسي محادثات هاتفية
_APPOSED = (2, 3)  # words of a name that only commas mark: longer stretches between commas are clauses


class Person(Struct, frozen=True):
    """A full name at the folded [start, end), and the office printed before or after it, null where none is.

    `titled` where it has an office or a word of honour.
    """

    start: int
    end: int
    office: tuple[int, int] | None
    titled: bool


def people_in(text: str, barred: Collection[int] = ()) -> Iterator[Person]:
    """The full names in a folded text that honours or an office beside them show to be people's.

    `barred` are the places of words that no name contains, though folded they look it.
    """
    words = [word if word.start not in barred else Word("", word.start, word.end) for word in words_of(text)]
    at = titled_till = 0
    while at < len(words):
        length = _shown_length(text, words, at)
        honours = honours_before(text, words, at) if length else at
        if length and not names_a_place(text, words, honours):
            office = office_in_words(text, words, honours)
            start = words[at].end - len(stripped(words[at].text))
            office = office or office_behind_in_words(text, words, at + length)
            end = words[at + length - 1].end
            titled = office is not None or honours < at or is_signed(text, words, at) or is_counterpart(text, words, at)
            titled = titled or (titled_till == start - 2 and text[start - 2 : start] == " و")  # الرئيسين فلان وفلان
            titled_till = max(end, office[1] if office else 0) if titled else 0
            yield Person(start, end, office, titled)
        at += length or 1


def _shown_length(text: str, words: Sequence[Word], at: int) -> int:
    """How many words from `at` on make a name that something shows to be a person's; 0 where none starts."""
    length = _name_length(text, words, at)
    if not length:
        return _apposed_length(text, words, at)
    honours = honours_before(text, words, at)
    if honours < at or office_in_words(text, words, honours) or _is_shown(text, words, at, length):
        return length
    return 0


def _is_shown(text: str, words: Sequence[Word], at: int, length: int) -> bool:
    """Whether what stands around a name without a title, or the name itself, shows it to be a person's."""
    return (
        _speaks_for_itself(words, at, length)
        or office_follows(text, words, at + length)
        or _beside_speech(words, at, at + length)
        or is_counterpart(text, words, at)
        or is_signed(text, words, at)
        or _in_group(text, words, at)
        or _behind_nisba(text, words, at)
        or _heads_a_line(text, words, at, at + length)
    )


def _heads_a_line(text: str, words: Sequence[Word], at: int, after: int) -> bool:
    """Whether a name begins a paragraph and does something in the present, as headlines have it: … يبحث, … يلتقي."""
    heads = "\n" in text[words[at - 1].end : words[at].start] if at else not text[: words[at].start].strip()
    follows = heads and after < len(words) and joined(text, words, after)
    return follows and words[after].text.startswith(("ي", "ت")) and words[after].text in names().stops


def _behind_nisba(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a name that is no common word follows an adjective of a nation's: والمصرية مشيرة خطاب."""
    nisba = at > 0 and words[at - 1].text.startswith(("ال", "وال")) and words[at - 1].text.endswith(("ي", "يه"))
    known = nisba and joined(text, words, at) and words[at].text in names().given
    return known and words[at].text not in names().ambiguous


def _name_length(text: str, words: Sequence[Word], at: int) -> int:
    """How many words from `at` on make a full name; 0 where none starts."""
    known = names()
    first = stripped(words[at].text)
    given = is_given(first) or (first in known.everyday and _is_pointed_at(text, words, at))
    given = given or (first == "ابو" and words[at + 1 : at + 2] != [] and words[at + 1].text == "بكر")
    if not given and not may_begin(first):  # most words
        return 0
    honoured = _is_honoured(text, words, at) or is_signed(text, words, at)
    if not (given or honoured or ends_foreign(words, at)):
        return 0
    if first in known.ambiguous and words[at].text[0] in "بل" and first != words[at].text and not honoured:
        return 0  # بفتح, لحسن: a preposition before what is also a common word
    length, family = 1, False
    while at + length < len(words) and length < _LONGEST and joined(text, words, at + length):
        word, tied = words[at + length].text, words[at + length - 1].text in known.particles
        adds = not family or is_foreign(word) or is_patronymic(words[at + length - 1].text)
        adds = adds or (first not in known.abroad and adds_to_family(word, length))  # no Arab house after فرنسوا هولاند
        if word in known.particles or is_given(word) or word in known.closing or (tied and may_be_name(word)):
            family = family or (word in known.closing and word.endswith(known.endings))
            length += 1
        elif (
            adds
            and not speech().verb.fullmatch(word)
            and (may_be_name(word) or (first in known.abroad and is_foreign_family(word)))
        ):
            family = True
            length += 1
        elif len(word) == 1 and text[words[at + length].end :].startswith(". "):  # an initial: ناثان أ. سيلز
            length += 1
        elif word.startswith("سي") and len(word) > 3 and _COMMA.match(text, words[at + length].end):
            family = True  # ميشيل سيسون، …: no verb in the future has a comma behind it
            length += 1
        else:
            break
    while length > 1 and (last := words[at + length - 1].text) in known.particles and last not in known.closing:
        length -= 1
    return length if length > 1 else 0


def _is_pointed_at(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether what stands before an everyday word shows it to be a name: an honour, or an office that ends in an
    adjective or with a comma."""
    if honours_before(text, words, at) < at or behind_office(text, words, at):
        return True
    return behind_adjective_of_office(text, words, at)


def _is_honoured(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether words stand before a name after which even an unknown word is one: السيد, a rank behind an office or
    of two words (الفريق by itself is a team), an ambassador's post (سفير … لدى البلاد)."""
    known = names()
    start = honours_before(text, words, at)
    honours = [word.text for word in words[start:at]]
    if any(bare(word, known.personal) for word in honours):
        return True
    if any(bare(word, known.ranks) for word in honours):
        return len(honours) > 1 or office_in_words(text, words, start) is not None
    posted = start == at > 1 and (words[at - 2].text, words[at - 1].text) in known.posts
    return posted and joined(text, words, at) and office_in_words(text, words, at) is not None


def _apposed_length(text: str, words: Sequence[Word], at: int) -> int:
    """How many words make a name that only its place shows: between an office and a comma or a clause, or between a
    verb of speech and an office. (… المبعوث الأممي الخاص، أنتوني هايورد، … and أعلن مارك بورت، رئيس …)"""
    if not may_begin(words[at].text) or words[at].text in names().ambiguous:
        return 0
    reach = words[min(at + _APPOSED[-1], len(words) - 1)].end
    if not _APPOSED_END.search(text, words[at].end, reach + 1):
        return 0
    for length in _APPOSED:
        after = at + length
        if after > len(words) or not all(joined(text, words, place) for place in range(at + 1, after)):
            return 0
        if not all(_may_go_on(word.text) for word in words[at + 1 : after]):
            return 0
        if _APPOSED_END.match(text, words[after - 1].end):
            spoken = at > 0 and speech().finite.fullmatch(words[at - 1].text) and joined(text, words, at)
            shown = (spoken and office_follows(text, words, after)) or behind_office(text, words, at)
            plain = all(not word.text.startswith("ال") for word in words[at:after])
            undeclined = plain and all(not word.text.endswith(_DECLINED) for word in words[at:after])
            if not _COMMA.match(text, words[after - 1].end) and not plain:
                return 0
            return length if shown or (undeclined and behind_adjective_of_office(text, words, at)) else 0
    return 0


def _may_go_on(word: str) -> bool:
    """Whether a word may go on with such a name: no verb and no definite noun but a house's name or a nisba."""
    verb = word[:1] == "ي" or speech().verb.fullmatch(word)
    definite = word.startswith("ال") and not word.endswith("ي")
    return may_be_name(word) and (is_foreign(word) or not (verb or definite))


def _in_group(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a delegation is listed before the name at `at`, in the same sentence."""
    for back in range(at - 1, max(-1, at - 1 - _GROUP_REACH), -1):
        if not _ENUMERATION.fullmatch(text[words[back].end : words[back + 1].start]):
            return False
        if words[back].text in names().groups:
            return True
    return False


def _beside_speech(words: Sequence[Word], at: int, after: int) -> bool:
    """Whether a verb of speech stands right before or after a name: وقالت جنى الظفيري."""
    verb = speech().verb
    beside = (words[at - 1].text if at else "", words[after].text if after < len(words) else "")
    return any(verb.fullmatch(word) for word in beside)


def _speaks_for_itself(words: Sequence[Word], at: int, length: int) -> bool:
    """Whether a name needs no title: a given name that is no common word, then a family name that looks it; or any
    given name, then a family name from abroad."""
    known = names()
    first, last = stripped(words[at].text), words[at + length - 1].text
    if first not in known.given:
        return False
    servant = first == "عبد" and words[at + 1].text.startswith("ال")
    if last.endswith(known.endings) and (first not in known.ambiguous or len(last) > 5):
        return True
    return (servant or first not in known.ambiguous) and last.startswith("ال") and len(last) > 4
