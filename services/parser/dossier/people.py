"""People whom the dossier does not list, found by the titles and names around them."""

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from services.parser.dossier.names import names
from services.parser.dossier.speech import speech

_WORD = re.compile(r"\w+")
_JOINING = re.compile(r"[\s/“”\"«»]*")  # may stand between the words of one name and after a title
_PAUSE = re.compile(r"[\s/“”\"«»()\-–،,:؛]*")
_ENUMERATION = re.compile(r"[^.\n؟!]*")
_GROUP_REACH = 30  # words from a delegation to its last member
_LONGEST = 7  # words of a name, with its particles: محمد أحمد ولد محمد الأمين has five
_OFFICE_REACH = 16  # words of an office before its holder; an ambassador to two countries has thirteen


class Word(Struct, frozen=True):
    """A word of a folded text."""

    text: str
    start: int
    end: int


class Person(Struct, frozen=True):
    """A full name at the folded [start, end), and the office printed before it, null where none is."""

    start: int
    end: int
    office: tuple[int, int] | None


def people_in(text: str, barred: Collection[int] = ()) -> Iterator[Person]:
    """The full names in a folded text that honours or an office beside them show to be people's.

    `barred` are the places of words that no name contains, though folded they look it.
    """
    words = [word if word.start not in barred else Word("", word.start, word.end) for word in _words(text)]
    at = 0
    while at < len(words):
        length = _name_length(text, words, at)
        honours = _honours_before(text, words, at)
        office = _office_before(text, words, honours) if length else None
        if length and (office or honours < at or _is_shown(text, words, at, length)):
            start = words[at].end - len(_stripped(words[at].text))
            yield Person(start, words[at + length - 1].end, office)
            at += length
        else:
            at += 1


def office_before(text: str, start: int) -> tuple[int, int] | None:
    """The [start, end) of the office printed before the name at `start` of a folded text."""
    from_letter = text.rfind("\n", 0, start) + 1
    words = [*_words(text[from_letter:start])[-2 * _OFFICE_REACH :], Word("", start - from_letter, start - from_letter)]
    paragraph = text[from_letter : start + 1]
    office = _office_before(paragraph, words, _honours_before(paragraph, words, len(words) - 1))
    return (office[0] + from_letter, office[1] + from_letter) if office else None


def _is_shown(text: str, words: Sequence[Word], at: int, length: int) -> bool:
    """Whether what stands around a name without a title, or the name itself, shows it to be a person's."""
    return (
        _speaks_for_itself(words, at, length)
        or _office_after(text, words, at + length)
        or _beside_speech(words, at, at + length)
        or _in_group(text, words, at)
    )


def _words(text: str) -> list[Word]:
    return [Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]


def _name_length(text: str, words: Sequence[Word], at: int) -> int:
    """How many words from `at` on make a full name; 0 where none starts."""
    known = names()
    first = _stripped(words[at].text)
    honoured = at > 0 and words[at - 1].text in known.personal and _joined(text, words, at)
    if first not in known.given and not ((honoured or _ends_foreign(words, at)) and _may_begin(first)):
        return 0
    length, family = 1, False
    while at + length < len(words) and length < _LONGEST and _joined(text, words, at + length):
        word, tied = words[at + length].text, words[at + length - 1].text in known.particles
        if word in known.particles or word in known.given or (tied and _may_be_name(word)):
            length += 1
        elif _may_be_name(word) and (not family or _adds_to_family(word, length)):
            family = True
            length += 1
        else:
            break
    while length > 1 and words[at + length - 1].text in known.particles:
        length -= 1
    return length if length > 1 else 0


def _adds_to_family(word: str, length: int) -> bool:
    """Whether a word may follow a family name: a nisba or a house, الصرخي الحسني, الجابر الصباح."""
    return length < 4 and word.startswith("ال") and (word.endswith("ي") or word in names().ambiguous)


def _ends_foreign(words: Sequence[Word], at: int) -> bool:
    """Whether the next word ends like a family name from abroad and is too long for a common word in وف."""
    following = words[at + 1].text if at + 1 < len(words) else ""
    return len(following) > 5 and not following.startswith("ال") and following.endswith(names().endings)


def _may_begin(word: str) -> bool:
    """Whether a word that is no known given name may be one."""
    return _may_be_name(word) and not word.startswith("ال") and word[-1] != "ه" and not speech().verb.fullmatch(word)


def _may_be_name(word: str) -> bool:
    known = names()
    return (
        len(word) > 2
        and not word.isdigit()
        and word not in known.stops
        and word not in known.offices
        and word not in known.honorifics
        and word[1:] not in known.offices | known.stops
        and not word.startswith(("وال", "بال", "لل", "فال", "سي"))
        and not (word.startswith("لا") and len(word) > 4)
        and not (word.startswith("و") and len(word) > 3)
        and not word.endswith("يه")
    )


def _stripped(word: str) -> str:
    """The word without a particle before a given name: ومحمد, لأحمد."""
    given = names().given
    return word[1:] if word not in given and word[:1] in "ولبف" and word[1:] in given else word


def _joined(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether nothing parts the word at `at` from the one before it; the dot of «د.» does not."""
    gap = text[words[at - 1].end : words[at].start]
    return _JOINING.fullmatch(gap) is not None or (len(words[at - 1].text) == 1 and gap.strip() == ".")


def _honours_before(text: str, words: Sequence[Word], at: int) -> int:
    """Where the words of honour before the name at `at` begin; `at` itself where there are none."""
    while at and words[at - 1].text in names().honorifics and _joined(text, words, at):
        at -= 1
    return at


def _office_before(text: str, words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The [start, end) of the office that ends before the word `at`: مساعد وزير الخارجية, سفير سوريا في موسكو."""
    known = names()
    start = None
    for back in range(at - 1, max(-1, at - 1 - _OFFICE_REACH), -1):
        word = words[back].text
        gap = _PAUSE if back == at - 1 else _JOINING
        if not gap.fullmatch(text[words[back].end : words[back + 1].start]) or word in known.clauses | known.given:
            break
        if word in known.offices:
            start = words[back].start
        elif word[:1] in "ولب" and word[1:] in known.offices:
            start = words[back].start + 1
    return (start, words[at - 1].end) if start is not None else None


def _office_after(text: str, words: Sequence[Word], after: int) -> bool:
    """Whether an office follows a name: علي ابن عيسى، سفير …"""
    if after >= len(words):
        return False
    between = text[words[after - 1].end : words[after].start]
    return words[after].text in names().offices and _PAUSE.fullmatch(between) is not None


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
    first, last = _stripped(words[at].text), words[at + length - 1].text
    family = (last.startswith("ال") and len(last) > 4) or last.endswith(known.endings)
    return first in known.given and first not in known.ambiguous and family
