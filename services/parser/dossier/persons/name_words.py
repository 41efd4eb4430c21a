"""What a single word of a folded text can be in a personal name, and what stands before one."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from services.parser.dossier.persons.names import names
from services.parser.dossier.said.speech import speech
from services.parser.dossier.vocabulary import is_common

_WORD = re.compile(r"[^\W_]+")
QUOTES = "“”\"«»'‘’"
PAUSE = re.compile(rf"[ {QUOTES}]*(?:[،,;؛:.()\n\-–]|$)")
_NISBA = ("ي", "يه")
WHO = ("الذي", "التي")
OF_GOD = ("الله", "الدين")  # the second word of a compound name
FATHERED = ("بن", "بنت", "ولد", "ابن")
JOINING = re.compile(rf"[\s/{QUOTES}]*")  # may stand between the words of one name and after a title
# The words of the press come again and again; so many take some 10 MB.
_WORDS = 65_536
_LONGEST = 20  # letters of a word and a space
_BEFORE = re.compile(r"(?<!\w)(\w+) $")
_PARTICLES = "وفبلك"
_RADICALS = 4  # an Arabic root has no more
_WITHOUT_VOWELS = str.maketrans("", "", "اويء")
_BEGINNING = re.compile(r"[وف]?(?:[بكل]?ال|لل|[بكل])?س?(?:است|مست|[يتن]ست|مت|ان|[يتنام])?")
TO_DO = re.compile("لا(?:[سن]ت|ن|.ت|حق|عب|زم|جي)")  # لاستقبال, لاجتماع, لاحقا: no names
_PRONOUN = re.compile(r"(?:هما|كما|هم|هن|ها|كم|نا|ني|ه|ك)$")
_ENDING = re.compile(r"(?:يات|ات|تين|تان|ين|ون|ان|يه|يا|وا|ت|ي|ا)$")
_THEIRS = "ها"
_PREFIXES = ("وال", "بال", "لل")


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
    return JOINING.fullmatch(gap) is not None or gap == "-" or (len(words[at - 1].text) == 1 and gap.strip() == ".")


def word_before(text: str, at: int) -> str:
    """The word right before the place `at`, a space between; empty where none is, or one too long for a name."""
    match = _BEFORE.search(text[max(0, at - _LONGEST) : at])
    return match[1] if match else ""


def honours_before(text: str, words: Sequence[Word], at: int) -> int:
    """Where the words of honour before the name at `at` begin; `at` itself where there are none."""
    known = names().honorifics
    while at and bare(words[at - 1].text, known) and joined(text, words, at):
        at -= 1
    return at


def without_honours(words: Sequence[str]) -> list[str]:
    """The words without those of honour at their end."""
    end = len(words)
    while end and bare(words[end - 1], names().honorifics):
        end -= 1
    return list(words[:end])


def are_honours(text: str) -> bool:
    """Whether a stretch of a folded text has nothing but words of honour, and no comma."""
    return "،" not in text and all(bare(word.text, names().honorifics) for word in words_of(text))


def honoured_with(text: str, words: Sequence[Word], at: int, known: Collection[str]) -> bool:
    """Whether one of the words of honour before the name at `at` is one of `known`."""
    return any(bare(word.text, known) for word in words[honours_before(text, words, at) : at])


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


def is_title(word: str) -> bool:
    """Whether a word is an office or a word of honour."""
    return word in names().offices or word in names().honorifics


def is_nisba(word: str) -> bool:
    """Whether a word is likely the adjective of a nation: الطاجيكي, الأممية."""
    return word.startswith("ال") and word.endswith(_NISBA) and word not in WHO


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
    """Whether the word at `at` or the one behind it shows by its letters that a name from abroad begins: a family name
    of theirs behind it (also رسول زاده), or itself no Arabic word behind a definite one: الجماعي ستانيسلاف زاس."""
    following = words[at + 1].text if at + 1 < len(words) else ""
    if is_foreign(following):
        return True
    if at + 2 < len(words) and words[at + 2].text in names().closing and not words[at + 2].text.startswith("ال"):
        return may_be_name(following)
    definite = at > 0 and words[at - 1].text.startswith("ال")
    return definite and is_foreign(words[at].text) and may_be_name(following) and not following.startswith("ي")


@lru_cache(_WORDS)
def is_foreign(word: str) -> bool:
    """Whether a word is no Arabic one: it ends like a family name from abroad and is too long for a common word in
    وف, or more consonants than an Arabic root has are left without everything that Arabic adds to one."""
    if len(word) < 6 or word.startswith("ال") or word.isascii():
        return False
    return word.endswith(names().endings) or (_consonants(word) > _RADICALS and _radicals(word) > _RADICALS)


@lru_cache(_WORDS)
def is_foreign_family(word: str) -> bool:
    """Whether a word that no Arabic name has may be one behind a given name from abroad: لاوندوس, ميلكيه."""
    if word in names().stops or word.startswith(("ال", "و", *_PREFIXES)):
        return False
    return (word.startswith("لا") and len(word) > 5 and not TO_DO.match(word)) or (
        word.endswith("يه") and len(word) > 4
    )


def is_patronymic(word: str) -> bool:
    """Whether a word is a Russian father's name, which a family name follows."""
    return word.endswith(("فيتش", "وفنا", "يفنا"))


def _radicals(word: str) -> int:
    """The fewest consonants that a folded word can have in its root."""
    return min(
        _consonants(_ENDING.sub("", pronoun, count=1))
        for before in _beginnings(word)
        for pronoun in (word[before:], _PRONOUN.sub("", word[before:], count=1))
    )


def _beginnings(word: str) -> Iterator[int]:
    """Where the root of a word may begin: each length of what Arabic puts before one."""
    longest = _BEGINNING.match(word)
    return (end for end in range((longest.end() if longest else 0) + 1) if _BEGINNING.fullmatch(word, 0, end))


def _consonants(word: str) -> int:
    return len(word.translate(_WITHOUT_VOWELS))


@lru_cache(_WORDS)
def may_begin(word: str) -> bool:
    """Whether a word that is no known given name may be one."""
    ends = word[-1:] != "ه" or word.endswith(names().endings)
    return may_be_name(word) and not word.startswith("ال") and ends and not speech().verb.fullmatch(word)


@lru_cache(_WORDS)
def may_be_name(word: str) -> bool:
    """Whether nothing about a word keeps it out of a name."""
    known = names()
    foreign = is_foreign(word)  # سيسمباييف and لافروف are neither future nor negated
    return (
        len(word) > 2
        and not any(letter.isdigit() for letter in word)  # nor رمضان 1440ه
        and word not in known.stops
        and word not in known.offices
        and word not in known.honorifics
        and not bare(word, known.counterparts)
        and not (word[0] in _PARTICLES and (word[1:] in known.offices or word[1:] in known.stops))
        and not word.startswith(_PREFIXES)
        and not (word.startswith("فال") and len(word) > 4)  # فالس is no definite word
        and (foreign or not word.startswith("سي"))
        and (foreign or not (word.startswith("لا") and len(word) > 4))
        and not (word.startswith("و") and len(word) > 3 and word not in known.families)
        and not (word.endswith("يه") and word not in known.families)
        and not (word.endswith(_THEIRS) and word not in known.given and is_common(word))  # حسن إدارتها
        and not (word.startswith("ال") and word.endswith("ات") and len(word) > 6 and word not in known.families)
    )


def adds_to_family(word: str, length: int) -> bool:
    """Whether a word may follow a family name: a nisba or a house, الصرخي الحسني, الجابر الصباح."""
    return length < 4 and word.startswith("ال") and (word.endswith("ي") or word in names().ambiguous)


def are_one_person(one: str, other: str) -> bool:
    """Whether two folded names are of one person: the same, or one has the words of the other between the same given
    and family name (محمد تقي صابري, محمد صابري), or begins like the other, which has a father's name: محمد بن سلمان,
    محمد بن سلمان بن عبدالعزيز. Not who has another father."""
    shorter, longer = sorted(([word.text for word in words_of(name)] for name in (one, other)), key=len)
    if shorter == longer or (longer[: len(shorter)] == shorter and any(word in FATHERED for word in shorter[1:-1])):
        return True
    rest = iter(longer)
    return shorter[0] == longer[0] != shorter[-1] == longer[-1] and all(word in rest for word in shorter)
