"""People whom the dossier does not list, found by the titles and names around them."""

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from services.parser.dossier.name_marks import is_counterpart, is_signed, names_a_place
from services.parser.dossier.name_words import (
    JOINING,
    Word,
    adds_to_family,
    bare,
    ends_foreign,
    honours_before,
    is_given,
    joined,
    may_be_name,
    may_begin,
    stripped,
)
from services.parser.dossier.names import names
from services.parser.dossier.speech import speech

_WORD = re.compile(r"\w+")
_PAUSE = re.compile(r"[\s/“”\"«»()\-–،,:؛]*")
_COMMA = re.compile(r"[ “”\"«»]*[،,][ “”\"«»]*")
_ENUMERATION = re.compile(r"[^.\n؟!]*")
_GROUP_REACH = 30  # words from a delegation to its last member
_LONGEST = 7  # words of a name, with its particles: محمد أحمد ولد محمد الأمين has five
_APPOSED = (2, 3)  # words of a name that only commas mark: longer stretches between commas are clauses
_NISBA = ("ي", "يه")
_OFFICE_BEHIND = 8  # words of an office after its holder
_WIDEST = 20  # letters of a word of an office, at most
_OFFICE_REACH = 16  # words of an office before its holder; an ambassador to two countries has thirteen


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
    words = [word if word.start not in barred else Word("", word.start, word.end) for word in _words(text)]
    at = 0
    while at < len(words):
        length = _shown_length(text, words, at)
        honours = honours_before(text, words, at) if length else at
        if length and not names_a_place(text, words, honours):
            office = _office_before(text, words, honours)
            start = words[at].end - len(stripped(words[at].text))
            office = office or _office_behind(text, words, at + length)
            titled = office is not None or honours < at or is_signed(text, words, at) or is_counterpart(text, words, at)
            yield Person(start, words[at + length - 1].end, office, titled)
        at += length or 1


def office_before(text: str, start: int) -> tuple[int, int] | None:
    """The [start, end) of the office printed before the name at `start` of a folded text."""
    from_letter = text.rfind("\n", 0, start) + 1
    words = [*_words(text[from_letter:start])[-2 * _OFFICE_REACH :], Word("", start - from_letter, start - from_letter)]
    paragraph = text[from_letter : start + 1]
    office = _office_before(paragraph, words, honours_before(paragraph, words, len(words) - 1))
    return (office[0] + from_letter, office[1] + from_letter) if office else None


def office_behind(text: str, end: int) -> tuple[int, int] | None:
    """The [start, end) of the office printed after the name that ends at `end` of a folded text."""
    to = text.find("\n", end)
    paragraph = text[end:to] if to >= 0 else text[end:]
    words = [Word("", 0, 0), *_words(paragraph[: _OFFICE_BEHIND * _WIDEST])]
    office = _office_behind(paragraph, words, 1)
    return (office[0] + end, office[1] + end) if office else None


def _shown_length(text: str, words: Sequence[Word], at: int) -> int:
    """How many words from `at` on make a name that something shows to be a person's; 0 where none starts."""
    length = _name_length(text, words, at)
    if not length:
        return _apposed_length(text, words, at)
    honours = honours_before(text, words, at)
    if honours < at or _office_before(text, words, honours) or _is_shown(text, words, at, length):
        return length
    return 0


def _is_shown(text: str, words: Sequence[Word], at: int, length: int) -> bool:
    """Whether what stands around a name without a title, or the name itself, shows it to be a person's."""
    return (
        _speaks_for_itself(words, at, length)
        or _office_after(text, words, at + length)
        or _beside_speech(words, at, at + length)
        or is_counterpart(text, words, at)
        or is_signed(text, words, at)
        or _in_group(text, words, at)
    )


def _words(text: str) -> list[Word]:
    return [Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]


def _name_length(text: str, words: Sequence[Word], at: int) -> int:
    """How many words from `at` on make a full name; 0 where none starts."""
    known = names()
    first = stripped(words[at].text)
    given = is_given(first) or (first in known.everyday and _is_pointed_at(text, words, at))
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
        if word in known.particles or is_given(word) or word in known.closing or (tied and may_be_name(word)):
            length += 1
        elif may_be_name(word) and not speech().verb.fullmatch(word) and (not family or adds_to_family(word, length)):
            family = True
            length += 1
        elif len(word) == 1 and text[words[at + length].end :].startswith(". "):  # an initial: ناثان أ. سيلز
            length += 1
        else:
            break
    while length > 1 and words[at + length - 1].text in known.particles:
        length -= 1
    return length if length > 1 else 0


def _is_pointed_at(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether what stands before an everyday word shows it to be a name: an honour, or an office that ends in an
    adjective or with a comma."""
    if honours_before(text, words, at) < at or _after_office(text, words, at):
        return True
    nisba = at > 0 and words[at - 1].text.startswith("ال") and words[at - 1].text.endswith(_NISBA)
    return nisba and joined(text, words, at) and _office_before(text, words, at) is not None


def _is_honoured(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether words stand before a name after which even an unknown word is one: السيد, a rank behind an office or
    of two words (الفريق by itself is a team), an ambassador's post (سفير … لدى البلاد)."""
    known = names()
    start = honours_before(text, words, at)
    honours = [word.text for word in words[start:at]]
    if any(bare(word, known.personal) for word in honours):
        return True
    if any(bare(word, known.ranks) for word in honours):
        return len(honours) > 1 or _office_before(text, words, start) is not None
    posted = start == at > 1 and (words[at - 2].text, words[at - 1].text) in known.posts
    return posted and joined(text, words, at) and _office_before(text, words, at) is not None


def _apposed_length(text: str, words: Sequence[Word], at: int) -> int:
    """How many words make a name that only its place shows: between an office and a comma, or between a verb of
    speech and an office. (… المبعوث الأممي الخاص، أنتوني هايورد، … and أعلن مارك بورت، رئيس …)"""
    if not may_begin(words[at].text) or words[at].text in names().ambiguous:
        return 0
    last = words[min(at + _APPOSED[-1], len(words) - 1)].start
    if "،" not in text[words[at].end : last] and "," not in text[words[at].end : last]:
        return 0
    for length in _APPOSED:
        after = at + length
        if after >= len(words) or not all(joined(text, words, place) for place in range(at + 1, after)):
            return 0
        if not all(may_begin(word.text) or may_be_name(word.text) for word in words[at + 1 : after]):
            return 0
        if _COMMA.fullmatch(text[words[after - 1].end : words[after].start]):
            spoken = at > 0 and speech().finite.fullmatch(words[at - 1].text) and joined(text, words, at)
            return length if (spoken and _office_after(text, words, after)) or _after_office(text, words, at) else 0
    return 0


def _after_office(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether an office and a comma stand right before the word `at`."""
    comma = at > 0 and _COMMA.fullmatch(text[words[at - 1].end : words[at].start]) is not None
    return comma and _office_before(text, words, at) is not None


def _office_before(text: str, words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The [start, end) of the office that ends before the word `at`: مساعد وزير الخارجية, سفير سوريا في موسكو."""
    known = names()
    start = None
    if words[at].text[:1] == "و" and not is_given(words[at].text):
        return None  # «and» begins someone else
    for back in range(at - 1, max(-1, at - 1 - _OFFICE_REACH), -1):
        word = words[back].text
        gap = _PAUSE if back == at - 1 else JOINING
        between = text[words[back].end : words[back + 1].start]
        if not gap.fullmatch(between) or "\n" in between or word in known.clauses | known.given:
            break
        if office := bare(word, known.offices):
            start = words[back].end - len(office)
    return (start, words[at - 1].end) if start is not None else None


def _office_after(text: str, words: Sequence[Word], after: int) -> bool:
    """Whether an office follows a name: علي ابن عيسى، سفير …"""
    if after >= len(words):
        return False
    between = text[words[after - 1].end : words[after].start]
    return words[after].text in names().offices and _PAUSE.fullmatch(between) is not None


def _office_behind(text: str, words: Sequence[Word], after: int) -> tuple[int, int] | None:
    """The [start, end) of the office that follows a name: … وزير الداخلية الليبي المكلف، …

    An office with another name right behind it is that one's.
    """
    if not _office_after(text, words, after) or "\n" in text[words[after - 1].end : words[after].start]:
        return None
    end = after + 1
    while (
        end < len(words)
        and end - after < _OFFICE_BEHIND
        and JOINING.fullmatch(gap := text[words[end - 1].end : words[end].start])
        and "\n" not in gap
    ):
        word = words[end].text
        if is_given(word) and word not in names().ambiguous:
            return None
        if word in names().clauses or is_given(word) or speech().verb.fullmatch(word):
            break
        end += 1
    return words[after].start, words[end - 1].end


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
    """Whether a name needs no title: a given name that is no common word, then a family name that looks it."""
    known = names()
    first, last = stripped(words[at].text), words[at + length - 1].text
    family = (last.startswith("ال") and len(last) > 4) or last.endswith(known.endings)
    return first in known.given and first not in known.ambiguous and family
