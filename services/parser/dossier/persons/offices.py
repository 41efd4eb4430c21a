"""The offices printed before and after names: مساعد وزير الخارجية, سفير سوريا في موسكو."""

import re
from collections.abc import Sequence
from functools import cache

from contracts.search_form import folded
from services.parser.dossier.persons.name_words import (
    JOINING,
    QUOTES,
    Word,
    are_honours,
    bare,
    honours_before,
    is_given,
    is_nisba,
    joined,
    words_of,
)
from services.parser.dossier.persons.names import names
from services.parser.dossier.said.lists import lists
from services.parser.dossier.said.speech import speech

_PAUSE = re.compile(rf"[\s/{QUOTES}()\-–،,:؛]*")
COMMA = re.compile(rf"[ {QUOTES}]*[،,][ {QUOTES}]*")
_TYING = ("ال", "ل", "ب", "و")  # how a word begins that goes on with a definite office
_OFFICE_BEHIND = 14  # words of an office after its holder, at most
_DEFINITE = ("ال", "وال", "لل", "بال", "ولل", "وبال")
_IN = ("في", "لدي", "امام", "خلال", "علي")
_BESIDE = ("في", "علي", "الي", "من", "عن", "مع")
_WIDEST = 20  # letters of a word of an office, at most
_WORDS_BEFORE = re.compile(r"\w+(?=[ ])")
_DEPUTY_REACH = 24  # letters of «first deputy» and a particle before an office
_RANKED = ("الاول", "الاولي", "الخاص", "الدايم")
_OFFICE_REACH = 16  # words of an office before its holder; an ambassador to two countries has thirteen


def office_before(text: str, start: int) -> tuple[int, int] | None:
    """The [start, end) of the office printed before the name at `start` of a folded text."""
    reach = max(0, start - 2 * _OFFICE_REACH * _WIDEST)
    from_letter = max(text.rfind("\n", reach, start) + 1, text.find(" ", reach, start) + 1 if reach else 0)
    words = [
        *words_of(text[from_letter:start])[-2 * _OFFICE_REACH :],
        Word("", start - from_letter, start - from_letter),
    ]
    paragraph = text[from_letter : start + 1]
    office = office_in_words(paragraph, words, honours_before(paragraph, words, len(words) - 1))
    return (office[0] + from_letter, office[1] + from_letter) if office else None


def title_start(text: str, start: int) -> int:
    """Where the office printed before the name at `start` begins; `start` where none is."""
    office = office_before(text, start)
    return office[0] if office else start


def is_titled_from(text: str, start: int, name: int) -> bool:
    """Whether nothing but the office and the words of honour of the name at `name` stands between `start` and it."""
    begins = title_start(text, name)
    return are_honours(text[start : begins if begins >= start - 1 else name])


def office_behind(text: str, end: int) -> tuple[int, int] | None:
    """The [start, end) of the office printed after the name that ends at `end` of a folded text.

    An office that nothing parts from the name, with another name right behind it, is that one's.
    """
    to = text.find("\n", end, end + _OFFICE_BEHIND * _WIDEST)
    paragraph = text[end : to if to >= 0 else end + _OFFICE_BEHIND * _WIDEST]
    words = [Word("", 0, 0), *words_of(paragraph)]
    office = office_behind_in_words(paragraph, words, 1)
    if office is None:
        return None
    follows = next((word.text for word in words if word.start >= office[1]), "")
    if not paragraph[: office[0]].strip() and is_given(follows) and follows not in names().ambiguous:
        return None
    return office[0] + end, office[1] + end


def office_in_words(text: str, words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The [start, end) of the office that ends before the word `at`: مساعد وزير الخارجية, سفير سوريا في موسكو."""
    known = names()
    start, bracketed = None, False
    if _begins_anew(words, at):
        return None
    at += _is_of_honoured(text, words, at)
    for back in range(at - 1, max(-1, at - 1 - _OFFICE_REACH), -1):
        word = words[back].text
        between = text[words[back].end : words[back + 1].start]
        bracketed = bracketed or between.startswith(")")  # … الحلف (الناتو)، فلان
        gap = _PAUSE if back == at - 1 or (bracketed and between in (") ", " (")) else JOINING
        printed = word or text[words[back].start : words[back].end]  # also «ان» that only looks like a name
        if not gap.fullmatch(between) or "\n" in between or printed in known.clauses:
            break
        if _is_named_after(words, back) or _is_named_after(words, back + 1):
            continue
        if word in known.given or word in speech().attending or word in speech().told_of:
            break  # الوزير لدى استقباله السفير, رئيس الوزراء تحيات الرئيس
        following = words[back + 1].text
        if (back + 1 < at and _ends_before(word, following)) or _speaks_for(text, words, back, at):
            break
        if office := bare(word, known.offices):
            start = words[back].end - len(office)
            if word.startswith("ب") and office != word:
                break  # كشف رئيس المنظمة عن اتصال بوزير الدفاع فلان
    if start is None:
        return None
    end = words[at - 1].end
    return start, end + (text.startswith(")", end) and "(" in text[start:end])


def _begins_anew(words: Sequence[Word], at: int) -> bool:
    """Whether «and» or a preposition parts the word at `at` from an office before it: الشكر إلى الرئيس على حسن الضيافة.
    An empty word stands for one that only looks like a name."""
    if words[at].text[:1] == "و" and not is_given(words[at].text):
        return True
    return at > 0 and (words[at - 1].text == "" or words[at - 1].text in speech().beside)


def _is_named_after(words: Sequence[Word], at: int) -> bool:
    """Whether the name at `at` is a king's after whom a body is called: المتحدث باسم مركز الملك سلمان للإغاثة."""
    known = names()
    named = 1 < at < len(words) and words[at - 1].text in known.crowned and is_given(words[at].text)
    return named and bare(words[at - 2].text, known.named_after) != ""


def _is_of_honoured(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether the word of honour at `at` is whose office the word before it is: نائب الوزير."""
    known = names()
    before = words[at - 1].text if at and joined(text, words, at) else "ال"
    deputy = not before.startswith("ال") and bare(before, known.offices) != ""
    return deputy and words[at].text in known.honorifics and words[at].text in known.offices


def is_deputys(text: str, start: int) -> bool:
    """Whether who has the office at `start` of a folded text is only a deputy of its holder: النائب الأول لوزير …."""
    words = _WORDS_BEFORE.findall(text, max(0, start - _DEPUTY_REACH), start)[-2:]
    if words and words[-1] in names().deputies:
        return True
    return len(words) == 2 and words[1] in _RANKED and words[0].removeprefix("ال") in names().deputies


def _speaks_for(text: str, words: Sequence[Word], at: int, name: int) -> bool:
    """Whether an office begins behind the word at `at`, for whose holder another one speaks: متحدث باسم الوزير, or who
    is the head of a state with no comma before the name: ممثل أمير البلاد الشيخ فلان."""
    known, following = names(), [word.text for word in words[at + 1 : name]]
    if words[at].text == "باسم":
        return words[at + 1].text in known.offices
    if bare(words[at].text, known.representatives) == "" or "،" in text[words[at].end : words[name].start]:
        return False
    offices = [word for word in following if word in known.offices and word not in known.honorifics]
    return len(offices) == 1 and offices[0] in known.heads_of_state


def _ends_before(word: str, following: str) -> bool:
    """Whether a definite office has nothing to do with the word behind it: نقل السفير تقدير الرئيس فلان."""
    known = names()
    if not word.startswith("ال") or word not in known.offices or following.startswith(_TYING):
        return False
    return following not in known.joining and not any(following in words for words in (known.offices, known.honorifics))


def office_follows(text: str, words: Sequence[Word], after: int) -> bool:
    """Whether an office follows a name: علي ابن عيسى، سفير …"""
    if after >= len(words):
        return False
    between = text[words[after - 1].end : words[after].start]
    return words[after].text in names().offices and _PAUSE.fullmatch(between) is not None


def office_behind_in_words(text: str, words: Sequence[Word], after: int) -> tuple[int, int] | None:
    """The [start, end) of the office that follows a name: … وزير الداخلية الليبي المكلف، …"""
    if not office_follows(text, words, after) or "\n" in text[words[after - 1].end : words[after].start]:
        return None
    known, closed, end = names(), after + 1, after + 1
    while end < len(words) and end - after < _OFFICE_BEHIND:
        gap = text[words[end - 1].end : words[end].start]
        if not JOINING.fullmatch(gap) or "\n" in gap:
            return words[after].start, words[end - 1].end
        if _parts_from_office(words, end):
            break
        closed = end + 1 if _closes_office(words[end].text) else closed
        end += 1
    if closed == after + 1:  # … الباحث في مركز دراسات
        closed = end - (words[end - 1].text in known.joining)
    return words[after].start, words[closed - 1].end


def _closes_office(word: str) -> bool:
    """Whether an office behind a name may end with the word: a definite one, a place, an adverb."""
    known = names()
    return word.startswith(_DEFINITE) or word in known.adverbs or bare(word, known.places) != ""


def _parts_from_office(words: Sequence[Word], at: int) -> bool:
    """Whether the word at `at` is no more of the office that stands before it behind a name."""
    known, word = names(), words[at].text
    if word in known.clauses or is_given(word) or speech().verb.fullmatch(word) or word in known.going_on:
        return True
    if word.startswith("و") and is_given(word[1:]):  # … وزير خارجية تركيا وفلان
        return True
    if word in speech().times and word not in _RANKED:  # … وزير الخارجية اليوم
        return True
    following = words[at + 1].text if at + 1 < len(words) else ""
    if word in _IN and (following in _occasions() or following in speech().topics):
        return True  # … وزير الخارجية في بيان
    if word in known.joining or word.removeprefix("و") in known.offices:
        return False
    if word.removeprefix("و") in known.honorifics and words[at - 1].text not in known.offices:
        return True  # … رئيس المجلس إلى سعادة, but قائد شرطة
    if not _closes_office(words[at - 1].text):
        return False
    if _closes_office(word):
        return word in _occasions() or word in speech().topics  # … رئيس طاجيكستان اللقاء
    return following in _BESIDE  # … رئيس الجمهورية ماضية في


@cache
def _occasions() -> frozenset[str]:
    """Words for that in which someone speaks or which someone attends."""
    words = (word for name in ("occasions", "told_in", "statements", "attended") for word in lists()[name])
    return frozenset(article + folded(word) for word in words for article in ("", "ال"))


def behind_office(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether an office and a comma stand right before the word `at`."""
    comma = at > 0 and COMMA.fullmatch(text[words[at - 1].end : words[at].start]) is not None
    return comma and office_in_words(text, words, at) is not None


def behind_adjective_of_office(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether an office that ends in an adjective stands right before the word `at`: الرئيس الغاني …"""
    nisba = at > 0 and is_nisba(words[at - 1].text)
    return nisba and joined(text, words, at) and office_in_words(text, words, at) is not None
