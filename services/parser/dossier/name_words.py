"""What a single word of a folded text can be in a personal name, and what stands before one."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from msgspec import Struct

from services.parser.dossier.names import names
from services.parser.dossier.speech import speech

_WORD = re.compile(r"\w+")
JOINING = re.compile(r"[\s/“”\"«»]*")  # may stand between the words of one name and after a title
# The words of the press come again and again; so many take some 10 MB.
_WORDS = 65_536
_PARTICLES = "وفبلك"
_PREFIXES = ("وال", "بال", "لل", "فال")


class Word(Struct, frozen=True):
    """A word of a folded text."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    return [Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]


def joined(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether nothing parts the word at `at` from the one before it: a paragraph's end does, not the dot of «د.»."""
    gap = text[words[at - 1].end : words[at].start]
    if "\n" in gap:
        return False
    return JOINING.fullmatch(gap) is not None or (len(words[at - 1].text) == 1 and gap.strip() == ".")


def honours_before(text: str, words: Sequence[Word], at: int) -> int:
    """Where the words of honour before the name at `at` begin; `at` itself where there are none."""
    known = names().honorifics
    while at and bare(words[at - 1].text, known) and joined(text, words, at):
        at -= 1
    return at


def bare(word: str, known: Collection[str]) -> str:
    """The word of `known` that this one is, particles before it left out (والسيد, للدكتور); empty where it is none."""
    if word in known:
        return word
    if len(word) < 4:
        return ""
    if word[:2] == "لل":
        return bare("ال" + word[2:], known)
    if word[:3] in ("ولل", "فلل"):
        return bare(word[1:], known)
    return word[1:] if word[0] in "وفلب" and word[1:] in known else ""


@lru_cache(_WORDS)
def stripped(word: str) -> str:
    """The word without a particle before a given name: ومحمد, لأحمد."""
    given = names().given
    return word[1:] if word not in given and word[:1] in "ولبف" and word[1:] in given else word


@lru_cache(_WORDS)
def is_given(word: str) -> bool:
    """Whether a word is a given name: one of the list, or a servant of God's (عبدالحق)."""
    return word in names().given or (word.startswith("عبدال") and len(word) > 6)


def ends_foreign(words: Sequence[Word], at: int) -> bool:
    """Whether the next word ends like a family name from abroad and is too long for a common word in وف."""
    following = words[at + 1].text if at + 1 < len(words) else ""
    return len(following) > 5 and not following.startswith("ال") and following.endswith(names().endings)


@lru_cache(_WORDS)
def may_begin(word: str) -> bool:
    """Whether a word that is no known given name may be one."""
    return may_be_name(word) and not word.startswith("ال") and word[-1] != "ه" and not speech().verb.fullmatch(word)


@lru_cache(_WORDS)
def may_be_name(word: str) -> bool:
    """Whether nothing about a word keeps it out of a name."""
    known = names()
    foreign = len(word) > 5 and word.endswith(known.endings)  # سيسمباييف and لافروف are neither future nor negated
    return (
        len(word) > 2
        and not word.isdigit()
        and word not in known.stops
        and word not in known.offices
        and word not in known.honorifics
        and not (word[0] in _PARTICLES and (word[1:] in known.offices or word[1:] in known.stops))
        and not word.startswith(_PREFIXES)
        and (foreign or not word.startswith("سي"))
        and (foreign or not (word.startswith("لا") and len(word) > 4))
        and not (word.startswith("و") and len(word) > 3 and word not in known.families)
        and not (word.endswith("يه") and word not in known.families)
        and not (word.startswith("ال") and word.endswith("ات") and len(word) > 6 and word not in known.families)
    )


def adds_to_family(word: str, length: int) -> bool:
    """Whether a word may follow a family name: a nisba or a house, الصرخي الحسني, الجابر الصباح."""
    return length < 4 and word.startswith("ال") and (word.endswith("ي") or word in names().ambiguous)
