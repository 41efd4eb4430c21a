"""Whom an office means that stands without a name: وأضاف الوزير, قال وزير الداخلية, أما الوزير الطاجيكي فرأى."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from services.parser.dossier.persons.name_words import is_nisba
from services.parser.dossier.persons.names import names
from services.parser.dossier.said.bodies import AS_FOR
from services.parser.dossier.said.cast import Cast, is_of_country, of_nation, office_words
from services.parser.dossier.said.speech import is_present, is_tied, speech
from services.parser.dossier.sentences import sentence_start

_WORD = re.compile(r"\w+")
_REACH = 100  # letters from «that» to the verb of who acts behind it
_OFFICE_WORDS = 8  # words of an office without a name, at most
_DEFINITE = ("ال", "وال", "لل", "بال")


def office_at(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The words of an office, or of honour, without a name at `start`, words of honour before it left out; empty where
    none stands there."""
    words = list(islice(_WORD.finditer(text, start, end), _OFFICE_WORDS + 1))
    if not words or words[0].start() != start:
        return []
    if len(words) > 1 and words[0][0] in names().honorifics and words[1][0] in names().offices:
        words = words[1:]  # هنأ سعادة المبعوث
    if not _begins_office(words[0][0]):
        return []
    last = 1
    while last < len(words) and text[words[last - 1].end() : words[last].start()] == " " and _goes_on(words, last):
        last += 1
    return words[:last]


def office_of_clause(text: str, verb: re.Match[str]) -> list[re.Match[str]]:
    """The words of an office between «as for» and a verb, before one in the present with which a sentence begins, or
    its second verb, or between «that» and one: أما الوزير الطاجيكي فرأى, وزير الخارجية يجدد, ومضى الأمين العام يقول."""
    start = sentence_start(text, verb.start())
    if match := AS_FOR.match(text, start, verb.start()):
        return office_at(text, match.end(), verb.start()) if verb[0].startswith("ف") else []
    if is_tied(verb) or verb["participle"]:
        return []
    begun = [*islice(_WORD.finditer(text, start, verb.start()), 2 if is_present(verb) else 1)]
    for first in (*begun, *_behind_that(text, verb)):
        office = office_at(text, first.start(), verb.start())
        if office and office[-1].end() == verb.start() - 1:
            return office
    return []


def _behind_that(text: str, verb: re.Match[str]) -> list[re.Match[str]]:
    """The first word of the clause that a verb is in: ذكر المكتب أن الوزير المكلف أشار."""
    words = list(_WORD.finditer(text, max(sentence_start(text, verb.start()), verb.start() - _REACH), verb.start()))
    clauses = [at for at, word in enumerate(words[:-1]) if word[0] in speech().clauses]
    return [words[clauses[-1] + 1]] if clauses else []


def is_office(word: str) -> bool:
    """Whether a word is an office, or one by which someone is called who was named before: الوزير, سعادته."""
    return word in names().offices or word in speech().taken_up


def holder_of(words: Sequence[re.Match[str]], last: str | None, cast: Cast) -> str | None:
    """Who is meant by an office's words: of one word the `last` person who spoke, or someone else if only they are
    printed with it; else the one of that nation, or who alone is printed with an office that begins so."""
    office = [word[0] for word in words]
    if len(office) == 1:
        return _stands_for(office[0], last, cast)
    if office[0] in names().crowned and not any(map(is_of_country, office[1:])):
        return cast.honoured.get(office[0])  # الملك المفدى
    found = _of_nation(office, cast)
    if len(found) > 1:
        asked = office_words(" ".join(office))
        found = [name for name in found if any(role[: len(asked)] == asked for role in cast.roles[name])] or found
    for length in range(len(office), 1, -1):
        if length < len(office) and is_nisba(office[length]):
            continue  # of another nation than who is printed with the rest
        found = found or _printed_with(office_words(" ".join(office[:length])), cast)
    if len(found) > 1:
        return last if last in found else None  # of two ministers who spoke last
    return found[0] if found else None


def is_anyones(words: Sequence[re.Match[str]], cast: Cast) -> bool:
    """Whether an office's words mean someone whom the article need not name: nobody is printed with such an office, and
    it is none by which a protagonist is called, but of a nation: متحدث باسم الحزب, الرئيس الفرنسي, not الوزير الضيف."""
    office = words[0][0]
    foreign = len(words) > 1 and is_nisba(words[1][0]) and is_of_country(words[1][0])  # الرئيس الفرنسي
    taken_up = office in speech().taken_up and (len(words) == 1 or office not in names().offices)
    if taken_up or (office in speech().protagonists and not foreign):
        return False
    return not any(_holds(name, [word[0] for word in words], cast) for name in cast.roles)


def _stands_for(word: str, last: str | None, cast: Cast) -> str | None:
    """Whom one word means: of honour, or that anyone is called by, the last who spoke; else who has that office, or the
    last where it is one that a protagonist often has and is not printed with."""
    if word in speech().taken_up or word not in names().offices:
        return last
    if word in names().crowned and cast.honoured.get(word):
        return cast.honoured[word]
    holders = [name for name in cast.roles if _has(name, word, cast)]
    if not word.startswith("ال"):
        last = None  # متحدث is someone new
    if last in holders or (len(holders) != 1 and word in speech().protagonists):
        return last
    return holders[0] if len(holders) == 1 else None


def _of_nation(office: Sequence[str], cast: Cast) -> list[str]:
    """Who has an office of the nation whose adjective is among the words, the same one but for المسؤول and the like."""
    nations = [list(of_nation(word, cast)) for word in office[1:] if is_nisba(word)]
    found = next(filter(None, nations), [])
    if office[0] in speech().taken_up:
        return found
    return [name for name in found if _holds(name, office, cast)]


def _holds(name: str, office: Sequence[str], cast: Cast) -> bool:
    """Whether someone is printed with an office of that first word, and with each other word that is no nation's: رئيس
    وكالة الأمن الطاجيكية is no رئيس المكتب في طاجيكستان."""
    asked = {word.removeprefix("ال") for word in office[1:] if not (is_nisba(word) and is_of_country(word))}
    return _has(name, office[0], cast) and any(
        asked <= {word.removeprefix("ال") for word in role} for role in cast.roles[name]
    )


def _has(name: str, office: str, cast: Cast) -> bool:
    """Whether someone is printed with an office of that word, with or without the article, and as nobody's deputy."""
    bare, deputies = office.removeprefix("ال"), names().deputies
    return any(
        word.removeprefix("ال") == bare and before not in deputies
        for role in cast.roles[name]
        for before, word in pairwise(("", *role))
    )


def _printed_with(asked: tuple[str, ...], cast: Cast) -> list[str]:
    """Who is printed with an office that begins with the words; where several are, who is with these alone."""
    begun = [name for name, roles in cast.roles.items() if any(role[: len(asked)] == asked for role in roles)]
    return begun if len(begun) < 2 else [name for name in begun if asked in cast.roles[name]]


def _begins_office(word: str) -> bool:
    return is_office(word) or (word.startswith("ال") and word in names().honorifics)


def _goes_on(words: list[re.Match[str]], at: int) -> bool:
    """Whether the word at `at` belongs to the office before it: a definite one, another office, or one that a definite
    one follows: وزير خارجية الوفاق; or the country behind its first word: سفير طاجيكستان."""
    word = words[at][0]
    if word in speech().beside or speech().verb.fullmatch(word):
        return False
    if word.startswith("لل") and word.endswith("ين"):
        return False  # شرح الوزير للحاضرين
    if word.startswith(_DEFINITE) or word in names().offices:
        return True
    if words[0][0].startswith("ال"):
        return False
    if word in names().places:
        return True
    if at > 1 and words[at - 1][0] not in names().offices:
        return False  # but نائب وزير خارجية طاجيكستان
    return at + 1 < len(words) and (words[at + 1][0].startswith("ال") or words[at + 1][0] in names().places)
